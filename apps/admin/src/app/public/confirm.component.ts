import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { Api } from '../api/api';
import { LanguagesComponent } from './languages.component';
import { refusal } from './refusal';
import { Speech } from './speech';

/** The link of an acknowledgement: one button, so that whatever looks through mails beforehand confirms nothing. */
@Component({
  selector: 'oubli-confirm', imports: [LanguagesComponent, MatButtonModule], changeDetection: ChangeDetectionStrategy.OnPush,
  styles: 'main { max-width: 560px; margin: 0 auto; padding: 28px 20px 60px; }',
  template: `<main><oubli-languages /><h1>{{ speech.say('confirm.title') }}</h1><div class="panel">
    @if (done()) { <p role="status">{{ speech.say('confirm.done') }}</p> } @else {
      <p>{{ speech.say('confirm.text') }}</p><p class="problem" role="alert">{{ problem() }}</p>
      <div class="actions"><button mat-flat-button type="button" (click)="confirm()">{{ speech.say('confirm.do') }}</button></div> }</div></main>`,
})
export class ConfirmComponent {
  private readonly api = inject(Api);
  protected readonly speech = inject(Speech);
  private readonly token = location.hash.slice(1);
  protected readonly done = signal(false);
  protected readonly problem = signal('');

  protected async confirm(): Promise<void> {
    try {
      await this.api.call('confirmMailbox', { body: { token: this.token } });
      this.done.set(true);
    } catch (error) {
      this.problem.set(/^[A-Za-z0-9_-]{43}$/.test(this.token) ? refusal(this.speech, error) : this.speech.say('link.gone'));
    }
  }
}
