import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialogRef } from '@angular/material/dialog';
import { Session } from '../api/session';
import type { MessageKey } from '../i18n/messages';
import { TPipe } from '../i18n/t.pipe';
import { entryProblem } from './sign-in.form';

/** Before something irreversible: who is there? */
@Component({
  selector: 'oubli-step-up', imports: [MatButtonModule, TPipe], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<form class="dialog" (submit)="confirm($event)">
    <h2>{{ 'stepUp.title' | t }}</h2><p>{{ 'stepUp.text' | t }}</p>
    <div class="field"><label for="again">{{ 'signIn.password' | t }}</label><input id="again" name="password" type="password" autocomplete="current-password" required></div>
    @if (session.hasTotp()) { <div class="field"><label for="again-code">{{ 'signIn.code' | t }}</label><input id="again-code" name="code" autocomplete="one-time-code" required></div> }
    <p class="problem" role="alert">@if (problem(); as key) { {{ key | t }} }</p>
    <div class="actions"><button mat-button type="button" (click)="self.close(false)">{{ 'do.cancel' | t }}</button><button mat-flat-button type="submit">{{ 'do.confirm' | t }}</button></div>
  </form>`,
})
export class StepUpDialog {
  protected readonly self = inject<MatDialogRef<StepUpDialog, boolean>>(MatDialogRef);
  protected readonly session = inject(Session);
  protected readonly problem = signal<MessageKey | null>(null);

  protected async confirm(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    try {
      await this.session.stepUp(String(given.get('password') ?? ''), String(given.get('code') ?? ''));
      this.self.close(true);
    } catch (error) {
      this.problem.set(entryProblem(error));
    }
  }
}
