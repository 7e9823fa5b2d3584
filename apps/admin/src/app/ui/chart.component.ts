import { afterRenderEffect, ChangeDetectionStrategy, Component, DestroyRef, type ElementRef, inject, input, output, viewChild } from '@angular/core';
import { ThemeChoice } from '../shell/theme';

export interface Series {
  readonly name: string;
  readonly values: readonly number[];
}

export interface Picked {
  readonly series: number;
  readonly category: number;
}

type Chart = Awaited<ReturnType<typeof import('./chart-engine')['drawOn']>>;

/** Bars over categories, stacked or side by side. The engine is loaded when the first chart is drawn; a table stands beside it for whoever cannot see it. */
@Component({
  selector: 'oubli-chart', changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<div #place class="place" role="img" [attr.aria-label]="label()"></div>`,
  styles: `.place { width: 100%; height: 300px; }`,
})
export class ChartComponent {
  readonly label = input.required<string>();
  readonly categories = input.required<readonly string[]>();
  readonly series = input.required<readonly Series[]>();
  readonly stacked = input(true);
  readonly picked = output<Picked>();
  private readonly theme = inject(ThemeChoice);
  private readonly place = viewChild.required<ElementRef<HTMLElement>>('place');
  private chart: Chart | null = null;

  constructor() {
    let gone = false;
    inject(DestroyRef).onDestroy(() => {
      gone = true;
      this.chart?.dispose();
    });
    afterRenderEffect(() => {
      const drawing = { categories: this.categories(), series: this.series(), stacked: this.stacked() };
      this.theme.theme();
      void import('./chart-engine').then(async ({ drawOn }) => {
        if (gone) return;
        this.chart ??= await drawOn(this.place().nativeElement, (picked) => this.picked.emit(picked));
        this.chart.show(drawing);
      });
    });
  }
}
