import { Controller, Inject } from '@nestjs/common';
import { ActivityService, type ApiKey, type ConsoleUser, KeysService, linkTo, purposesOf, readsColumn, roles, SessionsService, UsersService } from '@oubli/access';
import { type ActivityAction, type AnswerOf, api, type InputOf, roleNames } from '@oubli/contracts';
import { domainRegistry } from '@oubli/domains';
import { todayOf } from '@oubli/retention';
import { type Actor, userOf } from '../http/actor';
import { ProblemError } from '../http/problem.error';
import { Input, Route, Who } from '../http/route.decorator';
import { type House, houseToken } from '../tokens';

type User = AnswerOf<typeof api.changeUser>;
type Key = AnswerOf<typeof api.createKey>['details'];

const describeUser = (user: ConsoleUser): User => ({
  id: user.id, name: user.displayName ?? '', email: user.email ?? '', roles: user.roles, language: user.language, totp: user.totpSince !== null,
  lastActivityOn: user.lastActivityOn, closedOn: user.closedOn, invited: user.passwordHash === null && user.closedOn === null,
});

const describeKey = (key: ApiKey): Key => ({
  id: key.id, name: key.name, prefix: key.prefix, scopes: key.scopes, source: key.source, origin: key.origin, purposes: key.purposes, basis: key.basis,
  createdAt: key.createdAt.toISOString(), expiresAt: key.expiresAt?.toISOString() ?? null, lastUsedOn: key.lastUsedOn, revokedAt: key.revokedAt?.toISOString() ?? null,
});

/** Accounts of the console, what roles may, and keys of integrations. */
@Controller()
export class AccountsController {
  constructor(
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly keys: KeysService,
    private readonly activity: ActivityService,
    @Inject(houseToken) private readonly house: House,
  ) {}

  @Route(api.listUsers)
  async listUsers(): Promise<AnswerOf<typeof api.listUsers>> {
    return { results: (await this.users.list()).map(describeUser) };
  }

  @Route(api.inviteUser)
  async invite(@Input() { body }: InputOf<typeof api.inviteUser>, @Who() actor: Actor): Promise<AnswerOf<typeof api.inviteUser>> {
    const user = await this.users.open(body, await todayOf(this.house.logins.engine.session));
    await this.note(actor, 'user.invited', user.id);
    return { user: describeUser(user), link: await this.users.mailLink(user, 'invitation', new Date(), this.house.settings.url) };
  }

  @Route(api.changeUser)
  async change(@Input() { params, body }: InputOf<typeof api.changeUser>, @Who() actor: Actor): Promise<User> {
    if (params.id === userOf(actor).signedIn.user.id) throw new ProblemError('conflict', 'Nobody changes her own roles or closes her own account.');
    if (body.closed) {
      await this.note(actor, 'user.closed', params.id);
      return describeUser(await this.users.close(params.id, await todayOf(this.house.logins.engine.session), new Date()));
    }
    if (!body.roles) throw new ProblemError('bad-request', undefined, [{ pointer: '/roles', detail: 'says nothing to change' }]);
    await this.note(actor, 'user.roles-changed', params.id);
    const user = await this.users.change(params.id, { roles: body.roles });
    await this.sessions.endOthers(user.id, null);
    return describeUser(user);
  }

  @Route(api.resetUser)
  async reset(@Input() { params }: InputOf<typeof api.resetUser>, @Who() actor: Actor): Promise<AnswerOf<typeof api.resetUser>> {
    const user = await this.users.required(params.id);
    await this.note(actor, 'user.reset', user.id);
    return { link: linkTo('reset', await this.users.issue(user.id, 'reset', new Date()), this.house.settings.url) };
  }

  @Route(api.listRoles)
  listRoles(): AnswerOf<typeof api.listRoles> {
    const fieldsOf = (role: (typeof roleNames)[number]) => domainRegistry.declarations.flatMap((declaration) => {
      const reads = Object.entries(declaration.columns).filter(([, column]) => readsColumn(declaration, column, purposesOf([role]))).map(([property]) => property);
      return reads.length > 0 && !('reference' in declaration) ? [{ recordType: declaration.recordType, reads }] : [];
    });
    return { results: roleNames.map((role) => ({ role, rights: [...roles[role].rights], purposes: [...roles[role].purposes], fields: fieldsOf(role) })) };
  }

  @Route(api.listKeys)
  async listKeys(): Promise<AnswerOf<typeof api.listKeys>> {
    return { results: (await this.keys.list()).map(describeKey) };
  }

  @Route(api.createKey)
  async createKey(@Input() { body }: InputOf<typeof api.createKey>, @Who() actor: Actor): Promise<AnswerOf<typeof api.createKey>> {
    const { user } = userOf(actor).signedIn;
    const mine = new Set<string>(actor.rights);
    const beyond = body.scopes.findIndex((scope) => scope !== '*' && !mine.has(scope) && !scope.startsWith('records:') && !scope.startsWith('events:'));
    if (beyond >= 0) throw new ProblemError('forbidden', 'A key cannot do what its maker may not.', [{ pointer: `/scopes/${beyond}`, detail: 'is beyond your own rights' }]);
    const { key, details } = await this.keys.create({ ...body, createdBy: user.id, expiresAt: body.expiresOn === undefined ? null : new Date(`${body.expiresOn}T23:59:59Z`) }, new Date());
    await this.note(actor, 'key.made', details.id, 'api-key');
    return { key, details: describeKey(details) };
  }

  @Route(api.revokeKey)
  async revokeKey(@Input() { params }: InputOf<typeof api.revokeKey>, @Who() actor: Actor): Promise<void> {
    await this.keys.revoke(params.id, new Date());
    await this.note(actor, 'key.revoked', params.id, 'api-key');
  }

  private async note(actor: Actor, action: ActivityAction, aboutId: string, aboutType = 'user'): Promise<void> {
    await this.activity.record({ personId: userOf(actor).signedIn.user.personId, area: 'other', action, aboutType, aboutId });
  }
}
