import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { Session } from '../api/session';
import { TPipe } from '../i18n/t.pipe';
import { AccountComponent } from './account.component';
import { CompanyComponent } from './company.component';
import { IdentityModeComponent } from './identity-mode.component';
import { KeysComponent } from './keys.component';
import { RecipientsComponent } from './recipients.component';
import { RolesComponent } from './roles.component';
import { StorageComponent } from './storage.component';
import { UsersComponent } from './users.component';

/** One's own account, and for those who may: users, roles, keys, storage. */
@Component({
  selector: 'oubli-settings', imports: [TPipe, AccountComponent, CompanyComponent, IdentityModeComponent, UsersComponent, KeysComponent, RolesComponent, RecipientsComponent, StorageComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<h1>{{ 'nav.settings' | t }}</h1>
    <oubli-account />
    @if (session.can('company:read')) { <oubli-company /> }
    @if (session.can('requests:decide')) { <oubli-identity-mode /> }
    @if (session.can('users:read')) { <oubli-users /> }
    @if (session.can('keys:read')) { <oubli-keys /> }
    @if (session.can('users:read')) { <oubli-roles /> }
    @if (session.can('recipients:read')) { <oubli-recipients /> }
    @if (session.can('storage:read')) { <oubli-storage /> }`,
})
export class SettingsComponent {
  protected readonly session = inject(Session);
}
