import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import type { RoleName } from '@oubli/contracts';
import { type Answer, Api } from '../api/api';
import { loaded } from '../api/load';
import { attempt, type Problem } from '../api/problem';
import { Session } from '../api/session';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { ProblemComponent } from '../ui/problem.component';
import { StateComponent } from '../ui/state.component';

type User = Answer<'listUsers'>['results'][number];
const roleNames = ['administrator', 'data-protection-officer', 'recruiter', 'accountant', 'trainer', 'communications', 'operations', 'auditor'] as const satisfies readonly RoleName[];

/** Accounts of the console: inviting, closing, links for those who lost their password. */
@Component({
  selector: 'oubli-users', imports: [TPipe, LabelPipe, MatButtonModule, ProblemComponent, StateComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<h2>{{ 'settings.users' | t }}</h2>
    <oubli-state [problem]="users.problem()" [loading]="users.loading() && !users.value()" (retry)="users.reload()" />
    <p><label><input #closed type="checkbox" [checked]="withClosed()" (change)="withClosed.set(closed.checked)"> {{ 'settings.showClosed' | t }}</label></p>
    <div class="scroll" tabindex="0" role="region" [attr.aria-label]="'settings.users' | t"><table><thead><tr><th scope="col">{{ 'settings.name' | t }}</th><th scope="col">{{ 'signIn.email' | t }}</th><th scope="col">{{ 'settings.roles' | t }}</th><th scope="col">{{ 'settings.lastActivity' | t }}</th><th scope="col">{{ 'settings.state' | t }}</th><th scope="col"></th></tr></thead>
    <tbody>@for (u of shown(); track u.id) { <tr><th scope="row">{{ u.name }}</th><td>{{ u.email }}</td><td>@for (r of u.roles; track r) { <span class="badge">{{ r | label: 'role' }}</span> }</td><td>{{ i18n.day(u.lastActivityOn) || '–' }}</td><td>{{ (u.closedOn ? 'settings.closed' : u.invited ? 'settings.invited' : 'settings.open') | t }}</td>
      <td>@if (session.can('users:write') && !u.closedOn && u.id !== session.user()?.id) { <button mat-button type="button" (click)="reset(u)">{{ 'settings.reset' | t }}</button><button mat-button type="button" (click)="close(u)">{{ 'settings.close' | t }}</button> }</td></tr> }</tbody></table></div>
    <oubli-problem [problem]="problem()" />
    @if (link(); as l) { <p class="panel" role="status">{{ 'settings.linkOnce' | t }} <code>{{ l }}</code></p> }
    @if (session.can('users:write')) {
      <form class="panel" (submit)="invite($event)"><h3>{{ 'settings.invite' | t }}</h3><div class="grid">
        <div class="field"><label for="invite-name">{{ 'settings.name' | t }}</label><input id="invite-name" name="name" maxlength="120" required></div>
        <div class="field"><label for="invite-email">{{ 'signIn.email' | t }}</label><input id="invite-email" name="email" type="email" required></div></div>
        <fieldset><legend>{{ 'settings.roles' | t }}</legend><div class="grid">@for (r of roleNames; track r) { <label><input type="checkbox" name="role" [value]="r"> {{ r | label: 'role' }}</label> }</div></fieldset>
        <div class="actions"><button mat-flat-button type="submit">{{ 'settings.invite' | t }}</button></div></form>
    }`,
  styles: `form { margin-top: 14px; } h3 { margin-top: 0; }`,
})
export class UsersComponent {
  private readonly api = inject(Api);
  protected readonly session = inject(Session);
  protected readonly i18n = inject(I18n);
  protected readonly roleNames = roleNames;
  protected readonly users = loaded(() => this.api.call('listUsers', {}));
  protected readonly withClosed = signal(false);
  protected readonly shown = computed(() => (this.users.value()?.results ?? []).filter((u) => this.withClosed() || u.closedOn === null));
  protected readonly problem = signal<Problem | null>(null);
  protected readonly link = signal<string | null>(null);

  protected invite(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const given = new FormData(form);
    const roles = roleNames.filter((role) => given.getAll('role').includes(role));
    return this.try(async () => {
      const { link } = await this.api.call('inviteUser', { body: { name: String(given.get('name')), email: String(given.get('email')), roles, language: this.i18n.language() } });
      this.link.set(link);
      form.reset();
    });
  }

  protected reset(user: User): Promise<void> {
    return this.try(async () => this.link.set((await this.api.call('resetUser', { params: { id: user.id } })).link));
  }

  protected close(user: User): Promise<void> {
    return this.try(async () => void (await this.api.call('changeUser', { params: { id: user.id }, body: { closed: true } })));
  }

  private async try(act: () => Promise<void>): Promise<void> {
    this.problem.set(await attempt(act));
    if (this.problem() === null) await this.users.reload();
  }
}
