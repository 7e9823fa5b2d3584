import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { I18n } from '../i18n/i18n';

/** Days of a period, near enough to draw it. */
const daysOf = (period: string): number =>
  [...period.matchAll(/(\d+)([YMD])/g)].reduce((sum, [, n, unit]) => sum + Number(n) * (unit === 'Y' ? 365.25 : unit === 'M' ? 30.44 : 1), 0);

/** The phases of a policy to scale, and the deletion at their end. */
@Component({
  selector: 'oubli-phase-bar', changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<svg [attr.viewBox]="'0 0 400 30'" role="img" [attr.aria-label]="label()" preserveAspectRatio="none">
    <rect class="active" x="0" y="8" [attr.width]="split()" height="14" rx="3" />
    @if (split() < 392) { <rect class="archived" [attr.x]="split() + 2" y="8" [attr.width]="390 - split()" height="14" rx="3" /> }
    <path class="end" d="M394 3v24" />
  </svg>
  <div class="small quiet words"><span>{{ activeWords() }}</span>@if (whole()) { <span>{{ wholeWords() }}</span> }</div>`,
  styles: `svg { width: 100%; height: 30px; display: block; } .active { fill: var(--active-phase); } .archived { fill: var(--archived-phase); } .end { stroke: var(--bad); stroke-width: 3; }
    .words { display: flex; justify-content: space-between; gap: 12px; }`,
})
export class PhaseBarComponent {
  private readonly i18n = inject(I18n);
  readonly active = input.required<string>();
  readonly whole = input<string | null>(null);
  protected readonly split = computed(() => {
    const whole = this.whole();
    return whole === null ? 392 : Math.max(6, Math.min(380, (daysOf(this.active()) / Math.max(daysOf(whole), 1)) * 390));
  });
  protected readonly activeWords = computed(() => `${this.i18n.t('privacy.active')} · ${this.i18n.period(this.active())}`);
  protected readonly wholeWords = computed(() => `${this.i18n.t('privacy.whole')} · ${this.i18n.period(this.whole() ?? '')}`);
  protected readonly label = computed(() => `${this.activeWords()}${this.whole() === null ? '' : `, ${this.wholeWords()}`}`);
}
