import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { type Atom, atomsOf, type Condition, conditionOf } from './conditions';
import type { Column } from './draft';

const comparisons = ['equal', 'not-equal', 'less-than', 'at-most', 'more-than', 'at-least'] as const;
type Operator = Atom['is'];
const operators: readonly Operator[] = [...comparisons, 'one-of', 'null', 'not-null'];

/** Comparisons of columns, all of which must hold. What is more than that is changed as text. */
@Component({
  selector: 'oubli-condition-editor', imports: [TPipe, LabelPipe, MatButtonModule], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (atoms(); as list) {
      <p class="hint">{{ 'edit.conditionHint' | t }}</p>
      @for (atom of list; track $index; let i = $index) {
        <div class="row atom">
          <select #column [attr.aria-label]="'edit.column' | t" (change)="useColumn(i, column.value)">@for (c of comparable(); track c.name) { <option [value]="c.name" [selected]="c.name === atom.column">{{ i18n.column(c.name) }}</option> }</select>
          <select #operator [attr.aria-label]="'edit.operator' | t" (change)="useOperator(i, operator.value)">@for (o of operators; track o) { <option [value]="o" [selected]="o === atom.is">{{ o | label: 'op' }}</option> }</select>
          @if (needsValue(atom)) {
            @if (valuesOf(atom.column).length > 0 && atom.is !== 'one-of') {
              <select #value [attr.aria-label]="'edit.value' | t" (change)="useValue(i, value.value)">@for (v of valuesOf(atom.column); track v) { <option [value]="v" [selected]="v === shownValue(atom)">{{ v }}</option> }</select>
            } @else { <input #typed [attr.aria-label]="'edit.value' | t" [value]="shownValue(atom)" (change)="useValue(i, typed.value)"> }
          }
          <button mat-button type="button" (click)="remove(i)">{{ 'edit.remove' | t }}</button>
        </div>
      }
      <button mat-stroked-button type="button" (click)="add()">{{ 'edit.addCondition' | t }}</button>
    } @else { <p>{{ 'edit.complex' | t }}</p> }`,
  styles: `.atom { margin-bottom: 10px; }`,
})
export class ConditionEditorComponent {
  protected readonly i18n = inject(I18n);
  protected readonly operators = operators;
  readonly condition = input<Condition | undefined>();
  readonly columns = input.required<readonly Column[]>();
  readonly changed = output<Condition | undefined>();
  protected readonly atoms = computed(() => atomsOf(this.condition()));
  protected readonly comparable = computed(() => this.columns().filter((c) => c.role !== 'file' && c.role !== 'link' && c.name !== 'id' && c.name !== 'phase' && c.type !== 'bytea'));

  protected valuesOf(name: string): readonly string[] {
    return this.columns().find((c) => c.name === name)?.values ?? [];
  }

  protected needsValue(atom: Atom): boolean {
    return atom.is !== 'null' && atom.is !== 'not-null';
  }

  protected shownValue(atom: Atom): string {
    return 'values' in atom ? atom.values.join(', ') : 'value' in atom ? String(atom.value) : '';
  }

  protected add(): void {
    const column = this.comparable()[0];
    if (column) this.emit([...(this.atoms() ?? []), this.atom(column.name, 'equal', column.values[0] ?? '')]);
  }

  protected remove(index: number): void {
    this.emit((this.atoms() ?? []).filter((_, i) => i !== index));
  }

  protected useColumn(index: number, name: string): void {
    this.replace(index, (atom) => this.atom(name, atom.is, this.valuesOf(name)[0] ?? ''));
  }

  protected useOperator(index: number, operator: string): void {
    const is = operators.find((o) => o === operator) ?? 'equal';
    this.replace(index, (atom) => this.atom(atom.column, is, this.shownValue(atom)));
  }

  protected useValue(index: number, text: string): void {
    this.replace(index, (atom) => this.atom(atom.column, atom.is, text));
  }

  /** The value in the column's own kind: a number for numbers, true or false for switches, else text. */
  private atom(column: string, is: Operator, text: string): Atom {
    const type = this.columns().find((c) => c.name === column)?.type ?? 'text';
    const valueOf = (part: string): string | number | boolean => (type === 'boolean' ? part === 'true' : /int|numeric/.test(type) && part.trim() !== '' && !Number.isNaN(Number(part)) ? Number(part) : part);
    if (is === 'null' || is === 'not-null') return { column, is };
    if (is === 'one-of') return { column, is, values: text.split(',').map((part) => valueOf(part.trim())) };
    return { column, is, value: valueOf(text) };
  }

  private replace(index: number, change: (atom: Atom) => Atom): void {
    this.emit((this.atoms() ?? []).map((atom, i) => (i === index ? change(atom) : atom)));
  }

  private emit(atoms: readonly Atom[]): void {
    this.changed.emit(conditionOf(atoms));
  }
}
