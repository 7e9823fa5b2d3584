import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { type Answer, Api } from '../api/api';
import { loaded } from '../api/load';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { ChartComponent } from '../ui/chart.component';
import { downloadCsv } from '../ui/csv';
import { StateComponent } from '../ui/state.component';

type Report = Answer<'drawReports'>['results'][number];

/** Counts without people, each as a plot and a table; what is hidden says so. */
@Component({
  selector: 'oubli-reports', imports: [TPipe, LabelPipe, MatButtonModule, ChartComponent, StateComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<h1>{{ 'reports.title' | t }}</h1><p class="quiet">{{ 'reports.text' | t }}</p>
    <oubli-state [problem]="reports.problem()" [loading]="reports.loading() && !reports.value()" (retry)="reports.reload()" />
    @for (r of reports.value()?.results ?? []; track r.report) {
      <section class="panel"><div class="row"><h2>{{ r.report | label: 'report' }}</h2><button mat-button class="push" type="button" (click)="export(r)">{{ 'do.export' | t }}</button></div>
        <oubli-chart [label]="(r.report | label: 'report')" [categories]="labels(r)" [series]="[{ name: i18n.t('reports.count'), values: values(r) }]" />
        <div class="scroll" tabindex="0" role="region" [attr.aria-label]="r.report | label: 'report'"><table><thead><tr><th scope="col"></th>@for (c of r.cells; track c.label) { <th scope="col" class="num">{{ c.label }}</th> }<th scope="col" class="num">{{ 'reports.total' | t }}</th></tr></thead>
          <tbody><tr><th scope="row">{{ 'reports.count' | t }}</th>@for (c of r.cells; track c.label) { <td class="num">@if (c.count === null) { <span class="quiet small">{{ 'reports.hidden' | t }}</span> } @else { {{ i18n.number(c.count) }} }</td> }<td class="num">@if (r.total === null) { <span class="quiet small">{{ 'reports.hidden' | t }}</span> } @else { {{ i18n.number(r.total) }} }</td></tr></tbody></table></div>
      </section>
    } @empty { @if (reports.value()) { <p class="panel">{{ 'reports.none' | t }}</p> } }`,
  styles: `section { margin: 16px 0; } section h2 { margin: 0; }`,
})
export class ReportsComponent {
  private readonly api = inject(Api);
  protected readonly i18n = inject(I18n);
  protected readonly reports = loaded(() => this.api.call('drawReports', {}));

  protected labels(report: Report): string[] {
    return report.cells.map((cell) => cell.label);
  }

  protected values(report: Report): number[] {
    return report.cells.map((cell) => cell.count ?? 0);
  }

  protected export(report: Report): void {
    const hidden = this.i18n.t('reports.hidden');
    downloadCsv(`oubli-${report.report}.csv`, [['', this.i18n.t('reports.count')], ...report.cells.map((c) => [c.label, c.count ?? hidden]), [this.i18n.t('reports.total'), report.total ?? hidden]]);
  }
}
