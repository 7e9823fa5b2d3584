import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import { Session } from '../api/session';
import { TPipe } from '../i18n/t.pipe';
import { ExportDialog, type ExportWish } from './export.dialog';

/** Offers what stands on the screen as a file, for whoever may draw one. */
@Component({
  selector: 'oubli-export-button', imports: [MatButtonModule, TPipe], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `@if (session.can('exports:draw')) { <button mat-stroked-button type="button" (click)="ask()">{{ 'export.records' | t }}</button> }`,
})
export class ExportButtonComponent {
  private readonly dialogs = inject(MatDialog);
  protected readonly session = inject(Session);
  readonly wish = input.required<ExportWish>();
  readonly closed = output();

  protected async ask(): Promise<void> {
    await firstValueFrom(this.dialogs.open(ExportDialog, { data: this.wish() }).afterClosed());
    this.closed.emit();
  }
}
