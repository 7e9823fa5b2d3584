import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { I18n } from '../i18n/i18n';
import { TPipe } from '../i18n/t.pipe';
import { type Head, LongListComponent } from '../ui/long-list/long-list.component';
import { longRows, placeFrom } from '../ui/long-list/long-rows';
import { pageRows } from '../ui/long-list/paged-rows';
import { RowDirective } from '../ui/long-list/row.directive';
import { StateComponent } from '../ui/state.component';

/** People by any identifier; names are masked here and revealed, for a purpose, on a person's own page. */
@Component({
  selector: 'oubli-people', imports: [TPipe, RouterLink, MatButtonModule, StateComponent, LongListComponent, RowDirective], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<h1>{{ 'people.title' | t }}</h1>
    <form role="search" class="row" (submit)="find($event, box.value)"><label for="people-q" class="visually-hidden">{{ 'people.search' | t }}</label><input #box id="people-q" type="search" size="44" [value]="q() ?? ''" [placeholder]="'people.search' | t"><button mat-flat-button type="submit">{{ 'ledger.find' | t }}</button></form>
    @if (list.length() > 0) {
      <oubli-long-list [label]="'people.title' | t" [list]="list" [heads]="heads()">
        <ng-template [oubliRow]="list" let-p><span role="rowheader"><a [routerLink]="['/people', p.id]">{{ p.shownName }}</a></span><span role="cell">{{ i18n.day(p.collectedOn) }}</span><span role="cell"><code>{{ p.id }}</code></span></ng-template>
      </oubli-long-list>
    } @else {
      <oubli-state [problem]="list.problem()" [loading]="!list.complete()" (retry)="list.retry()" />
      @if (list.complete()) { <p class="panel">{{ 'people.none' | t }}</p> }
    }`,
  styles: `form { margin: 14px 0; }`,
})
export class PeopleComponent {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  protected readonly i18n = inject(I18n);
  readonly q = input<string>();
  readonly row = input<string>();
  readonly after = input<string>();
  protected readonly heads = computed<readonly Head[]>(() => [{ text: this.i18n.t('people.name'), width: 220, grows: true }, { text: this.i18n.t('people.collected'), width: 140 }, { text: 'Id', width: 320 }]);
  protected readonly list = longRows(() => {
    const q = this.q() ?? '';
    return (after) => this.api.call('searchPeople', { query: { limit: pageRows, ...(q !== '' && { q }), ...(after !== undefined && { after }) } });
  }, () => placeFrom(this.row(), this.after()));

  protected find(event: Event, q: string): void {
    event.preventDefault();
    void this.router.navigate([], { queryParams: { q: q === '' ? null : q } });
  }
}
