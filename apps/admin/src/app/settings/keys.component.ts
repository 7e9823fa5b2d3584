import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { Api } from '../api/api';
import { loaded } from '../api/load';
import { attempt, type Problem } from '../api/problem';
import { Session } from '../api/session';
import { I18n } from '../i18n/i18n';
import { TPipe } from '../i18n/t.pipe';
import { ProblemComponent } from '../ui/problem.component';
import { StateComponent } from '../ui/state.component';

const scopes = ['*', 'people:read', 'records:read', 'records:write', 'events:write', 'policies:read', 'preview:read', 'runs:read', 'holds:read', 'holds:write', 'ledger:read'] as const;
const bases = ['contract', 'consent', 'legal-obligation', 'legitimate-interest'] as const;

/** Keys of integrations: each says what it brings and for what. */
@Component({
  selector: 'oubli-keys', imports: [TPipe, MatButtonModule, ProblemComponent, StateComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<h2>{{ 'settings.keys' | t }}</h2>
    <oubli-state [problem]="keys.problem()" [loading]="keys.loading() && !keys.value()" (retry)="keys.reload()" />
    @if (keys.value()?.results?.length) { <div class="scroll" tabindex="0" role="region" [attr.aria-label]="'settings.keys' | t"><table><thead><tr><th scope="col">{{ 'settings.name' | t }}</th><th scope="col">{{ 'settings.scopes' | t }}</th><th scope="col">{{ 'settings.source' | t }}</th><th scope="col">{{ 'settings.purposes' | t }}</th><th scope="col">{{ 'settings.lastUsed' | t }}</th><th scope="col"></th></tr></thead>
    <tbody>@for (k of keys.value()?.results ?? []; track k.id) { <tr><th scope="row">{{ k.name }}<div class="small quiet"><code>oub_{{ k.prefix }}_…</code></div></th><td>{{ k.scopes.join(', ') }}</td><td>{{ k.source }}</td><td>{{ k.purposes.join(', ') }}</td><td>{{ i18n.day(k.lastUsedOn) || '–' }}</td><td>@if (k.revokedAt) { {{ 'settings.revoked' | t }} } @else if (session.can('keys:write')) { <button mat-button type="button" (click)="revoke(k.id)">{{ 'settings.revoke' | t }}</button> }</td></tr> }</tbody></table></div> }
    <oubli-problem [problem]="problem()" />
    @if (made(); as key) { <p class="panel" role="status">{{ 'settings.keyOnce' | t }} <code>{{ key }}</code></p> }
    @if (session.can('keys:write')) {
      <form class="panel" (submit)="create($event)"><h3>{{ 'settings.newKey' | t }}</h3><div class="grid">
        <div class="field"><label for="key-name">{{ 'settings.name' | t }}</label><input id="key-name" name="name" maxlength="80" required></div>
        <div class="field"><label for="key-source">{{ 'settings.source' | t }}</label><input id="key-source" name="source" maxlength="80" required></div>
        <div class="field"><label for="key-basis">{{ 'settings.basis' | t }}</label><select id="key-basis" name="basis">@for (b of bases; track b) { <option [value]="b">{{ b }}</option> }</select></div></div>
        <fieldset><legend>{{ 'settings.scopes' | t }}</legend><div class="grid">@for (s of scopes; track s) { <label><input type="checkbox" name="scope" [value]="s"> {{ s }}</label> }</div></fieldset>
        <fieldset><legend>{{ 'settings.purposes' | t }}</legend><div class="grid">@for (p of purposes.value()?.results ?? []; track p) { <label><input type="checkbox" name="purpose" [value]="p"> {{ p }}</label> }</div></fieldset>
        <div class="actions"><button mat-flat-button type="submit">{{ 'settings.newKey' | t }}</button></div></form>
    }`,
  styles: `form { margin-top: 14px; } h3 { margin-top: 0; }`,
})
export class KeysComponent {
  private readonly api = inject(Api);
  protected readonly session = inject(Session);
  protected readonly i18n = inject(I18n);
  protected readonly scopes = scopes;
  protected readonly bases = bases;
  protected readonly keys = loaded(() => this.api.call('listKeys', {}));
  protected readonly purposes = loaded(() => this.api.call('listPurposes', {}));
  protected readonly made = signal<string | null>(null);
  protected readonly problem = signal<Problem | null>(null);

  protected create(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const given = new FormData(form);
    const chosen = given.getAll('scope').map(String);
    return this.try(async () => {
      const { key } = await this.api.call('createKey', {
        body: {
          name: String(given.get('name')), source: String(given.get('source')), scopes: scopes.filter((s) => chosen.includes(s)), purposes: given.getAll('purpose').map(String),
          basis: bases.find((b) => b === given.get('basis')) ?? 'contract',
        },
      });
      this.made.set(key);
      form.reset();
    });
  }

  protected revoke(id: string): Promise<void> {
    return this.try(async () => void (await this.api.call('revokeKey', { params: { id } })));
  }

  private async try(act: () => Promise<void>): Promise<void> {
    this.problem.set(await attempt(act));
    if (this.problem() === null) await this.keys.reload();
  }
}
