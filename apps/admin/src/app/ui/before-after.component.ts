import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { I18n } from '../i18n/i18n';
import { TPipe } from '../i18n/t.pipe';

export interface BeforeAfter {
  readonly record: string;
  readonly becomes: string;
  readonly fields: readonly { readonly column: string; readonly before: string | null; readonly after: string | null }[];
}

/** One record field by field, before and after; what changes stands out in words, not in colour alone. */
@Component({
  selector: 'oubli-before-after', imports: [TPipe], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `@let s = sample();
    <div class="scroll" tabindex="0" role="region" [attr.aria-label]="s.record"><table>
      <caption class="visually-hidden">{{ s.record }}</caption>
      <thead><tr><th scope="col">{{ 'person.field' | t }}</th><th scope="col">{{ 'due.before' | t }}</th><th scope="col">{{ 'due.after' | t }}</th></tr></thead>
      <tbody>
        @for (f of s.fields; track f.column) {
          <tr [class.changed]="f.before !== f.after"><th scope="row" [title]="f.column">{{ i18n.column(f.column) }}</th><td>{{ f.before ?? '–' }}</td><td>@if (s.becomes === 'deleted') { <span class="quiet">–</span> } @else { {{ f.after ?? '–' }} }</td></tr>
        }
      </tbody>
    </table></div>
    @if (s.becomes === 'deleted') { <p class="small bad">{{ 'due.rowLeaves' | t }}</p> }`,
  styles: `.changed td:last-child { font-weight: 620; } td { overflow-wrap: anywhere; max-width: 340px; }`,
})
export class BeforeAfterComponent {
  protected readonly i18n = inject(I18n);
  readonly sample = input.required<BeforeAfter>();
}
