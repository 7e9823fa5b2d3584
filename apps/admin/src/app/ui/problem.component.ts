import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { Problem } from '../api/problem';
import { I18n } from '../i18n/i18n';

/** A refusal beside what was asked for: what, where, and that nothing was changed. */
@Component({
  selector: 'oubli-problem', changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<div role="alert">@if (problem(); as problem) {
    <p class="problem">{{ text() }}</p>
    @if (problem.places.length > 0) { <ul class="problem">@for (place of problem.places; track place.pointer) { <li><code>{{ place.pointer }}</code> {{ place.detail }}</li> }</ul> }
  }</div>`,
})
export class ProblemComponent {
  private readonly i18n = inject(I18n);
  readonly problem = input<Problem | null>(null);
  protected readonly text = computed(() => {
    const problem = this.problem();
    if (problem === null) return '';
    if (problem.code === 'offline') return this.i18n.t('state.offline');
    if (problem.code === 'forbidden' && problem.detail === '') return this.i18n.t('state.forbidden');
    return problem.detail === '' ? (problem.message === '' ? this.i18n.t('state.failed') : problem.message) : problem.detail;
  });
}
