import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { type Answer, Api } from '../api/api';
import { loaded } from '../api/load';
import { I18n } from '../i18n/i18n';
import { TPipe } from '../i18n/t.pipe';
import { type Head, LongListComponent } from '../ui/long-list/long-list.component';
import { longRows, placeFrom } from '../ui/long-list/long-rows';
import { pageRows } from '../ui/long-list/paged-rows';
import { RowDirective } from '../ui/long-list/row.directive';
import { StateComponent } from '../ui/state.component';

type Row = Answer<'listRecords'>['results'][number];
/** Fields shown of each record; the others stand on its person's page. */
const fieldsShown = 4;

/** The active records of a type, masked, as far as one's purposes reach. */
@Component({
  selector: 'oubli-records', imports: [TPipe, RouterLink, StateComponent, LongListComponent, RowDirective], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<div class="row"><h1>{{ 'records.title' | t }}</h1>
      <label class="push row small"><span>{{ 'policies.recordType' | t }}</span><select #select (change)="choose(select.value)">@for (t of types.value()?.results ?? []; track t.recordType) { <option [value]="t.recordType" [selected]="t.recordType === type()">{{ i18n.recordType(t.recordType) }}</option> }</select></label></div>
    <p class="quiet small">{{ 'records.text' | t }}</p>
    @if (list.length() > 0) {
      <oubli-long-list [label]="i18n.recordType(type())" [list]="list" [heads]="heads()">
        <ng-template [oubliRow]="list" let-r><span role="rowheader">@if (personOf(r); as person) { <a [routerLink]="['/people', person]"><code>{{ r.id }}</code></a> } @else { <code>{{ r.id }}</code> }</span><span role="cell">{{ i18n.day(r.collectedOn) }}</span>@for (name of shown(); track name) { <span role="cell">{{ r.values[name] ?? '–' }}</span> }</ng-template>
      </oubli-long-list>
    } @else {
      <oubli-state [problem]="list.problem()" [loading]="!list.complete()" (retry)="list.retry()" />
      @if (list.complete()) { <p class="panel">{{ 'records.none' | t }}</p> }
    }`,
})
export class RecordsComponent {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  protected readonly i18n = inject(I18n);
  readonly recordType = input<string>();
  readonly row = input<string>();
  readonly after = input<string>();
  protected readonly type = computed(() => this.recordType() ?? 'person');
  protected readonly types = loaded(() => this.api.call('listRecordTypes', {}));
  protected readonly list = longRows(() => {
    const recordType = this.type();
    return (after) => this.api.call('listRecords', { params: { recordType }, query: { limit: pageRows, ...(after !== undefined && { after }) } });
  }, () => placeFrom(this.row(), this.after()));
  /** Names of the first fields that are no ids. */
  protected readonly shown = computed(() => {
    this.list.tick();
    const first = this.list.rows().row(0) ?? this.list.rows().row(this.list.start());
    return Object.keys(first?.values ?? {}).filter((name) => !/^id$|Id$/.test(name)).slice(0, fieldsShown);
  });
  protected readonly heads = computed<readonly Head[]>(() => [
    { text: 'Id', width: 320 }, { text: this.i18n.t('people.collected'), width: 140 }, ...this.shown().map((name): Head => ({ text: this.i18n.column(name), width: 180, grows: true })),
  ]);

  /** Whose page tells the rest: the person herself, or the one a record is about. */
  protected personOf(row: Row): string | null {
    if (row.recordType === 'person') return row.id;
    const person = row.values['personId'];
    return typeof person === 'string' && /^[0-9a-f-]{36}$/.test(person) ? person : null;
  }

  protected choose(type: string): void {
    void this.router.navigate(['/records', type]);
  }
}
