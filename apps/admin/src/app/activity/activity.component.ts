import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { activityIn } from '@oubli/contracts/activity';
import { Api } from '../api/api';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { isKey } from '../i18n/messages';
import { TPipe } from '../i18n/t.pipe';
import { type Head, LongListComponent } from '../ui/long-list/long-list.component';
import { longRows, placeFrom } from '../ui/long-list/long-rows';
import { pageRows } from '../ui/long-list/paged-rows';
import { RowDirective } from '../ui/long-list/row.directive';
import { StateComponent } from '../ui/state.component';

const areas = ['rights', 'retention', 'other'] as const;
/** Closed words that stand behind an act, by the groups of words that say them. */
const detailGroups = ['purpose', 'requestKind', 'letterTemplate', 'letterMeans', 'proof', 'identityMode', 'again.reason'] as const;
/** Where one reads more about what an act was about. */
const pages: Readonly<Record<string, string>> = { 'rights-request': '/requests', 'person': '/people', 'run': '/runs' };
/** As many characters of an id as tell two apart to the eye. */
const shortId = 8;

/** Who did, read, revealed and exported what. */
@Component({
  selector: 'oubli-activity', imports: [TPipe, LabelPipe, RouterLink, StateComponent, LongListComponent, RowDirective], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<div class="row"><h1>{{ 'activity.title' | t }}</h1><label class="push row"><span>{{ 'activity.area' | t }}</span><select #select (change)="choose(select.value)"><option value="">{{ 'area.all' | t }}</option>@for (a of areas; track a) { <option [value]="a" [selected]="a === area()">{{ a | label: 'area' }}</option> }</select></label></div>
    @if (list.length() > 0) {
      <oubli-long-list [label]="'activity.title' | t" [list]="list" [heads]="heads()">
        <ng-template [oubliRow]="list" let-r><span role="cell">{{ i18n.day(r.on) }}</span><span role="cell">{{ r.who || '–' }}</span><span role="rowheader" [title]="r.action">{{ said(r.action) }}</span><span role="cell" [title]="r.about ?? ''">@if (about(r.about); as what) { {{ what.name }}@if (what.link) { <a [routerLink]="what.link">{{ what.id }}</a> } @else if (what.id) { <span class="quiet">{{ what.id }}</span> } } @else { – }</span><span role="cell">{{ r.area | label: 'area' }}</span></ng-template>
      </oubli-long-list>
    } @else {
      <oubli-state [problem]="list.problem()" [loading]="!list.complete()" (retry)="list.retry()" />
      @if (list.complete()) { <p class="panel">{{ 'activity.none' | t }}</p> }
    }`,
})
export class ActivityComponent {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  protected readonly i18n = inject(I18n);
  protected readonly areas = areas;
  readonly area = input<string>();
  readonly row = input<string>();
  readonly after = input<string>();
  protected readonly heads = computed<readonly Head[]>(() => [
    { text: this.i18n.t('activity.on'), width: 130 }, { text: this.i18n.t('activity.who'), width: 180 }, { text: this.i18n.t('activity.action'), width: 260, grows: true }, { text: this.i18n.t('activity.about'), width: 260 }, { text: this.i18n.t('activity.area'), width: 130 },
  ]);
  protected readonly list = longRows(() => {
    const wanted = this.wanted();
    return (after) => this.api.call('listActivity', { query: { limit: pageRows, ...wanted, ...(after !== undefined && { after }) } });
  }, () => placeFrom(this.row(), this.after()));

  protected said(action: string): string {
    return activityIn(action, this.i18n.language(), (code) => {
      const key = detailGroups.map((group) => `${group}.${code}`).find(isKey);
      return key ? this.i18n.t(key) : null;
    });
  }

  /** `rights-request/5b2f…`, `policy:invoice` or a kind alone, in words. */
  protected about(about: string | null): { readonly name: string; readonly id: string; readonly link: string | null } | null {
    if (about === null) return null;
    const [type = '', id = ''] = about.split(/[/:]/);
    const key = `aboutType.${type}`;
    const name = isKey(key) ? this.i18n.t(key) : this.i18n.recordType(type);
    if (type === 'policy') return { name, id, link: `/policies/${id}` };
    return { name, id: id.slice(0, shortId), link: pages[type] && id ? `${pages[type]}/${id}` : null };
  }

  private wanted(): { area?: (typeof areas)[number] } {
    const area = areas.find((a) => a === this.area());
    return area ? { area } : {};
  }

  protected choose(area: string): void {
    void this.router.navigate([], { queryParams: { area: area === '' ? null : area } });
  }
}
