import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import type { Column, RecordType, Treatment } from './draft';

interface Sorting {
  readonly columns: Record<string, Treatment>;
  readonly children: Record<string, 'keep' | 'delete'>;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Every column with what becomes of it, on an invented value: what is offered is what the column can take. */
@Component({
  selector: 'oubli-sorting-editor', imports: [TPipe, LabelPipe], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<p class="hint">{{ 'edit.sortingHint' | t }}</p>
    <div class="scroll" tabindex="0" role="region" [attr.aria-label]="'edit.sorting' | t"><table>
      <thead><tr><th scope="col">{{ 'edit.column' | t }}</th><th scope="col">{{ 'edit.becomes' | t }}</th><th scope="col">{{ 'edit.example' | t }}</th></tr></thead>
      <tbody>@for (c of sortable(); track c.name) {
        <tr><th scope="row" [title]="c.name">{{ i18n.column(c.name) }}</th>
          <td><select #select [attr.aria-label]="i18n.column(c.name)" (change)="choose(c, select.value)">@for (o of c.offers; track $index) { <option [value]="$index" [selected]="$index === chosen(c)">{{ o.class | label: 'class' }}{{ detail(o.treatment) }}</option> }</select></td>
          <td class="small">@if (c.offers[chosen(c)]; as o) { <span class="quiet">{{ o.before }}</span> → <strong>{{ o.after || '–' }}</strong> }</td></tr>
      }
      @for (child of type().children; track child) {
        <tr><th scope="row">{{ 'edit.part' | t }}: {{ child }}</th><td><select #part [attr.aria-label]="child" (change)="choosePart(child, part.value)"><option value="keep" [selected]="sorting().children[child] !== 'delete'">{{ 'edit.partKeep' | t }}</option><option value="delete" [selected]="sorting().children[child] === 'delete'">{{ 'edit.partDelete' | t }}</option></select></td><td></td></tr>
      }</tbody>
    </table></div>`,
})
export class SortingEditorComponent {
  protected readonly i18n = inject(I18n);
  readonly type = input.required<RecordType>();
  readonly sorting = input.required<Sorting>();
  readonly changed = output<Sorting>();
  protected readonly sortable = computed(() => this.type().columns.filter((c) => c.offers.length > 1 && c.role !== 'none'));

  /** Place of the treatment the draft names; what it does not name is kept. */
  protected chosen(column: Column): number {
    const wanted = this.sorting().columns[column.name] ?? { kind: 'keep' };
    return Math.max(0, column.offers.findIndex((o) => same(o.treatment, wanted)));
  }

  /** What tells two treatments of one class apart. */
  protected detail(treatment: unknown): string {
    const t = treatment as Treatment;
    if (t.kind === 'generalise') return ` (${t.to})`;
    if (t.kind === 'fake') return ` (${t.dictionary})`;
    if (t.kind === 'band') return ` (${t.width})`;
    return t.kind === 'erase' && t.constant !== undefined ? ` (${t.constant})` : '';
  }

  protected choose(column: Column, index: string): void {
    const treatment = column.offers[Number(index)]?.treatment as Treatment | undefined;
    const { [column.name]: _before, ...rest } = this.sorting().columns;
    this.changed.emit({ ...this.sorting(), columns: !treatment || treatment.kind === 'keep' ? rest : { ...rest, [column.name]: treatment } });
  }

  protected choosePart(child: string, what: string): void {
    const { [child]: _before, ...rest } = this.sorting().children;
    this.changed.emit({ ...this.sorting(), children: what === 'delete' ? { ...rest, [child]: 'delete' } : rest });
  }
}
