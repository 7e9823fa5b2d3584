import { CdkFixedSizeVirtualScroll, CdkVirtualForOf, CdkVirtualScrollableElement, CdkVirtualScrollViewport } from '@angular/cdk/scrolling';
import { NgTemplateOutlet } from '@angular/common';
import { afterRenderEffect, ChangeDetectionStrategy, Component, computed, contentChild, DestroyRef, effect, type ElementRef, inject, input, untracked, viewChild, ViewEncapsulation } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButtonModule } from '@angular/material/button';
import { debounceTime } from 'rxjs';
import { TPipe } from '../../i18n/t.pipe';
import { ProblemComponent } from '../problem.component';
import type { LongRows } from './long-rows';
import type { PagedRows } from './paged-rows';
import { RowDirective } from './row.directive';

export interface Head {
  readonly text: string;
  /** Least width in pixels. */
  readonly width: number;
  /** Takes a share of the width that is left. */
  readonly grows?: true;
  readonly number?: true;
}

/** Height of a row; the styles below say the same. */
const rowHeight = 44;

/**
 * A table of any length: only the rows in sight and a few around them are in the page, and they are read as one scrolls. It takes
 * the focus and is scrolled by the keys that scroll; inside, the arrows go from row to row. A screen reader is told which row of
 * how many it reads, `-1` while the end is not known (WAI-ARIA 1.2, aria-rowcount).
 */
@Component({
  selector: 'oubli-long-list', changeDetection: ChangeDetectionStrategy.OnPush, encapsulation: ViewEncapsulation.None,
  imports: [CdkFixedSizeVirtualScroll, CdkVirtualForOf, CdkVirtualScrollableElement, CdkVirtualScrollViewport, NgTemplateOutlet, MatButtonModule, ProblemComponent, TPipe],
  template: `
    <div #scroller class="long-list" cdkVirtualScrollingElement role="table" tabindex="0" [attr.aria-label]="label()" [attr.aria-rowcount]="list().complete() ? list().length() + 1 : -1" [attr.aria-busy]="list().loading()"
      [style.--lines]="indexes().length + 1" [style.--columns]="columns()" [style.--least.px]="least()" (keydown)="move($event)">
      <div role="rowgroup" class="heads"><div role="row" class="line" aria-rowindex="1">@for (head of heads(); track head.text) { <span role="columnheader" [class.num]="head.number">{{ head.text }}</span> }</div></div>
      <cdk-virtual-scroll-viewport role="rowgroup" [itemSize]="rowHeight" [minBufferPx]="400" [maxBufferPx]="800">
        <div *cdkVirtualFor="let i of indexes(); trackBy: itself" role="row" class="line" [attr.aria-rowindex]="i + 2">
          @if (rowAt(i); as row) { <ng-container [ngTemplateOutlet]="cells().template" [ngTemplateOutletContext]="{ $implicit: row }" /> }
          @else { <span role="cell" class="pending"><span class="visually-hidden">{{ 'state.loading' | t }}</span></span> }
        </div>
      </cdk-virtual-scroll-viewport>
    </div>
    <oubli-problem [problem]="list().problem()" />
    @if (list().problem()) { <div class="actions"><button mat-stroked-button type="button" (click)="list().retry()">{{ 'state.retry' | t }}</button></div> }
    <p class="small quiet long-list-count">@if (list().complete()) { {{ 'list.rows.n' | t: { n: list().length() } }} } @else { {{ 'list.more' | t: { n: list().length() } }} }</p>`,
  styles: `
    .long-list { height: min(calc(var(--lines) * 44px + 2px), max(320px, 72vh)); border: 1px solid var(--edge); border-radius: 12px; font-size: 0.93rem; }
    .long-list .line { display: grid; grid-template-columns: var(--columns); min-width: var(--least); height: 44px; border-bottom: 1px solid var(--edge); box-sizing: border-box; }
    .long-list .line > * { padding: 0 14px; line-height: 43px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
    .long-list .heads { position: sticky; top: 0; z-index: 1; min-width: var(--least); background: var(--mat-sys-surface); color: var(--quiet); font-weight: 600; font-size: 0.82rem; }
    .long-list cdk-virtual-scroll-viewport .line:hover { background: color-mix(in srgb, var(--accent) 5%, transparent); }
    .long-list [role='rowheader'] { font-weight: 520; }
    .long-list .pending { grid-column: 1 / -1; }
    .long-list .pending::before { content: ''; display: block; height: 14px; margin-top: 15px; border-radius: 7px; background: var(--edge); opacity: 0.5; width: 60%; }
    .long-list-count { margin: 6px 2px 0; }
    @media print { .long-list { height: auto; contain: none; } }`,
})
export class LongListComponent<T> {
  readonly label = input.required<string>();
  readonly heads = input.required<readonly Head[]>();
  readonly list = input.required<LongRows<T>>();
  protected readonly cells = contentChild.required<RowDirective<T>>(RowDirective);
  protected readonly rowHeight = rowHeight;
  protected readonly columns = computed(() => this.heads().map(({ width, grows }) => (grows ? `minmax(${width}px, 1fr)` : `${width}px`)).join(' '));
  protected readonly least = computed(() => this.heads().reduce((sum, head) => sum + head.width, 0));
  /** Numbers of the rows that are known, and one more while the end is not: reaching it reads on. */
  protected readonly indexes = computed(() => Array.from({ length: this.list().length() + (this.list().complete() ? 0 : 1) }, (_, i) => i));
  private readonly viewport = viewChild.required(CdkVirtualScrollViewport);
  private readonly scroller = viewChild.required<ElementRef<HTMLElement>>('scroller');
  private readonly destroyed = inject(DestroyRef);
  /** The list that was moved to the row it begins at. */
  private arrivedIn: PagedRows<T> | null = null;

