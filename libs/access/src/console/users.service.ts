import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { RoleName } from '@oubli/contracts';
import type { FieldKeys } from '@oubli/config';
import { AlreadyThereError, checkValues, fieldKeysToken, IdentifierError, openField, orGone, parseEmail, PeopleService, RecordGoneError, required, sealField } from '@oubli/people';
import { enqueue } from '@oubli/outbox';
import { DataSource, type EntityManager, In, IsNull, MoreThan } from 'typeorm';
import { ApiKey, ConsoleSession, ConsoleToken, ConsoleUser, RecoveryCode } from './console.entity';
import { linkMessage } from './link-message';
import { hashPassword, isPassword, newRecoveryCodes, newSecret, passwordProblem, recoveryCodeHash, sha256 } from './secrets';
import { newTotpSecret, totpStep, totpUri } from './totp';

export interface NewUser {
  readonly name: string;
  readonly email: string;
  readonly roles: readonly RoleName[];
  readonly language: 'fr' | 'en';
}

const hour = 3_600_000;
/** How long what was sent is good: an invitation waits for a working day, a reset an hour (RET-19), a second step five minutes. */
export const tokenLives = { 'invitation': 24 * hour, 'reset': hour, 'second-step': 5 * 60_000 } as const;

const secretPlace = (userId: string) => ({ table: 'access.console_user', column: 'totp_secret_sealed', row: userId });

/** The address of the page that takes a token; the token stands behind the #, which no server and no log is sent. */
export const linkTo = (kind: 'invitation' | 'reset', token: string, address: string): string => `${address}/link/${kind}#${token}`;

async function putToken(manager: EntityManager, userId: string, kind: ConsoleToken['kind'], token: string, now: Date): Promise<void> {
  await manager.delete(ConsoleToken, { userId, kind });
  await manager.insert(ConsoleToken, { id: randomUUID(), userId, kind, tokenSha256: sha256(token), expiresAt: new Date(now.getTime() + tokenLives[kind]) });
}

