import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { type Answer, Api } from '../api/api';
import { loaded } from '../api/load';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { StateComponent } from '../ui/state.component';

type Row = Answer<'listRuns'>['results'][number];

@Component({
  selector: 'oubli-runs', imports: [TPipe, LabelPipe, RouterLink, MatButtonModule, StateComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<h1>{{ 'runs.title' | t }}</h1>
    <oubli-state [problem]="first.problem()" [loading]="first.loading() && !first.value()" (retry)="first.reload()" />
    @if (first.value(); as page) {
      @if (page.results.length === 0) { <p class="panel">{{ 'runs.none' | t }}</p> } @else {
        <div class="scroll" tabindex="0" role="region" [attr.aria-label]="'runs.title' | t"><table>
          <thead><tr><th scope="col">{{ 'runs.started' | t }}</th><th scope="col">{{ 'runs.state' | t }}</th><th scope="col">{{ 'runs.by' | t }}</th><th scope="col" class="num">{{ 'runs.planned' | t }}</th><th scope="col" class="num">{{ 'runs.treated' | t }}</th><th scope="col" class="num">{{ 'runs.keptCount' | t }}</th><th scope="col" class="num">{{ 'runs.aside' | t }}</th></tr></thead>
          <tbody>@for (r of page.results.concat(more()); track r.runId) {
            <tr><th scope="row"><a [routerLink]="['/runs', r.runId]">{{ i18n.instant(r.createdAt) }}</a></th><td>{{ r.state | label: 'state' }}</td><td>{{ r.requestedBy | label: 'by' }}</td><td class="num">{{ i18n.number(r.planned) }}</td><td class="num">{{ i18n.number(r.treated) }}</td><td class="num">{{ i18n.number(r.kept) }}</td><td class="num" [class.bad]="r.quarantined > 0">{{ i18n.number(r.quarantined) }}</td></tr>
          }</tbody></table></div>
        @if (after() ?? page.paging?.next?.after; as next) { @if (after() !== '') { <div class="actions"><button mat-stroked-button type="button" (click)="goOn(next)">{{ 'state.more' | t }}</button></div> } }
      }
    }`,
})
export class RunsComponent {
  private readonly api = inject(Api);
  protected readonly i18n = inject(I18n);
  protected readonly first = loaded(() => this.api.call('listRuns', { query: { limit: '50' } }));
  protected readonly more = signal<Row[]>([]);
  /** Where the list goes on; empty at its end. */
  protected readonly after = signal<string | null>(null);

  protected async goOn(after: string): Promise<void> {
    const page = await this.api.call('listRuns', { query: { limit: '50', after } });
    this.more.update((rows) => [...rows, ...page.results]);
    this.after.set(page.paging?.next.after ?? '');
  }
}
