import { ChangeDetectionStrategy, Component, inject, output, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { Problem } from '../api/problem';
import { Session } from '../api/session';
import type { MessageKey } from '../i18n/messages';
import { TPipe } from '../i18n/t.pipe';

/** Why somebody was not let in, without telling whether she exists. */
export function entryProblem(error: unknown): MessageKey {
  if (!(error instanceof Problem)) return 'state.failed';
  return error.code === 'too-many' ? 'signIn.slow' : error.code === 'wrong-credentials' || error.status === 400 ? 'signIn.wrong' : error.code === 'offline' ? 'state.offline' : 'state.failed';
}

/** E-mail and password, then a code where the account has a second factor. */
@Component({
  selector: 'oubli-sign-in-form', imports: [MatButtonModule, TPipe], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (ticket(); as ticket) {
      <form (submit)="second($event, ticket, code.value)">
        <div class="field"><label for="code">{{ 'signIn.code' | t }}</label><input #code id="code" name="code" autocomplete="one-time-code" required></div>
        <p class="problem" role="alert">@if (problem(); as key) { {{ key | t }} }</p>
        <button mat-flat-button type="submit" [disabled]="busy()">{{ 'signIn.do' | t }}</button>
      </form>
    } @else {
      <form (submit)="first($event, email.value, password.value)">
        <div class="field"><label for="email">{{ 'signIn.email' | t }}</label><input #email id="email" name="email" type="email" autocomplete="username" required></div>
        <div class="field"><label for="password">{{ 'signIn.password' | t }}</label><input #password id="password" name="password" type="password" autocomplete="current-password" required></div>
        <p class="problem" role="alert">@if (problem(); as key) { {{ key | t }} }</p>
        <button mat-flat-button type="submit" [disabled]="busy()">{{ 'signIn.do' | t }}</button>
      </form>
    }`,
})
export class SignInForm {
  private readonly session = inject(Session);
  readonly signedIn = output();
  protected readonly ticket = signal<string | null>(null);
  protected readonly problem = signal<MessageKey | null>(null);
  protected readonly busy = signal(false);

  protected first(event: Event, email: string, password: string): Promise<void> {
    return this.try(event, async () => {
      const ticket = await this.session.signIn(email, password);
      this.ticket.set(ticket);
      return ticket === null;
    });
  }

  protected second(event: Event, ticket: string, code: string): Promise<void> {
    return this.try(event, async () => {
      await this.session.signInTotp(ticket, code);
      return true;
    });
  }

  private async try(event: Event, attempt: () => Promise<boolean>): Promise<void> {
    event.preventDefault();
    this.busy.set(true);
    this.problem.set(null);
    try {
      if (await attempt()) this.signedIn.emit();
    } catch (error) {
      this.problem.set(entryProblem(error));
    } finally {
      this.busy.set(false);
    }
  }
}
