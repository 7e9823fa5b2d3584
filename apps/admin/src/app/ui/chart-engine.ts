import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Picked, Series } from './chart.component';

/**
 * The engine empties its element by assigning empty markup, which the page's policy (Trusted Types) refuses unless somebody vouches
 * for it. This vouches for nothing but the empty text.
 */
function vouchForEmptyMarkup(): void {
  const types: unknown = Reflect.get(window, 'trustedTypes');
  if (typeof types !== 'object' || types === null || Reflect.get(types, 'defaultPolicy')) return;
  const create: unknown = Reflect.get(types, 'createPolicy');
  if (typeof create === 'function') create.call(types, 'default', { createHTML: (text: string) => (text === '' ? '' : null) });
}

use([BarChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

/** Colours that differ in lightness as well, so that they are told apart without colour. */
const palette = ['#00838a', '#e0912f', '#5b6abf', '#8bb04a', '#b5527c', '#3fa7d6', '#9a7b4f', '#7a8a8c', '#c65f3a', '#4f8f6b', '#9c74c4', '#c9b037'];

interface Drawing {
  readonly categories: readonly string[];
  readonly series: readonly Series[];
  readonly stacked: boolean;
}

/** A chart on an element; it follows the element's size. The tooltip is text, never markup. */
export async function drawOn(element: HTMLElement, onPick: (picked: Picked) => void): Promise<{ show(drawing: Drawing): void; dispose(): void }> {
  vouchForEmptyMarkup();
  await document.fonts.ready;
  const chart = init(element, null, { renderer: 'svg' });
  const observer = new ResizeObserver(() => chart.resize());
  observer.observe(element);
  chart.on('click', ({ seriesIndex, dataIndex }) => onPick({ series: seriesIndex ?? 0, category: dataIndex }));
  return {
    show: ({ categories, series, stacked }) => {
      const style = getComputedStyle(element);
      const ink = style.color;
      chart.setOption({
        animation: !matchMedia('(prefers-reduced-motion: reduce)').matches, color: palette, textStyle: { fontFamily: style.fontFamily, color: ink },
        grid: { left: 8, right: 8, top: 16, bottom: 56, containLabel: true },
        legend: { bottom: 0, type: 'scroll', textStyle: { color: ink } },
        tooltip: { trigger: 'item', renderMode: 'richText' },
        xAxis: { type: 'category', data: [...categories], axisLabel: { color: ink }, axisLine: { lineStyle: { color: ink, opacity: 0.4 } } },
        yAxis: { type: 'value', axisLabel: { color: ink, formatter: (value: number) => value.toLocaleString(document.documentElement.lang) }, splitLine: { lineStyle: { color: ink, opacity: 0.15 } } },
        series: series.map(({ name, values }) => ({ type: 'bar', name, data: [...values], ...(stacked && { stack: 'all' }), cursor: 'pointer' })),
      }, { notMerge: true });
    },
    dispose: () => {
      observer.disconnect();
      chart.dispose();
    },
  };
}
