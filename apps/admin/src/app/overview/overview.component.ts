import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { loaded } from '../api/load';
import { Session } from '../api/session';
import { I18n } from '../i18n/i18n';
import { TPipe } from '../i18n/t.pipe';
import { ChartComponent, type Picked } from '../ui/chart.component';
import { StateComponent } from '../ui/state.component';

/** Record types shown by name in the chart; the others are one. */
const shownTypes = 9;

@Component({
  selector: 'oubli-overview', imports: [TPipe, RouterLink, MatButtonModule, ChartComponent, StateComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './overview.component.html', styleUrl: './overview.component.scss',
})
export class OverviewComponent {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  protected readonly session = inject(Session);
  protected readonly i18n = inject(I18n);
  protected readonly overview = loaded(() => this.api.call('readOverview', {}));

  private readonly types = computed(() => {
    const totals = new Map<string, number>();
    for (const month of this.overview.value()?.months ?? []) for (const { recordType, count } of month.byType) totals.set(recordType, (totals.get(recordType) ?? 0) + count);
    return [...totals].sort(([, a], [, b]) => b - a).map(([type]) => type);
  });
  protected readonly months = computed(() => this.overview.value()?.months ?? []);
  protected readonly categories = computed(() => this.months().map((m) => this.i18n.month(m.month)));
  protected readonly series = computed(() => {
    const named = this.types().slice(0, shownTypes);
    const count = (i: number, types: readonly string[]): number => (this.months()[i]?.byType ?? []).reduce((sum, t) => sum + (types.includes(t.recordType) ? t.count : 0), 0);
    const groups = [...named.map((type) => ({ name: this.i18n.recordType(type), types: [type] })), { name: this.i18n.t('overview.other'), types: this.types().slice(shownTypes) }].filter((g) => g.types.length > 0);
    return groups.map(({ name, types }) => ({ name, values: this.months().map((_, i) => count(i, types)) }));
  });
  protected readonly totals = computed(() => this.months().map((m) => m.byType.reduce((sum, t) => sum + t.count, 0)));

  /** A bar is its list: the records of that type in that month. */
  protected open({ series, category }: Picked): void {
    const month = this.months()[category]?.month;
    const type = series < shownTypes ? this.types()[series] : undefined;
    if (month) void this.router.navigate(['/due'], { queryParams: { month, type } });
  }
}
