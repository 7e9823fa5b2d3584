import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { Api } from '../api/api';
import { loaded } from '../api/load';
import { TPipe } from '../i18n/t.pipe';

/** Where each store stands, and with whom. */
@Component({
  selector: 'oubli-storage', imports: [TPipe], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<h2>{{ 'settings.storage' | t }}</h2>
    <div class="scroll" tabindex="0" role="region" [attr.aria-label]="'settings.storage' | t"><table><thead><tr><th scope="col">{{ 'settings.name' | t }}</th><th scope="col">{{ 'settings.provider' | t }}</th><th scope="col">Id</th><th scope="col">{{ 'settings.country' | t }}</th></tr></thead>
    <tbody>@for (s of stores.value()?.results ?? []; track $index) { <tr><th scope="row">{{ s.store }} {{ s.name }}</th><td>{{ s.provider }}</td><td><code>{{ s.identifier }}</code></td><td>{{ s.country }}</td></tr> }</tbody></table></div>`,
})
export class StorageComponent {
  private readonly api = inject(Api);
  protected readonly stores = loaded(() => this.api.call('listStorage', {}));
}
