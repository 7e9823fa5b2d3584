import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { type Answer, Api } from '../api/api';
import { loaded } from '../api/load';
import { type Problem, problemOf } from '../api/problem';
import { I18n } from '../i18n/i18n';
import { isKey } from '../i18n/messages';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { ProblemComponent } from '../ui/problem.component';
import { StateComponent } from '../ui/state.component';

type Preview = Answer<'previewLetter'>;
type Template = Preview['template'];
type Language = Preview['language'];
type Reason = Answer<'listLetters'>['reasons'][number];

const languages: readonly Language[] = ['fr', 'en', 'de'];
const takingReasons: readonly Template[] = ['refused', 'partially-granted'];
const takingWords: readonly Template[] = ['refused', 'partially-granted', 'granted', 'answered'];

/** A letter to who asks: chosen among those the state calls for, previewed in her language, edited, sent or filed to be printed. */
@Component({
  selector: 'oubli-letters', imports: [TPipe, LabelPipe, MatButtonModule, ProblemComponent, StateComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './letters.component.html', styles: `.letter { min-height: 24rem; max-height: 80vh; field-sizing: content; line-height: 1.5; }`,
})
export class LettersComponent {
  private readonly api = inject(Api);
  protected readonly i18n = inject(I18n);
  readonly id = input.required<string>();
  readonly state = input.required<string>();
  readonly outcome = input<string | null>(null);
  /** A letter was released; the id of one that is to be printed now. */
  readonly changed = output<string | null>();
  protected readonly offered = loaded(() => {
    this.state();
    this.outcome();
    return this.api.call('listLetters', { params: { id: this.id() } });
  });
  protected readonly languages = languages;
  protected readonly chosen = signal<Template | null>(null);
  protected readonly template = computed(() => this.chosen() ?? this.offered.value()?.letters[0] ?? null);
  protected readonly preview = signal<Preview | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly said = signal('');
  protected readonly takesReasons = computed(() => takingReasons.some((one) => one === this.template()));
  protected readonly takesWords = computed(() => takingWords.some((one) => one === this.template()));

  protected choose(name: string): void {
    this.chosen.set(this.offered.value()?.letters.find((one) => one === name) ?? null);
    this.preview.set(null);
    this.said.set('');
  }

  protected missing(preview: Preview): string {
    return preview.missing.map((part) => { const key = `letterMissing.${part}`; return isKey(key) ? this.i18n.t(key) : part; }).join(', ');
  }

  protected show(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const said = (name: string): string => String(form.get(name) ?? '').trim();
    const template = this.template();
    if (!template) return Promise.resolve();
    const reasons = form.getAll('reasons').map(String);
    const body = {
      template, language: languages.find((one) => one === said('language')) ?? 'fr', reasons: (this.offered.value()?.reasons ?? []).filter((one: Reason) => reasons.includes(one)), words: said('words'), client: said('client'),
      ...(said('liftedFrom') !== '' && { liftedFrom: said('liftedFrom') }),
    };
    return this.attempt(async () => this.preview.set(await this.api.call('previewLetter', { params: { id: this.id() }, body })));
  }

  protected release(by: 'mail' | 'print', text: string): Promise<void> {
    const preview = this.preview();
    if (!preview) return Promise.resolve();
    const { template, language, day, title } = preview;
    return this.attempt(async () => {
      const { id } = await this.api.call('sendLetter', { params: { id: this.id() }, body: { template, language, day, title, text, by } });
      this.preview.set(null);
      this.chosen.set(null);
      this.said.set(this.i18n.t(by === 'mail' ? 'letter.isSent' : 'letter.isFiled'));
      this.changed.emit(by === 'print' ? id : null);
    });
  }

  private async attempt(act: () => Promise<unknown>): Promise<void> {
    this.said.set('');
    try {
      await act();
      this.problem.set(null);
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }
}
