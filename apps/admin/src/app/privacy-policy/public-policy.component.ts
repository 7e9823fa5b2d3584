import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { Api } from '../api/api';
import { loaded } from '../api/load';
import { I18n } from '../i18n/i18n';
import { TPipe } from '../i18n/t.pipe';
import { StateComponent } from '../ui/state.component';

/** For anybody: the periods in force, from the very versions that are applied. */
@Component({
  selector: 'oubli-public-policy', imports: [TPipe, StateComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<main><p class="row"><button type="button" class="chip" lang="fr" (click)="i18n.choose('fr')">Français</button> <button type="button" class="chip" lang="en" (click)="i18n.choose('en')">English</button></p>
    <h1>{{ 'privacy.title' | t }}</h1><p>{{ 'privacy.publicText' | t }}</p>
    <oubli-state [problem]="policy.problem()" [loading]="policy.loading()" (retry)="policy.reload()" />
    @if (policy.value(); as p) {
      <p class="quiet">{{ p.title }} · {{ 'privacy.since' | t: { day: i18n.day(p.effectiveFrom) } }}</p>
      <div class="scroll" tabindex="0" role="region" [attr.aria-label]="'privacy.title' | t"><table><thead><tr><th scope="col">{{ 'policies.recordType' | t }}</th><th scope="col">{{ 'privacy.active' | t }}</th><th scope="col">{{ 'privacy.whole' | t }}</th><th scope="col">{{ 'privacy.law' | t }}</th></tr></thead>
        <tbody>@for (v of p.versions; track v.policy) { <tr><th scope="row">{{ i18n.recordType(v.recordType) }}</th><td>{{ i18n.period(v.active) }}</td><td>{{ i18n.period(v.whole) }}</td><td>{{ v.legalReference }}</td></tr> }</tbody></table></div>
    } @else if (!policy.loading() && !policy.problem()) { <p class="panel">{{ 'privacy.none' | t }}</p> }</main>`,
  styles: `main { max-width: 980px; margin: 0 auto; padding: 28px 20px 60px; }`,
})
export class PublicPolicyComponent {
  private readonly api = inject(Api);
  protected readonly i18n = inject(I18n);
  protected readonly policy = loaded(() => this.api.call('readPublicPolicy', {}));
}
