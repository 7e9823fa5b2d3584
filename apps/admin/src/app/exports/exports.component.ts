import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { type Answer, Api, pathOf } from '../api/api';
import { loaded } from '../api/load';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { StateComponent } from '../ui/state.component';
import { ExportButtonComponent } from './export-button.component';
import type { ExportWish } from './export.dialog';

type Extract = Answer<'listExports'>['results'][number];

/** Files that are still there, each with its last day, and a new one of any record type. */
@Component({
  selector: 'oubli-exports', imports: [TPipe, LabelPipe, MatButtonModule, StateComponent, ExportButtonComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<div class="row"><h1>{{ 'nav.exports' | t }}</h1>
      <span class="push row"><label class="row small"><span>{{ 'policies.recordType' | t }}</span><select #select (change)="type.set(select.value)"><option value="">–</option>@for (t of types.value()?.results ?? []; track t.recordType) { <option [value]="t.recordType">{{ i18n.recordType(t.recordType) }}</option> }</select></label>
      @if (wish(); as w) { <oubli-export-button [wish]="w" (closed)="first.reload()" /> }</span></div>
    <p class="quiet">{{ 'exports.text' | t }}</p>
    <oubli-state [problem]="first.problem()" [loading]="first.loading() && !first.value()" (retry)="first.reload()" />
    @if (first.value(); as page) {
      @if (page.results.length === 0) { <p class="panel">{{ 'exports.none' | t }}</p> } @else {
        <div class="scroll" tabindex="0" role="region" [attr.aria-label]="'nav.exports' | t"><table>
          <thead><tr><th scope="col">{{ 'exports.on' | t }}</th><th scope="col">{{ 'exports.what' | t }}</th><th scope="col">{{ 'export.values' | t }}</th><th scope="col" class="num">{{ 'due.records' | t }}</th><th scope="col">{{ 'activity.who' | t }}</th><th scope="col">{{ 'exports.expires' | t }}</th><th scope="col"></th></tr></thead>
          <tbody>@for (e of page.results.concat(more()); track e.id) {
            <tr><td>{{ i18n.day(e.generatedOn) }}</td><th scope="row">{{ named(e) }}</th>
              <td>@if (e.masked) { {{ 'exports.masked' | t }} } @else { {{ e.purpose ?? '' | label: 'purpose' }} → {{ e.recipient }}<div class="small quiet">{{ e.reason }}</div> }</td>
              <td class="num">{{ i18n.number(e.records) }}@if (e.leftOut > 0) { <div class="small quiet">{{ 'export.leftOut.n' | t: { n: e.leftOut } }}</div> }</td>
              <td>{{ e.maker || '–' }}</td><td>{{ i18n.day(e.expiresOn) || '–' }}</td><td><a mat-button [href]="file(e.id)" download>{{ 'export.download' | t }}</a></td></tr>
          }</tbody></table></div>
        @if (after(); as next) { <div class="actions"><button mat-stroked-button type="button" (click)="goOn(next)">{{ 'state.more' | t }}</button></div> }
      }
    }`,
})
export class ExportsComponent {
  private readonly api = inject(Api);
  protected readonly i18n = inject(I18n);
  protected readonly types = loaded(() => this.api.call('listRecordTypes', {}));
  protected readonly type = signal('');
  protected readonly wish = computed((): ExportWish | null => {
    const recordType = this.type();
    return recordType === '' ? null : { masked: { list: 'records', recordType }, values: { list: 'records', recordType } };
  });
  protected readonly more = signal<Extract[]>([]);
  protected readonly first = loaded(() => {
    this.more.set([]);
    return this.api.call('listExports', { query: { limit: '50' } });
  });
  protected readonly after = linkedSignal(() => this.first.value()?.paging?.next.after ?? null);

  protected file(id: string): string {
    return pathOf('downloadExport', { params: { id } });
  }

  protected named({ title }: Extract): string {
    const [list, recordType] = title.split(' ');
    const kind = list === 'due' ? this.i18n.t('exports.due') : list === 'person' ? this.i18n.t('exports.person') : '';
    const type = recordType === undefined || (list !== 'records' && list !== 'due') ? '' : this.i18n.recordType(recordType);
    return [kind, type].filter((part) => part !== '').join(' : ') || title;
  }

  protected async goOn(after: string): Promise<void> {
    const page = await this.api.call('listExports', { query: { limit: '50', after } });
    this.more.update((rows) => [...rows, ...page.results]);
    this.after.set(page.paging?.next.after ?? null);
  }
}
