import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { Api } from '../api/api';
import { loaded } from '../api/load';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';

/** The matrix of roles: rights, purposes, and the fields that follow from them. */
@Component({
  selector: 'oubli-roles', imports: [TPipe, LabelPipe], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<h2>{{ 'settings.matrix' | t }}</h2><p class="quiet">{{ 'settings.matrixText' | t }}</p>
    @for (r of roles.value()?.results ?? []; track r.role) {
      <details><summary><strong>{{ r.role | label: 'role' }}</strong> <span class="small quiet">{{ r.purposes.join(', ') || '–' }}</span></summary>
        <p class="small"><strong>{{ 'settings.rights' | t }}:</strong> {{ r.rights.join(', ') }}</p>
        <ul class="small">@for (f of r.fields; track f.recordType) { <li>{{ i18n.recordType(f.recordType) }}: {{ 'settings.readsFields.n' | t: { n: f.reads.length } }} <span class="quiet">({{ f.reads.join(', ') }})</span></li> }</ul></details>
    }`,
  styles: `details { border-bottom: 1px solid var(--edge); padding: 8px 0; } summary { cursor: pointer; }`,
})
export class RolesComponent {
  private readonly api = inject(Api);
  protected readonly i18n = inject(I18n);
  protected readonly roles = loaded(() => this.api.call('listRoles', {}));
}
