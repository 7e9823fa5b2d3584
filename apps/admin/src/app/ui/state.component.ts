import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import type { Problem } from '../api/problem';
import { TPipe } from '../i18n/t.pipe';

/** What stands where a value would, while there is none: on its way, refused, or failed; with a way to try again. */
@Component({
  selector: 'oubli-state', imports: [MatButtonModule, TPipe], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (problem(); as problem) {
      <div class="panel" role="alert">
        <p>@switch (problem.code) {
          @case ('forbidden') { {{ 'state.forbidden' | t }} }
          @case ('offline') { {{ 'state.offline' | t }} }
          @case ('unknown') { {{ 'state.unknown' | t }} }
          @case ('gone') { {{ 'state.unknown' | t }} }
          @default { {{ 'state.failed' | t }} }
        }</p>
        @if (problem.detail) { <p class="quiet small">{{ problem.detail }}</p> }
        <button mat-stroked-button type="button" (click)="retry.emit()">{{ 'state.retry' | t }}</button>
      </div>
    } @else if (loading()) {
      <div class="waiting" role="status"><span class="visually-hidden">{{ 'state.loading' | t }}</span><i></i><i></i><i></i></div>
    }`,
  styles: `.waiting i { display: block; height: 18px; margin: 12px 0; border-radius: 8px; background: var(--edge); opacity: .5; animation: wait 1.2s infinite alternate; }
    .waiting i:nth-child(3) { width: 80%; } .waiting i:nth-child(4) { width: 60%; } @keyframes wait { to { opacity: .2; } }`,
})
export class StateComponent {
  readonly problem = input<Problem | null>(null);
  readonly loading = input(false);
  readonly retry = output();
}
