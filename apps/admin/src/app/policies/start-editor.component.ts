import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import type { RecordType, StartEvent } from './draft';

const anchors = ['day', 'end-of-fiscal-year', 'end-of-civil-year'] as const;

/** The declared clocks of the record type; of several that are ticked the latest counts. */
@Component({
  selector: 'oubli-start-editor', imports: [TPipe, LabelPipe], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<p class="hint">{{ 'edit.startHint' | t }}</p>
    @for (clock of clocks(); track clock.name) {
      <div class="row clock"><label [title]="clock.name"><input #on type="checkbox" [checked]="anchorOf(clock.name) !== null" (change)="toggle(clock.name, on.checked)"> {{ i18n.clock(clock.name) }}</label>
        @if (anchorOf(clock.name); as anchor) { <select #where [attr.aria-label]="i18n.clock(clock.name)" (change)="place(clock.name, where.value)">@for (a of anchors; track a) { <option [value]="a" [selected]="a === anchor">{{ a | label: 'anchor' }}</option> }</select> }</div>
    }`,
  styles: `.clock { margin-bottom: 8px; } label { min-width: 220px; margin: 0; }`,
})
export class StartEditorComponent {
  protected readonly i18n = inject(I18n);
  protected readonly anchors = anchors;
  readonly start = input.required<StartEvent>();
  readonly clocks = input.required<RecordType['clocks']>();
  readonly changed = output<StartEvent>();

  protected anchorOf(clock: string): string | null {
    const found = this.start().find((s) => s.clock === clock);
    return found ? (found.anchor ?? 'day') : null;
  }

  protected toggle(clock: string, on: boolean): void {
    const rest = this.start().filter((s) => s.clock !== clock);
    // One event at least: a rule without any would never end.
    if (on) this.changed.emit([...rest, { clock, anchor: 'day' }]);
    else if (rest.length > 0) this.changed.emit(rest);
    else this.changed.emit([...this.start()]);
  }

  protected place(clock: string, anchor: string): void {
    const known = anchors.find((a) => a === anchor) ?? 'day';
    this.changed.emit(this.start().map((s) => (s.clock === clock ? { ...s, anchor: known } : s)));
  }
}
