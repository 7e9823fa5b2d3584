import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { I18n } from '../i18n/i18n';
import { TPipe } from '../i18n/t.pipe';
import { atomsOf } from './conditions';
import { type Draft, type Part, sortedCount, type StartEvent } from './draft';

/** A policy as a sentence. Each part that can be changed is a chip that opens its editor. */
@Component({
  selector: 'oubli-sentence', imports: [TPipe], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<p class="sentence">
    {{ 'sentence.keep' | t }} <strong>{{ i18n.recordType(draft().recordType) }}</strong>
    @if (condition() !== '' || editable()) { @if (condition() !== '') { {{ 'sentence.where' | t }} } <button type="button" class="chip" [disabled]="!editable()" [attr.aria-expanded]="part() === 'condition'" (click)="open.emit('condition')">{{ condition() || ('sentence.all' | t) }}</button> }
    {{ 'sentence.for' | t }} <button type="button" class="chip" [disabled]="!editable()" [attr.aria-expanded]="part() === 'active'" (click)="open.emit('active')">{{ i18n.period(draft().body.active.period) }}</button>
    {{ 'sentence.after' | t }} <button type="button" class="chip" [disabled]="!editable()" [attr.aria-expanded]="part() === 'start'" (click)="open.emit('start')">{{ start() || ('sentence.noStart' | t) }}</button>@if (draft().body.archived; as archived) {, {{ 'sentence.then' | t }} <button type="button" class="chip" [disabled]="!editable()" [attr.aria-expanded]="part() === 'sorting'" (click)="open.emit('sorting')">{{ 'sentence.archive' | t }} ({{ sorting() }})</button>
    {{ 'sentence.until' | t }} <button type="button" class="chip" [disabled]="!editable()" [attr.aria-expanded]="part() === 'archived'" (click)="open.emit('archived')">{{ i18n.period(archived.period) }}</button> {{ 'sentence.after2' | t }} {{ final() }} {{ 'sentence.end' | t }}
    } @else {, @if (editable()) { <button type="button" class="chip" [attr.aria-expanded]="part() === 'archived'" (click)="open.emit('archived')">{{ 'sentence.noArchive' | t }}</button>, } {{ 'sentence.endDirect' | t }} }
    <button type="button" class="chip" [disabled]="!editable()" [attr.aria-expanded]="part() === 'law'" (click)="open.emit('law')">{{ i18n.law(draft().legalReference) || ('sentence.noReference' | t) }}</button>.
  </p>`,
  styles: `.sentence { font-size: 1.15rem; line-height: 2.05; max-width: 80ch; } .chip { line-height: 1.5; padding: 1px 9px; }`,
})
export class SentenceComponent {
  protected readonly i18n = inject(I18n);
  readonly draft = input.required<Draft>();
  readonly editable = input(false);
  readonly part = input<Part | null>(null);
  readonly open = output<Part>();

  protected readonly condition = computed(() => {
    const { condition } = this.draft().body;
    const atoms = atomsOf(condition);
    if (atoms === null) return '…';
    return atoms.map((atom) => {
      const operator = this.i18n.t(`op.${atom.is}`);
      const value = 'values' in atom ? atom.values.join(', ') : 'value' in atom ? String(atom.value) : '';
      return `${this.i18n.column(atom.column)} ${operator} ${value}`.trim();
    }).join(', ');
  });
  protected readonly start = computed(() => this.eventWords(this.draft().body.active.startEvent ?? this.draft().body.startEvent));
  protected readonly final = computed(() => this.eventWords(this.draft().body.archived?.startEvent ?? this.draft().body.startEvent));
  protected readonly sorting = computed(() => {
    const n = sortedCount(this.draft().body);
    return n === 0 ? this.i18n.t('sentence.noSorting') : this.i18n.t('sentence.sorting.n', { n });
  });

  private eventWords(start: StartEvent): string {
    return start.map(({ clock, anchor }) => `${this.i18n.clock(clock)}${anchor && anchor !== 'day' ? ` (${this.i18n.t(`anchor.${anchor}`)})` : ''}`).join(' / ');
  }
}
