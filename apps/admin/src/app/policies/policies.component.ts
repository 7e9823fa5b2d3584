import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { loaded } from '../api/load';
import { Session } from '../api/session';
import { I18n } from '../i18n/i18n';
import { TPipe } from '../i18n/t.pipe';
import { PhaseBarComponent } from '../ui/phase-bar.component';
import { StateComponent } from '../ui/state.component';
import { NewPolicyComponent } from './new-policy.component';

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** One row a policy: what it says, its phases to scale, how many records it is about. */
@Component({
  selector: 'oubli-policies', imports: [TPipe, RouterLink, MatButtonModule, PhaseBarComponent, StateComponent, NewPolicyComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './policies.component.html',
  styles: `.list { display: grid; gap: 10px; margin: 14px 0 0; padding: 0; list-style: none; } .list li { display: grid; grid-template-columns: minmax(0, 1.4fr) minmax(0, 1fr) 150px; gap: 20px; align-items: center; }
    .list a { font-weight: 620; } @media (max-width: 760px) { .list li { grid-template-columns: minmax(0, 1fr); gap: 6px; } }`,
})
export class PoliciesComponent {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  protected readonly session = inject(Session);
  protected readonly i18n = inject(I18n);
  readonly q = input<string>();
  protected readonly policies = loaded(() => this.api.call('listPolicies', {}));
  protected readonly types = loaded(() => this.api.call('listRecordTypes', {}));
  protected readonly shown = computed(() => {
    const wanted = plain(this.q() ?? '');
    return (this.policies.value()?.results ?? []).filter((p) => plain(`${p.title} ${p.policy} ${p.recordType} ${this.i18n.recordType(p.recordType)} ${p.inForce ? `${p.inForce.legalReference} ${this.i18n.law(p.inForce.legalReference)}` : ''}`).includes(wanted));
  });
  protected readonly ungoverned = computed(() => (this.types.value()?.results ?? []).filter((t) => t.policies.length === 0));

  protected filter(q: string): void {
    void this.router.navigate([], { queryParams: { q: q === '' ? null : q }, replaceUrl: true });
  }
}
