import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { TPipe } from '../i18n/t.pipe';
import { I18n } from '../i18n/i18n';

const units = ['Y', 'M', 'D'] as const;
type Unit = (typeof units)[number];

/** A period as a number and a unit. One of several parts (`P1Y6M`) is shown in months or days, whichever holds it. */
export function splitPeriod(period: string): { readonly count: number; readonly unit: Unit } {
  const parts = [...period.matchAll(/(\d+)([YMD])/g)].map(([, n, unit]) => ({ count: Number(n), unit: unit as Unit }));
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const months = parts.reduce((sum, { count, unit }) => sum + (unit === 'Y' ? count * 12 : unit === 'M' ? count : 0), 0);
  return { count: months, unit: 'M' };
}

@Component({
  selector: 'oubli-period-input', imports: [TPipe], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<span class="row"><input #count type="number" min="1" max="36500" [value]="parts().count" [attr.aria-label]="label()" (change)="set(count.value, unit.value)">
    <select #unit [attr.aria-label]="label()" (change)="set(count.value, unit.value)">@for (u of units; track u) { <option [value]="u" [selected]="u === parts().unit">@switch (u) { @case ('Y') { {{ 'edit.unit.Y' | t }} } @case ('M') { {{ 'edit.unit.M' | t }} } @default { {{ 'edit.unit.D' | t }} } }</option> }</select>
    <span class="quiet small">{{ i18n.period(period()) }}</span></span>`,
  styles: `input { width: 110px; }`,
})
export class PeriodInputComponent {
  protected readonly i18n = inject(I18n);
  protected readonly units = units;
  readonly period = input.required<string>();
  readonly label = input.required<string>();
  readonly changed = output<string>();
  protected readonly parts = computed(() => splitPeriod(this.period()));

  protected set(count: string, unit: string): void {
    const n = Number(count);
    if (Number.isInteger(n) && n > 0) this.changed.emit(`P${n}${unit}`);
  }
}
