import { ChangeDetectionStrategy, Component, effect, inject, output, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { type Answer, Api } from '../api/api';
import { attempt, type Problem } from '../api/problem';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { ProblemComponent } from '../ui/problem.component';
import { StateComponent } from '../ui/state.component';
import { DifferencesComponent } from './differences.component';

const languages = ['fr', 'en', 'de'] as const;
const reasons = ['legal', 'regulatory', 'judicial', 'technical', 'other'] as const;
type Language = (typeof languages)[number];
type Checked = Answer<'checkTexts'>;

/** Writes the next words of the privacy policy: checked first, what was found mended or waived by name, then published. */
@Component({
  selector: 'oubli-text-editor', imports: [TPipe, LabelPipe, MatButtonModule, ProblemComponent, StateComponent, DifferencesComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './text-editor.component.html',
  styles: `form { margin-top: 12px; }`,
})
export class TextEditorComponent {
  private readonly api = inject(Api);
  protected readonly i18n = inject(I18n);
  protected readonly languages = languages;
  protected readonly reasons = reasons;
  readonly published = output();
  protected readonly bodies = signal<Readonly<Record<Language, string>>>({ fr: '', en: '', de: '' });
  protected readonly authoritative = signal<Language>('fr');
  protected readonly checked = signal<Checked | null>(null);
  protected readonly waived = signal<Readonly<Record<string, string>>>({});
  protected readonly problem = signal<Problem | null>(null);
  /** The last text is there to begin from: what was typed before would be lost under it. */
  protected readonly begun = signal(false);

  constructor() {
    void this.begin().finally(() => this.begun.set(true));
    // What was checked was checked of other words.
    effect(() => {
      this.bodies();
      this.authoritative();
      this.checked.set(null);
    });
  }

  /** From the words of the latest publication. */
  private async begin(): Promise<void> {
    this.problem.set(await attempt(async () => {
      const [latest] = (await this.api.call('listPublications', {})).results;
      if (!latest) return;
      const { texts } = await this.api.call('readPublicationTexts', { params: { id: latest.id } });
      const bodyOf = (language: Language): string => texts.find((t) => t.language === language)?.body ?? '';
      this.bodies.set({ fr: bodyOf('fr'), en: bodyOf('en'), de: bodyOf('de') });
      this.authoritative.set(texts.find((t) => t.authoritative)?.language ?? 'fr');
    }));
  }

  protected write(language: Language, body: string): void {
    this.bodies.update((bodies) => ({ ...bodies, [language]: body }));
  }

  protected choose(value: string): void {
    this.authoritative.set(languages.find((language) => language === value) ?? 'fr');
  }

  protected waive(finding: string, reason: string): void {
    this.waived.update((waived) => ({ ...waived, [finding]: reason }));
  }

  private texts() {
    return { authoritative: this.authoritative(), bodies: languages.filter((l) => this.bodies()[l].trim() !== '').map((language) => ({ language, body: this.bodies()[language] })) };
  }

  protected async check(): Promise<void> {
    this.problem.set(await attempt(async () => this.checked.set(await this.api.call('checkTexts', { body: this.texts() }))));
  }

  protected async publish(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const waivers = (this.checked()?.findings ?? []).flatMap(({ id }) => {
      const reason = this.waived()[id]?.trim() ?? '';
      return reason === '' ? [] : [{ finding: id, reason }];
    });
    this.problem.set(await attempt(() => this.api.call('publish', {
      body: { effectiveFrom: String(given.get('from')), title: String(given.get('title')), reason: reasons.find((r) => r === given.get('reason')) ?? 'other', explanation: String(given.get('explanation')), drafts: [], texts: { ...this.texts(), waivers } },
    })));
    if (this.problem() === null) this.published.emit();
  }
}
