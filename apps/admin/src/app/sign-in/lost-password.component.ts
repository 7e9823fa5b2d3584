import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { Api } from '../api/api';
import type { MessageKey } from '../i18n/messages';
import { TPipe } from '../i18n/t.pipe';
import { entryProblem } from './sign-in.form';

/** Asks for a link by mail. What it says afterwards is the same for every address. */
@Component({
  selector: 'oubli-lost-password', imports: [MatButtonModule, RouterLink, TPipe], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<main class="door"><div class="panel">
    <p class="brand"><img src="favicon.svg" alt="" width="26" height="26"> Oubli</p>
    <h1>{{ 'lost.title' | t }}</h1>
    @if (sent()) { <p role="status">{{ 'lost.sent' | t }}</p> } @else {
      <p>{{ 'lost.text' | t }}</p>
      <form (submit)="ask($event, email.value)">
        <div class="field"><label for="email">{{ 'signIn.email' | t }}</label><input #email id="email" name="email" type="email" autocomplete="username" required></div>
        <p class="problem" role="alert">@if (problem(); as key) { {{ key | t }} }</p>
        <button mat-flat-button type="submit" [disabled]="busy()">{{ 'lost.do' | t }}</button>
      </form>
    }
    <p class="hint"><a routerLink="/sign-in">{{ 'lost.back' | t }}</a></p>
  </div></main>`,
  styleUrl: './door.scss',
})
export class LostPasswordComponent {
  private readonly api = inject(Api);
  protected readonly sent = signal(false);
  protected readonly busy = signal(false);
  protected readonly problem = signal<MessageKey | null>(null);

  protected async ask(event: Event, email: string): Promise<void> {
    event.preventDefault();
    this.busy.set(true);
    this.problem.set(null);
    try {
      await this.api.call('askReset', { body: { email } });
      this.sent.set(true);
    } catch (error) {
      this.problem.set(entryProblem(error));
    } finally {
      this.busy.set(false);
    }
  }
}
