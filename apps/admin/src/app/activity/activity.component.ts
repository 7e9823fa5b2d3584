import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import { Api } from '../api/api';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { type Head, LongListComponent } from '../ui/long-list/long-list.component';
import { longRows, placeFrom } from '../ui/long-list/long-rows';
import { pageRows } from '../ui/long-list/paged-rows';
import { RowDirective } from '../ui/long-list/row.directive';
import { StateComponent } from '../ui/state.component';

const areas = ['rights', 'retention', 'other'] as const;

/** Who did, read, revealed and exported what. */
@Component({
  selector: 'oubli-activity', imports: [TPipe, LabelPipe, StateComponent, LongListComponent, RowDirective], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<div class="row"><h1>{{ 'activity.title' | t }}</h1><label class="push row"><span>{{ 'activity.area' | t }}</span><select #select (change)="choose(select.value)"><option value="">{{ 'area.all' | t }}</option>@for (a of areas; track a) { <option [value]="a" [selected]="a === area()">{{ a | label: 'area' }}</option> }</select></label></div>
    @if (list.length() > 0) {
      <oubli-long-list [label]="'activity.title' | t" [list]="list" [heads]="heads()">
        <ng-template [oubliRow]="list" let-r><span role="cell">{{ i18n.day(r.on) }}</span><span role="cell">{{ r.who || '–' }}</span><span role="rowheader" [title]="r.action">{{ r.action }}</span><span role="cell"><code>{{ r.about ?? '–' }}</code></span><span role="cell">{{ r.area | label: 'area' }}</span></ng-template>
      </oubli-long-list>
    } @else {
      <oubli-state [problem]="list.problem()" [loading]="!list.complete()" (retry)="list.retry()" />
      @if (list.complete()) { <p class="panel">{{ 'activity.none' | t }}</p> }
    }`,
})
export class ActivityComponent {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  protected readonly i18n = inject(I18n);
  protected readonly areas = areas;
  readonly area = input<string>();
  readonly row = input<string>();
  readonly after = input<string>();
  protected readonly heads = computed<readonly Head[]>(() => [
    { text: this.i18n.t('activity.on'), width: 130 }, { text: this.i18n.t('activity.who'), width: 180 }, { text: this.i18n.t('activity.action'), width: 220, grows: true }, { text: this.i18n.t('activity.about'), width: 380 }, { text: this.i18n.t('activity.area'), width: 130 },
  ]);
  protected readonly list = longRows(() => {
    const wanted = this.wanted();
    return (after) => this.api.call('listActivity', { query: { limit: pageRows, ...wanted, ...(after !== undefined && { after }) } });
  }, () => placeFrom(this.row(), this.after()));

  private wanted(): { area?: (typeof areas)[number] } {
    const area = areas.find((a) => a === this.area());
    return area ? { area } : {};
  }

  protected choose(area: string): void {
    void this.router.navigate([], { queryParams: { area: area === '' ? null : area } });
  }
}