  protected readonly itself = (_: number, index: number): number => index;

  constructor() {
    afterRenderEffect(() => {
      this.indexes();
      this.viewport().checkViewportSize();
    });
    // Another list, or the same anew, begins where it says.
    afterRenderEffect(() => {
      const rows = this.list().rows();
      this.indexes();
      if (rows !== this.arrivedIn) untracked(() => this.goTo(this.list().start(), rows));
    });
    effect((onCleanup) => {
      const viewport = this.viewport();
      const looking = viewport.renderedRangeStream.subscribe(({ start, end }) => {
        this.keepFocus(start, end);
        if (this.arrived()) void this.list().rows().show(start, end);
      });
      const settled = viewport.scrolledIndexChange.pipe(debounceTime(200), takeUntilDestroyed(this.destroyed)).subscribe(() => {
        if (this.arrived()) this.list().remember(this.top());
      });
      onCleanup(() => {
        looking.unsubscribe();
        settled.unsubscribe();
      });
    });
  }

  protected rowAt(index: number): T | undefined {
    this.list().tick();
    return this.list().rows().row(index);
  }

  /**
   * Moves the list to the row it begins at. Below that row there must be enough rows to fill what is seen, or it cannot stand at
   * the top: until they are read and have their room in the page, the list looks at no other row and writes no address.
   */
  private goTo(start: number, rows: PagedRows<T>): void {
    const viewport = this.viewport();
    if (this.destroyed.destroyed || rows !== this.list().rows()) return;
    viewport.scrollToIndex(start);
    const filled = start + Math.ceil(viewport.getViewportSize() / rowHeight) + 1;
    if (this.top() === start || this.list().complete()) this.arrivedIn = rows;
    else if (rows.length < filled) void rows.show(start, filled);
    else requestAnimationFrame(() => this.goTo(start, rows));
  }

  /** The row under the heads. They stand still, which the viewport, measuring from its own edge, does not know. */
  private top(): number {
    return Math.round(this.scroller().nativeElement.scrollTop / rowHeight);
  }

  private arrived(): boolean {
    return this.arrivedIn === untracked(this.list().rows);
  }

  /** A row that leaves the page takes no focus with it: the list takes it, and goes on being scrolled by keys. */
  private keepFocus(start: number, end: number): void {
    const number = document.activeElement?.closest('.line')?.getAttribute('aria-rowindex');
    const scroller = this.scroller().nativeElement;
    if (!number || !scroller.contains(document.activeElement)) return;
    const index = Number(number) - 2;
    if (index < start || index >= end) scroller.focus({ preventScroll: true });
  }

  /** Inside a row the arrows go to the same place of the next or the one before. */
  protected move(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const line = event.target instanceof HTMLElement ? event.target.closest('.line') : null;
    if (step === 0 || line === null) return;
    const next = this.scroller().nativeElement.querySelector<HTMLElement>(`.line[aria-rowindex='${Number(line.getAttribute('aria-rowindex')) + step}'] :is(a, button)`);
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}
