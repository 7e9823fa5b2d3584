import { ChangeDetectionStrategy, Component, DestroyRef, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { type Answer, Api } from '../api/api';
import { LanguagesComponent } from './languages.component';
import { refusal } from './refusal';
import { Speech } from './speech';

type Page = Answer<'readOwnPage'>;
const kinds = ['access', 'rectification', 'erasure', 'withdrawal', 'restriction', 'objection', 'portability', 'complaint', 'question'] as const;

/** A person's own page: a link by mail opens it, and everything on it is hers. */
@Component({
  selector: 'oubli-own-page', imports: [LanguagesComponent, MatButtonModule], changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './own-page.component.html', styles: 'main { max-width: 860px; margin: 0 auto; padding: 28px 20px 60px; } dt { font-weight: 600; } dd { margin: 0 0 6px; overflow-wrap: anywhere; }',
})
export class OwnPageComponent {
  private readonly api = inject(Api);
  protected readonly speech = inject(Speech);
  protected readonly token = signal(location.hash.slice(1));
  protected readonly page = signal<Page | null>(null);
  protected readonly said = signal('');
  protected readonly problem = signal('');
  protected readonly kinds = kinds;

  constructor() {
    // A link that is opened where this page stands already changes nothing but what is behind the #.
    const taken = (): void => this.token.set(location.hash.slice(1));
    addEventListener('hashchange', taken);
    inject(DestroyRef).onDestroy(() => removeEventListener('hashchange', taken));
    // A page that is open already stays open when it is reloaded; whoever has none is asked for her mailbox.
    if (this.token() === '') void this.api.call('readOwnPage', {}).then((page) => this.page.set(page), () => undefined);
  }

  protected names(group: Page['groups'][number]): string {
    return [...new Set(group.fields.map((f) => this.speech.column(f.column, f.category)))].join(', ');
  }

  protected purposes(group: Page['groups'][number]): string {
    return `${group.purposes.map((p) => this.speech.word('purpose', p)).join(', ')} – ${group.bases.map((b) => this.speech.word('basis', b)).join(', ')}`;
  }

  protected until(group: Page['groups'][number]): string {
    if (group.firstEnd === null || group.lastEnd === null) return this.speech.say('own.noDate');
    return group.firstEnd === group.lastEnd ? this.speech.day(group.firstEnd) : this.speech.say('own.between', { first: this.speech.day(group.firstEnd), last: this.speech.day(group.lastEnd) });
  }

  protected ask(event: Event, email: string): Promise<void> {
    event.preventDefault();
    return this.attempt(async () => {
      await this.api.call('askOwnPage', { body: { email: email.trim(), language: this.speech.language() } });
      this.said.set(this.speech.say('own.asked'));
    });
  }

  protected open(): Promise<void> {
    const token = this.token();
    history.replaceState(null, '', location.pathname);
    this.token.set('');
    return this.attempt(async () => {
      await this.api.call('openOwnPage', { body: { token } });
      this.page.set(await this.api.call('readOwnPage', {}));
    });
  }

  protected file(kind: (typeof kinds)[number], words: string): Promise<void> {
    return this.attempt(async () => this.said.set((await this.api.call('fileOwnRequest', { body: { kind, ...(words.trim() !== '' && { words: words.trim() }) } }, this.form())).message));
  }

  /** What is held about her is right, she says. */
  protected confirm(): Promise<void> {
    return this.attempt(async () => {
      await this.api.call('confirmOwnData', { body: {} }, this.form());
      this.said.set(this.speech.say('own.rightDone'));
    });
  }

  protected close(): Promise<void> {
    return this.attempt(async () => {
      await this.api.call('closeOwnPage', {}, this.form());
      this.page.set(null);
    });
  }

  /** The form token of her page, which is not the console's. */
  private form(): Readonly<Record<string, string>> {
    return { 'X-CSRF-Token': this.page()?.csrfToken ?? '' };
  }

  private async attempt(act: () => Promise<void>): Promise<void> {
    this.said.set('');
    this.problem.set('');
    try {
      await act();
    } catch (error) {
      this.problem.set(refusal(this.speech, error));
    }
  }
}