/** Accounts of the console: who may sign in, and with what. */
@Injectable()
export class UsersService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly people: PeopleService,
    @Inject(fieldKeysToken) private readonly fieldKeys: () => FieldKeys,
  ) {}

  /** Opens an account without a password, for a member of staff who becomes a person of the registry. @throws IdentifierError, AlreadyThereError */
  async open(user: NewUser, today: string): Promise<ConsoleUser> {
    checkValues({ name: user.name }, 'user');
    const email = required(parseEmail(user.email), 'user.email');
    if (await this.byEmail(email)) throw new AlreadyThereError('an account of that e-mail');
    const names = user.name.trim().split(/\s+/);
    const personId = await this.people.register({ lastName: names.at(-1) ?? user.name, firstName: names.slice(0, -1).join(' '), collectedOn: today, origin: 'derived' });
    const id = randomUUID();
    await orGone('an account of that e-mail', this.source.manager.insert(ConsoleUser, { id, personId, displayName: user.name, email, roles: [...user.roles], language: user.language, collectedOn: today, origin: 'derived' }));
    return this.required(id);
  }

  list(): Promise<ConsoleUser[]> {
    return this.source.manager.find(ConsoleUser, { order: { displayName: 'ASC' } });
  }

  byId(id: string): Promise<ConsoleUser | null> {
    return this.source.manager.findOneBy(ConsoleUser, { id });
  }

  byEmail(email: string): Promise<ConsoleUser | null> {
    return this.source.manager.createQueryBuilder(ConsoleUser, 'u').where('lower(u.email) = lower(:email)', { email: email.trim() }).getOne();
  }

  /** @throws RecordGoneError */
  async required(id: string): Promise<ConsoleUser> {
    const user = await this.byId(id);
    if (!user) throw new RecordGoneError(`user/${id}`);
    return user;
  }

  /** Open accounts that hold one of these roles. */
  async openWith(names: readonly RoleName[]): Promise<ConsoleUser[]> {
    return (await this.source.manager.findBy(ConsoleUser, { closedOn: IsNull() })).filter((u) => u.passwordHash !== null && u.roles.some((role) => names.includes(role)));
  }

  async change(id: string, change: { readonly roles?: readonly RoleName[]; readonly language?: 'fr' | 'en' }): Promise<ConsoleUser> {
    await this.required(id);
    await this.source.manager.update(ConsoleUser, { id }, { ...(change.roles && { roles: [...change.roles] }), ...(change.language && { language: change.language }) });
    return this.required(id);
  }

  /** A leaver's account is closed the same day: password, codes, sessions and keys go at once. @throws RecordGoneError */
  async close(id: string, today: string, now: Date): Promise<ConsoleUser> {
    await this.required(id);
    await this.source.transaction(async (manager) => {
      await manager.update(ConsoleUser, { id }, { passwordHash: null, totpSecretSealed: null, totpSince: null, totpLastStep: null, closedOn: today });
      for (const part of [ConsoleSession, ConsoleToken, RecoveryCode]) await manager.delete(part, { userId: id });
      await manager.update(ApiKey, { createdBy: id, revokedAt: IsNull() }, { revokedAt: now });
    });
    return this.required(id);
  }

  /** Something that is good once and not for long; an earlier one of its kind is no longer good. @returns what is sent */
  async issue(userId: string, kind: ConsoleToken['kind'], now: Date): Promise<string> {
    const token = newSecret();
    await this.source.transaction((manager) => putToken(manager, userId, kind, token, now));
    return token;
  }

  /** Writes the link to whom it is for, in the transaction that makes it good. @param address of the console, for the link */
  async mailLink(user: ConsoleUser, kind: 'invitation' | 'reset', now: Date, address: string): Promise<string> {
    const token = newSecret();
    const link = linkTo(kind, token, address);
    await this.source.transaction(async (manager) => {
      await putToken(manager, user.id, kind, token, now);
      await enqueue({ query: (text, values) => manager.query(text, values && [...values]) }, linkMessage(kind, user, link));
    });
    return link;
  }

  /** Whose token it is, while it is good; it stays until it is used up. */
  async holderOf(token: string, kinds: readonly ConsoleToken['kind'][], now: Date): Promise<ConsoleUser | null> {
    const found = await this.source.manager.findOneBy(ConsoleToken, { tokenSha256: sha256(token), kind: In([...kinds]), expiresAt: MoreThan(now) });
    return found && this.source.manager.findOneBy(ConsoleUser, { id: found.userId, closedOn: IsNull() });
  }

  /** @returns whether it was there: of two uses at once one is false */
  async useUp(token: string): Promise<boolean> {
    return ((await this.source.manager.delete(ConsoleToken, { tokenSha256: sha256(token) })).affected ?? 0) > 0;
  }

  isPasswordOf(user: ConsoleUser | null, password: string): Promise<boolean> {
    return isPassword(user?.closedOn === null ? user.passwordHash : null, password);
  }

  /** @throws IdentifierError naming the rule a new password breaks */
  assertPassword(user: ConsoleUser, password: string): void {
    const problem = passwordProblem(password, [user.displayName ?? '', user.email ?? '']);
    if (problem !== null) throw new IdentifierError('password', problem);
  }

  /** @throws IdentifierError naming the rule a new password breaks */
  async setPassword(user: ConsoleUser, password: string): Promise<void> {
    this.assertPassword(user, password);
    await this.source.manager.update(ConsoleUser, { id: user.id, closedOn: IsNull() }, { passwordHash: await hashPassword(password) });
    await this.source.manager.delete(ConsoleToken, { userId: user.id });
  }

  /** A secret for an authenticator, which counts once a code confirms it. */
  async offerTotp(user: ConsoleUser): Promise<{ readonly secret: string; readonly uri: string }> {
    const secret = newTotpSecret();
    await this.source.manager.update(ConsoleUser, { id: user.id }, { totpSecretSealed: sealField(secret, secretPlace(user.id), this.fieldKeys()), totpSince: null, totpLastStep: null });
    return { secret, uri: totpUri(secret, user.email ?? '') };
  }

  /** Turns the second factor on. @returns recovery codes, which are nowhere else @throws IdentifierError when the code is not right */
  async confirmTotp(user: ConsoleUser, code: string, now: Date): Promise<string[]> {
    const step = this.stepOf(user, code, now);
    if (step === null) throw new IdentifierError('code', 'is not right: look at the authenticator again');
    const codes = newRecoveryCodes();
    await this.source.transaction(async (manager: EntityManager) => {
      await manager.update(ConsoleUser, { id: user.id }, { totpSince: now, totpLastStep: String(step) });
      await manager.delete(RecoveryCode, { userId: user.id });
      await manager.insert(RecoveryCode, codes.map((each) => ({ id: randomUUID(), userId: user.id, tokenSha256: recoveryCodeHash(each) })));
    });
    return codes;
  }

  private stepOf(user: ConsoleUser, code: string, now: Date): number | null {
    return user.totpSecretSealed && totpStep(openField(user.totpSecretSealed, secretPlace(user.id), this.fieldKeys()), code, now);
  }

  /** Is it a code of the authenticator that was not used yet, or a recovery code? Either is used up. */
  async useCode(user: ConsoleUser, code: string, now: Date): Promise<boolean> {
    const step = this.stepOf(user, code, now);
    if (step !== null) {
      const later = await this.source.manager.createQueryBuilder().update(ConsoleUser).set({ totpLastStep: String(step) })
        .where('id = :id and coalesce(totp_last_step, 0) < :step', { id: user.id, step }).execute();
      return (later.affected ?? 0) > 0;
    }
    return ((await this.source.manager.delete(RecoveryCode, { userId: user.id, tokenSha256: recoveryCodeHash(code) })).affected ?? 0) > 0;
  }
}
