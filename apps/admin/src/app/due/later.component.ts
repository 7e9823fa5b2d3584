import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { type Answer, Api } from '../api/api';
import { type Problem, problemOf } from '../api/problem';
import { ExportButtonComponent } from '../exports/export-button.component';
import type { ExportWish } from '../exports/export.dialog';
import { I18n } from '../i18n/i18n';
import { TPipe } from '../i18n/t.pipe';
import { StateComponent } from '../ui/state.component';

type Row = Answer<'listDue'>['results'][number];

const lastDayOf = (month: string): string => new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).toISOString().slice(0, 10);

/** Records by the day on which they fall due, page by page. */
@Component({
  selector: 'oubli-later', imports: [TPipe, MatButtonModule, StateComponent, ExportButtonComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (!type() && !month()) { <p class="quiet">{{ 'due.pick' | t }}</p> } @else {
      <oubli-state [problem]="problem()" [loading]="loading() && rows().length === 0" (retry)="start()" />
      @if (rows().length > 0) {
        <div class="scroll" tabindex="0" role="region" [attr.aria-label]="'due.later' | t"><table>
          <thead><tr><th scope="col">{{ 'due.on' | t }}</th><th scope="col">{{ 'due.record' | t }}</th><th scope="col">{{ 'due.policy' | t }}</th><th scope="col"></th></tr></thead>
          <tbody>@for (r of rows(); track r.record) { <tr><td>{{ i18n.day(r.dueOn) }}</td><th scope="row"><code>{{ r.record }}</code></th><td>{{ r.policies.join(', ') }}</td><td>@if (r.held) { <span class="badge">{{ 'due.held' | t }}</span> }</td></tr> }</tbody>
        </table></div>
        <div class="actions"><oubli-export-button [wish]="wish()" />@if (after()) { <button mat-stroked-button type="button" [disabled]="loading()" (click)="more()">{{ 'state.more' | t }}</button> }</div>
      } @else if (!loading() && !problem()) { <p class="quiet">{{ 'due.nothing' | t }}</p> }
    }`,
})
export class LaterComponent {
  private readonly api = inject(Api);
  protected readonly i18n = inject(I18n);
  readonly type = input<string>();
  readonly month = input<string>();
  protected readonly rows = signal<readonly Row[]>([]);
  protected readonly after = signal<string | null>(null);
  protected readonly loading = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  private readonly range = computed(() => {
    const month = this.month();
    return month && /^\d{4}-\d{2}$/.test(month) ? { from: `${month}-01`, to: lastDayOf(month) } : {};
  });

  protected readonly wish = computed((): ExportWish => {
    const recordType = this.type();
    const list = { list: 'due', ...this.range() } as const;
    return { masked: { ...list, ...(recordType && { recordType }) }, values: recordType ? { ...list, recordType } : null };
  });

  constructor() {
    effect(() => {
      if (this.type() ?? this.month()) {
        this.range();
        untracked(() => void this.start());
      }
    });
  }

  protected async start(): Promise<void> {
    this.rows.set([]);
    this.after.set(null);
    await this.more();
  }

  protected async more(): Promise<void> {
    this.loading.set(true);
    const [type, after] = [this.type(), this.after()];
    try {
      const page = await this.api.call('listDue', { query: { limit: '100', ...this.range(), ...(type && { recordType: type }), ...(after && { after }) } });
      this.rows.update((rows) => [...rows, ...page.results]);
      this.after.set(page.paging?.next.after ?? null);
      this.problem.set(null);
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.loading.set(false);
    }
  }
}
