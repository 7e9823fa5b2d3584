import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Api } from '../api/api';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { type Head, LongListComponent } from '../ui/long-list/long-list.component';
import { longRows, placeFrom } from '../ui/long-list/long-rows';
import { pageRows } from '../ui/long-list/paged-rows';
import { RowDirective } from '../ui/long-list/row.directive';
import { StateComponent } from '../ui/state.component';

/** The records a run did not treat, for one reason. */
@Component({
  selector: 'oubli-kept', imports: [TPipe, LabelPipe, StateComponent, LongListComponent, RowDirective], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (list.length() > 0) {
      <oubli-long-list [label]="'run.keptWhy' | t" [list]="list" [heads]="heads()">
        <ng-template [oubliRow]="list" let-r><span role="cell">{{ i18n.recordType(r.recordType) }}</span><span role="rowheader"><code>{{ r.record }}</code></span><span role="cell">{{ r.reason | label: 'kept' }}</span></ng-template>
      </oubli-long-list>
    } @else {
      <oubli-state [problem]="list.problem()" [loading]="!list.complete()" (retry)="list.retry()" />
      @if (list.complete()) { <p class="quiet">{{ 'due.nothing' | t }}</p> }
    }`,
})
export class KeptComponent {
  private readonly api = inject(Api);
  protected readonly i18n = inject(I18n);
  readonly run = input.required<string>();
  readonly recordType = input.required<string>();
  readonly reason = input.required<string>();
  /** Where the list is entered. */
  readonly row = input<string>();
  readonly after = input<string>();
  protected readonly heads = computed<readonly Head[]>(() => [{ text: this.i18n.t('policies.recordType'), width: 200 }, { text: this.i18n.t('due.record'), width: 440, grows: true }, { text: this.i18n.t('due.because'), width: 240 }]);
  protected readonly list = longRows(() => {
    const [id, recordType, reason] = [this.run(), this.recordType(), this.reason()];
    return (after) => this.api.call('listKept', { params: { id }, query: { limit: pageRows, recordType, reason, ...(after !== undefined && { after }) } });
  }, () => placeFrom(this.row(), this.after()));
}
