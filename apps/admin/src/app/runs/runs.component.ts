import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { type Head, LongListComponent } from '../ui/long-list/long-list.component';
import { longRows, placeFrom } from '../ui/long-list/long-rows';
import { pageRows } from '../ui/long-list/paged-rows';
import { RowDirective } from '../ui/long-list/row.directive';
import { StateComponent } from '../ui/state.component';

@Component({
  selector: 'oubli-runs', imports: [TPipe, LabelPipe, RouterLink, StateComponent, LongListComponent, RowDirective], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<h1>{{ 'runs.title' | t }}</h1>
    @if (list.length() > 0) {
      <oubli-long-list [label]="'runs.title' | t" [list]="list" [heads]="heads()">
        <ng-template [oubliRow]="list" let-r><span role="rowheader"><a [routerLink]="['/runs', r.runId]">{{ i18n.instant(r.createdAt) }}</a></span><span role="cell">{{ r.state | label: 'state' }}</span><span role="cell">{{ r.requestedBy | label: 'by' }}</span><span role="cell" class="num">{{ i18n.number(r.planned) }}</span><span role="cell" class="num">{{ i18n.number(r.treated) }}</span><span role="cell" class="num">{{ i18n.number(r.kept) }}</span><span role="cell" class="num" [class.bad]="r.quarantined > 0">{{ i18n.number(r.quarantined) }}</span></ng-template>
      </oubli-long-list>
    } @else {
      <oubli-state [problem]="list.problem()" [loading]="!list.complete()" (retry)="list.retry()" />
      @if (list.complete()) { <p class="panel">{{ 'runs.none' | t }}</p> }
    }`,
})
export class RunsComponent {
  private readonly api = inject(Api);
  protected readonly i18n = inject(I18n);
  readonly row = input<string>();
  readonly after = input<string>();
  protected readonly heads = computed<readonly Head[]>(() => [
    { text: this.i18n.t('runs.started'), width: 220, grows: true }, { text: this.i18n.t('runs.state'), width: 130 }, { text: this.i18n.t('runs.by'), width: 170 }, { text: this.i18n.t('runs.planned'), width: 120, number: true },
    { text: this.i18n.t('runs.treated'), width: 120, number: true }, { text: this.i18n.t('runs.keptCount'), width: 120, number: true }, { text: this.i18n.t('runs.aside'), width: 130, number: true },
  ]);
  protected readonly list = longRows(() => (after) => this.api.call('listRuns', { query: { limit: pageRows, ...(after !== undefined && { after }) } }), () => placeFrom(this.row(), this.after()));
}
