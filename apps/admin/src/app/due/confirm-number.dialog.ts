import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { TPipe } from '../i18n/t.pipe';

/** Nothing irreversible by a click alone: whoever goes on types the number of records. */
@Component({
  selector: 'oubli-confirm-number', imports: [MatButtonModule, TPipe], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<form class="dialog" (submit)="$event.preventDefault(); typed() === wanted && self.close(true)">
    <h2>{{ 'confirm.title' | t: { n: due } }}</h2>
    <p>{{ 'confirm.text' | t: { n: wanted } }}</p>
    <div class="field"><label for="number">{{ 'confirm.number' | t }}</label><input #number id="number" inputmode="numeric" autocomplete="off" (input)="typed.set(number.value.trim())"></div>
    <div class="actions"><button mat-button type="button" (click)="self.close(false)">{{ 'do.cancel' | t }}</button><button mat-flat-button class="danger" type="submit" [disabled]="typed() !== wanted">{{ 'confirm.do' | t }}</button></div>
  </form>`,
  styles: `.danger:not(:disabled) { --mat-button-filled-container-color: var(--bad); --mat-button-filled-label-text-color: var(--mat-sys-on-error); }`,
})
export class ConfirmNumberDialog {
  protected readonly self = inject<MatDialogRef<ConfirmNumberDialog, boolean>>(MatDialogRef);
  protected readonly due = inject<number>(MAT_DIALOG_DATA);
  protected readonly wanted = String(this.due);
  protected readonly typed = signal('');
}
