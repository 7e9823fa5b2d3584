import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { TPipe } from '../i18n/t.pipe';

/** Lines of a text with what was added and removed; told by sign and word, not by colour alone. */
@Component({
  selector: 'oubli-differences', imports: [TPipe], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<div class="lines">@for (line of lines(); track $index) { @switch (line.kind) {
    @case ('added') { <ins><span class="visually-hidden">{{ 'privacy.added' | t }}</span>{{ line.text }}</ins> }
    @case ('removed') { <del><span class="visually-hidden">{{ 'privacy.removed' | t }}</span>{{ line.text }}</del> }
    @default { <div>{{ line.text }}</div> } } }</div>`,
  styles: `.lines { white-space: pre-wrap; border: 1px solid var(--edge); border-radius: 10px; padding: 10px 14px; margin: 10px 0; } .lines > * { display: block; min-height: 1.2em; text-decoration: none; padding-left: 14px; border-left: 4px solid transparent; } ins { border-left-color: var(--accent) !important; } ins::before { content: '+ '; } del { border-left-color: var(--bad) !important; color: var(--quiet); } del::before { content: '− '; }`,
})
export class DifferencesComponent {
  readonly lines = input.required<readonly { readonly kind: 'same' | 'added' | 'removed'; readonly text: string }[]>();
}
