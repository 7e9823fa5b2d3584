import { ChangeDetectionStrategy, Component, inject, input, linkedSignal, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { Router } from '@angular/router';
import { type Answer, Api } from '../api/api';
import { loaded } from '../api/load';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { StateComponent } from '../ui/state.component';

type Row = Answer<'listActivity'>['results'][number];
const areas = ['rights', 'retention', 'other'] as const;

/** Who did, read, revealed and exported what. */
@Component({
  selector: 'oubli-activity', imports: [TPipe, LabelPipe, MatButtonModule, StateComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<div class="row"><h1>{{ 'activity.title' | t }}</h1><label class="push row"><span>{{ 'activity.area' | t }}</span><select #select (change)="choose(select.value)"><option value="">{{ 'area.all' | t }}</option>@for (a of areas; track a) { <option [value]="a" [selected]="a === area()">{{ a | label: 'area' }}</option> }</select></label></div>
    <oubli-state [problem]="first.problem()" [loading]="first.loading() && !first.value()" (retry)="first.reload()" />
    @if (first.value(); as page) {
      @if (page.results.length === 0) { <p class="panel">{{ 'activity.none' | t }}</p> } @else {
        <div class="scroll" tabindex="0" role="region" [attr.aria-label]="'activity.title' | t"><table><thead><tr><th scope="col">{{ 'activity.on' | t }}</th><th scope="col">{{ 'activity.who' | t }}</th><th scope="col">{{ 'activity.action' | t }}</th><th scope="col">{{ 'activity.about' | t }}</th><th scope="col">{{ 'activity.area' | t }}</th></tr></thead>
        <tbody>@for (r of page.results.concat(more()); track r.id) { <tr><td>{{ i18n.day(r.on) }}</td><td>{{ r.who || '–' }}</td><th scope="row">{{ r.action }}</th><td><code>{{ r.about ?? '–' }}</code></td><td>{{ r.area | label: 'area' }}</td></tr> }</tbody></table></div>
        @if (after(); as next) { <div class="actions"><button mat-stroked-button type="button" (click)="goOn(next)">{{ 'state.more' | t }}</button></div> }
      }
    }`,
})
export class ActivityComponent {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  protected readonly i18n = inject(I18n);
  protected readonly areas = areas;
  readonly area = input<string>();
  protected readonly more = signal<Row[]>([]);
  protected readonly first = loaded(() => {
    this.more.set([]);
    return this.api.call('listActivity', { query: { limit: '100', ...this.wanted() } });
  });
  protected readonly after = linkedSignal(() => this.first.value()?.paging?.next.after ?? null);

  private wanted(): { area?: (typeof areas)[number] } {
    const area = areas.find((a) => a === this.area());
    return area ? { area } : {};
  }

  protected choose(area: string): void {
    void this.router.navigate([], { queryParams: { area: area === '' ? null : area } });
  }

  protected async goOn(after: string): Promise<void> {
    const page = await this.api.call('listActivity', { query: { limit: '100', after, ...this.wanted() } });
    this.more.update((rows) => [...rows, ...page.results]);
    this.after.set(page.paging?.next.after ?? null);
  }
}
