import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatDialogRef } from '@angular/material/dialog';
import { TPipe } from '../i18n/t.pipe';
import { SignInForm } from './sign-in.form';

/** Over the page as it stands: a session that ends takes no input with it. */
@Component({
  selector: 'oubli-sign-in-again', imports: [SignInForm, TPipe], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<div class="dialog"><h2>{{ 'signIn.title' | t }}</h2><p>{{ 'signIn.again' | t }}</p><oubli-sign-in-form (signedIn)="self.close(true)" /></div>`,
})
export class SignInAgainDialog {
  protected readonly self = inject<MatDialogRef<SignInAgainDialog, boolean>>(MatDialogRef);
}
