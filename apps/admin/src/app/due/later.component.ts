import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Api } from '../api/api';
import { ExportButtonComponent } from '../exports/export-button.component';
import type { ExportWish } from '../exports/export.dialog';
import { I18n } from '../i18n/i18n';
import { TPipe } from '../i18n/t.pipe';
import { type Head, LongListComponent } from '../ui/long-list/long-list.component';
import { longRows, placeFrom } from '../ui/long-list/long-rows';
import { pageRows } from '../ui/long-list/paged-rows';
import { RowDirective } from '../ui/long-list/row.directive';
import { StateComponent } from '../ui/state.component';

const lastDayOf = (month: string): string => new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).toISOString().slice(0, 10);

/** Records by the day on which they fall due. */
@Component({
  selector: 'oubli-later', imports: [TPipe, StateComponent, ExportButtonComponent, LongListComponent, RowDirective], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (list.length() > 0) {
      <oubli-long-list [label]="'due.later' | t" [list]="list" [heads]="heads()">
        <ng-template [oubliRow]="list" let-r><span role="cell">{{ i18n.day(r.dueOn) }}</span><span role="rowheader"><code>{{ r.record }}</code></span><span role="cell" [title]="r.policies.join(', ')">{{ r.policies.join(', ') }}</span><span role="cell">@if (r.held) { <span class="badge">{{ 'due.held' | t }}</span> }</span></ng-template>
      </oubli-long-list>
      <div class="actions"><oubli-export-button [wish]="wish()" /></div>
    } @else {
      <oubli-state [problem]="list.problem()" [loading]="!list.complete()" (retry)="list.retry()" />
      @if (list.complete()) { <p class="quiet">{{ 'due.nothing' | t }}</p> }
    }`,
})
export class LaterComponent {
  private readonly api = inject(Api);
  protected readonly i18n = inject(I18n);
  readonly type = input<string>();
  readonly month = input<string>();
  /** Where the list is entered. */
  readonly row = input<string>();
  readonly after = input<string>();
  protected readonly heads = computed<readonly Head[]>(() => [{ text: this.i18n.t('due.on'), width: 140 }, { text: this.i18n.t('due.record'), width: 440, grows: true }, { text: this.i18n.t('due.policy'), width: 200 }, { text: this.i18n.t('due.hold'), width: 100 }]);
  private readonly range = computed(() => {
    const month = this.month();
    return month && /^\d{4}-\d{2}$/.test(month) ? { from: `${month}-01`, to: lastDayOf(month) } : {};
  });
  protected readonly wish = computed((): ExportWish => {
    const recordType = this.type();
    const list = { list: 'due', ...this.range() } as const;
    return { masked: { ...list, ...(recordType && { recordType }) }, values: recordType ? { ...list, recordType } : null };
  });
  protected readonly list = longRows(() => {
    const query = { limit: pageRows, ...this.range(), ...(this.type() && { recordType: this.type() }) };
    return (after) => this.api.call('listDue', { query: { ...query, ...(after !== undefined && { after }) } });
  }, () => placeFrom(this.row(), this.after()));
}
