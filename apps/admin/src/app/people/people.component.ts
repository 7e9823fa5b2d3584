import { ChangeDetectionStrategy, Component, inject, input, linkedSignal, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { type Answer, Api } from '../api/api';
import { loaded } from '../api/load';
import { I18n } from '../i18n/i18n';
import { TPipe } from '../i18n/t.pipe';
import { StateComponent } from '../ui/state.component';

type Row = Answer<'searchPeople'>['results'][number];

/** People by any identifier; names are masked here and revealed, for a purpose, on a person's own page. */
@Component({
  selector: 'oubli-people', imports: [TPipe, RouterLink, MatButtonModule, StateComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<h1>{{ 'people.title' | t }}</h1>
    <form role="search" class="row" (submit)="find($event, box.value)"><label for="people-q" class="visually-hidden">{{ 'people.search' | t }}</label><input #box id="people-q" type="search" size="44" [value]="q() ?? ''" [placeholder]="'people.search' | t"><button mat-flat-button type="submit">{{ 'ledger.find' | t }}</button></form>
    <oubli-state [problem]="first.problem()" [loading]="first.loading() && !first.value()" (retry)="first.reload()" />
    @if (first.value(); as page) {
      @if (page.results.length === 0) { <p class="panel">{{ 'people.none' | t }}</p> } @else {
        <div class="scroll list" tabindex="0" role="region" [attr.aria-label]="'people.title' | t"><table>
          <thead><tr><th scope="col">{{ 'people.name' | t }}</th><th scope="col">{{ 'people.collected' | t }}</th><th scope="col">Id</th></tr></thead>
          <tbody>@for (p of page.results.concat(more()); track p.id) { <tr><th scope="row"><a [routerLink]="['/people', p.id]">{{ p.shownName }}</a></th><td>{{ i18n.day(p.collectedOn) }}</td><td><code>{{ p.id }}</code></td></tr> }</tbody></table></div>
        @if (after(); as next) { <div class="actions"><button mat-stroked-button type="button" (click)="goOn(next)">{{ 'state.more' | t }}</button></div> }
      }
    }`,
  styles: `form { margin: 14px 0; }`,
})
export class PeopleComponent {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  protected readonly i18n = inject(I18n);
  readonly q = input<string>();
  protected readonly more = signal<Row[]>([]);
  protected readonly first = loaded(() => {
    const q = this.q() ?? '';
    this.more.set([]);
    return this.api.call('searchPeople', { query: { limit: '50', ...(q !== '' && { q }) } });
  });
  protected readonly after = linkedSignal(() => this.first.value()?.paging?.next.after ?? null);

  protected find(event: Event, q: string): void {
    event.preventDefault();
    void this.router.navigate([], { queryParams: { q: q === '' ? null : q } });
  }

  protected async goOn(after: string): Promise<void> {
    const page = await this.api.call('searchPeople', { query: { limit: '50', after, ...(this.q() && { q: this.q() }) } });
    this.more.update((rows) => [...rows, ...page.results]);
    this.after.set(page.paging?.next.after ?? null);
  }
}
