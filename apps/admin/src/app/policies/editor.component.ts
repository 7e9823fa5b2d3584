import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import type { Confidence } from '@oubli/contracts';
import { I18n } from '../i18n/i18n';
import { TPipe } from '../i18n/t.pipe';
import { LabelPipe } from '../i18n/label.pipe';
import { ConditionEditorComponent } from './condition-editor.component';
import type { Condition } from './conditions';
import { type Body, type Draft, type Part, type RecordType, type StartEvent, type Treatment, sortingOf } from './draft';
import { PeriodInputComponent } from './period-input.component';
import { SortingEditorComponent } from './sorting-editor.component';
import { StartEditorComponent } from './start-editor.component';

const confidences = ['S', 'S~', 'I', 'G'] as const satisfies readonly Confidence[];

/** The editor of the part of the sentence that is open. Each change makes a new draft. */
@Component({
  selector: 'oubli-editor', imports: [TPipe, LabelPipe, ConditionEditorComponent, StartEditorComponent, SortingEditorComponent, PeriodInputComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './editor.component.html',
})
export class EditorComponent {
  protected readonly i18n = inject(I18n);
  protected readonly confidences = confidences;
  readonly part = input.required<Part>();
  readonly draft = input.required<Draft>();
  readonly type = input.required<RecordType>();
  readonly changed = output<Draft>();
  protected readonly notJson = signal(false);
  protected readonly technical = computed(() => JSON.stringify(this.draft().body, null, 2));
  protected readonly sorting = computed(() => sortingOf(this.draft().body));

  protected body(change: Partial<Body>): void {
    this.changed.emit({ ...this.draft(), body: { ...this.draft().body, ...change } });
  }

  protected condition(condition: Condition | undefined): void {
    const { condition: _before, ...rest } = this.draft().body;
    this.changed.emit({ ...this.draft(), body: condition === undefined ? rest : { ...rest, condition } });
  }

  protected start(startEvent: StartEvent): void {
    this.body({ startEvent });
  }

  protected active(period: string): void {
    this.body({ active: { ...this.draft().body.active, period } });
  }

  /** Without an archive nothing is sorted: everything leaves at the end of the active phase. */
  protected archive(wanted: boolean): void {
    const { archived: _archived, ...rest } = this.draft().body;
    const { sorting: _sorting, ...active } = rest.active;
    this.changed.emit({ ...this.draft(), body: wanted ? { ...rest, archived: { period: 'P5Y' } } : { ...rest, active } });
  }

  protected archivedFor(period: string): void {
    this.body({ archived: { ...this.draft().body.archived, period } });
  }

  protected sort(columns: Record<string, Treatment>, children: Record<string, 'keep' | 'delete'>): void {
    this.body({ active: { ...this.draft().body.active, sorting: { columns, children } } });
  }

  protected about(change: Partial<Pick<Draft, 'legalReference' | 'confidence' | 'automatic' | 'title'>>): void {
    this.changed.emit({ ...this.draft(), ...change });
  }

  protected confidence(value: string): void {
    this.about({ confidence: confidences.find((c) => c === value) ?? 'G' });
  }

  protected json(text: string): void {
    try {
      this.changed.emit({ ...this.draft(), body: JSON.parse(text) as Body });
      this.notJson.set(false);
    } catch {
      this.notJson.set(true);
    }
  }
}
