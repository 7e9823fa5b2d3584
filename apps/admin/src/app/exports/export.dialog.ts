import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import type { Api as Catalogue, RequestOf } from '@oubli/contracts';
import { type Answer, Api, pathOf } from '../api/api';
import { loaded } from '../api/load';
import { attempt, type Problem } from '../api/problem';
import { Session } from '../api/session';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { ProblemComponent } from '../ui/problem.component';

export interface ExportWish {
  /** What stands on the screen. */
  readonly masked: RequestOf<Catalogue['drawExport']>['body']['wanted'];
  /** The same where its values may leave: of one record type or one person. */
  readonly values: RequestOf<Catalogue['discloseExport']>['body']['wanted'] | null;
}

/** A list as a file: masked, or with values for a purpose and a recipient. */
@Component({
  selector: 'oubli-export', imports: [MatButtonModule, TPipe, LabelPipe, ProblemComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<div class="dialog"><h2>{{ 'export.title' | t }}</h2>
    @if (made(); as e) {
      <p role="status">{{ 'export.done.n' | t: { n: e.records } }} @if (e.leftOut > 0) { {{ 'export.leftOut.n' | t: { n: e.leftOut } }} } @if (e.expiresOn) { {{ 'export.expires' | t: { day: i18n.day(e.expiresOn) } }} }</p>
      <div class="actions"><button mat-button type="button" (click)="self.close()">{{ 'do.close' | t }}</button><a mat-flat-button [href]="file(e.id)" download>{{ 'export.download' | t }}</a></div>
    } @else {
      <form (submit)="draw($event)">
        @if (canDisclose) {
          <fieldset><legend>{{ 'export.values' | t }}</legend>
            <label><input type="radio" name="form" value="masked" [checked]="!withValues()" (change)="withValues.set(false)"> {{ 'export.masked' | t }}</label>
            <label><input type="radio" name="form" value="values" [checked]="withValues()" (change)="withValues.set(true)"> {{ 'export.clear' | t }}</label>
          </fieldset>
        }
        @if (withValues()) {
          <p class="small">{{ 'export.text' | t }}</p>
          <div class="field"><label for="export-purpose">{{ 'person.purpose' | t }}</label><select id="export-purpose" name="purpose" required>@for (p of session.purposes(); track p) { <option [value]="p">{{ p | label: 'purpose' }}</option> }</select></div>
          <div class="field"><label for="export-recipient">{{ 'export.recipient' | t }}</label><select id="export-recipient" name="recipient" required>@for (r of open(); track r.id) { <option [value]="r.id">{{ r.name }} ({{ r.category | label: 'recipient' }}, {{ r.country }})</option> }</select>
            @if (recipients.value() && open().length === 0) { <p class="small quiet">{{ 'export.noRecipient' | t }}</p> }</div>
          <div class="field"><label for="export-reason">{{ 'person.motive' | t }}</label><input id="export-reason" name="reason" minlength="3" maxlength="300" required></div>
          @if (ofOnePerson) { <div class="field"><label for="export-reference">{{ 'export.theirReference' | t }}</label><input id="export-reference" name="reference" maxlength="120"></div> }
        }
        <oubli-problem [problem]="problem()" />
        <div class="actions"><button mat-button type="button" (click)="self.close()">{{ 'do.cancel' | t }}</button><button mat-flat-button type="submit" [disabled]="busy()">{{ (busy() ? 'export.busy' : 'export.do') | t }}</button></div>
      </form>
    }</div>`,
  styles: `fieldset { display: grid; gap: 6px; margin-bottom: 12px; } .dialog { max-width: 34rem; }`,
})
export class ExportDialog {
  private readonly api = inject(Api);
  protected readonly session = inject(Session);
  protected readonly i18n = inject(I18n);
  protected readonly self = inject<MatDialogRef<ExportDialog>>(MatDialogRef);
  private readonly wish = inject<ExportWish>(MAT_DIALOG_DATA);
  protected readonly canDisclose = this.wish.values !== null && this.session.can('exports:disclose');
  protected readonly ofOnePerson = this.wish.values !== null && 'personId' in this.wish.values;
  protected readonly withValues = signal(false);
  protected readonly busy = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly made = signal<Answer<'drawExport'> | null>(null);
  protected readonly recipients = loaded(async () => (this.canDisclose ? await this.api.call('listRecipients', {}) : { results: [] }));
  protected readonly open = computed(() => (this.recipients.value()?.results ?? []).filter((r) => r.endedOn === null && r.category !== 'commercial-advertising'));

  protected file(id: string): string {
    return pathOf('downloadExport', { params: { id } });
  }

  protected async draw(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => String(given.get(name) ?? '').trim();
    const { masked, values } = this.wish;
    this.busy.set(true);
    this.problem.set(await attempt(async () => {
      const purpose = this.session.purposes().find((p) => p === text('purpose'));
      this.made.set(this.withValues() && values !== null && purpose !== undefined
        ? await this.api.call('discloseExport', { body: { wanted: values, purpose, recipientId: text('recipient'), reason: text('reason'), ...(text('reference') !== '' && { theirReference: text('reference') }) } })
        : await this.api.call('drawExport', { body: { wanted: masked } }));
    }));
    this.busy.set(false);
  }
}
