import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { checkValues, EventsService, IdentifierError, orGone, type Provenance, RecordGoneError } from '@oubli/people';
import { DataSource } from 'typeorm';
import { Account, ConnectionLog, DisputeCase } from './access.entity';
import { ResetToken } from './staff/staff.entity';

export interface NewAccount extends Provenance {
  readonly personId: string;
  readonly login: string;
  /** Salted slow hash; a clear password has no place here. */
  readonly passwordHash: string;
}

export interface NewDispute extends Provenance {
  readonly personId: string;
  readonly openedOn: string;
  readonly subject: string;
  readonly notes?: string;
}

/** RET-19: an hour. */
const resetTokenMillis = 3_600_000;

const hashOf = (token: string): Buffer => createHash('sha256').update(token, 'utf8').digest();

function requireSlowHash(passwordHash: string): void {
  if (!/^\$(?:argon2id|2[aby]|scrypt)\$/.test(passwordHash)) throw new IdentifierError('passwordHash', 'is not a salted slow hash');
}

@Injectable()
export class AccessService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly events: EventsService,
  ) {}

  /** Opens an account. @throws IdentifierError (also when the hash is none), SocialSecurityNumberError, AlreadyThereError (login), RecordGoneError */
  async openAccount(account: NewAccount): Promise<string> {
    checkValues(account, 'account');
    requireSlowHash(account.passwordHash);
    const id = randomUUID();
    await orGone(`person/${account.personId}`, this.source.manager.insert(Account, { id, ...account, lastActivityOn: account.collectedOn }));
    return id;
  }

  /** A sign-in: the account's clock, which never runs backwards, and a line of the connection log. @throws IdentifierError, RecordGoneError */
  async recordActivity(accountId: string, on: string, ip: string, userAgent: string): Promise<void> {
    checkValues({ accountId, occurredOn: on, userAgent }, 'connection-log');
    if (isIP(ip) === 0) throw new IdentifierError('ip', 'is not an IP address');
    await this.source.transaction(async (manager) => {
      const account = await manager.findOneBy(Account, { id: accountId });
      if (!account) throw new RecordGoneError(`account/${accountId}`);
      await manager.createQueryBuilder().update(Account).set({ lastActivityOn: () => 'greatest(last_activity_on, :on)' }).where({ id: accountId }).setParameters({ on }).execute();
      const row = { id: randomUUID(), personId: account.personId, occurredOn: on, ip, userAgent, collectedOn: on, origin: 'derived' as const };
      await orGone(`account/${accountId}`, manager.insert(ConnectionLog, row));
      await this.events.record(manager, { personId: account.personId, kind: 'account-activity', occurredOn: on, sourceType: 'account', sourceId: accountId });
    });
  }

  /**
   * Closes the account of somebody who leaves, on the day itself: the credentials go at once, the row follows its own
   * period (R35, RET-04). @throws IdentifierError, RecordGoneError
   */
  async closeAccount(accountId: string, closedOn: string): Promise<void> {
    checkValues({ accountId, closedOn }, 'account');
    await this.source.transaction(async (manager) => {
      const result = await manager.update(Account, { id: accountId }, { closedOn, passwordHash: null });
      if (!result.affected) throw new RecordGoneError(`account/${accountId}`);
      await manager.delete(ResetToken, { accountId });
    });
  }

  /** Gives a token to set a new password: one hour, once. Only its hash is stored. @param now instant of the issue @throws IdentifierError, RecordGoneError */
  async issueResetToken(accountId: string, now: Date): Promise<string> {
    checkValues({ accountId }, 'reset-token');
    const token = randomBytes(32).toString('base64url');
    const row = { id: randomUUID(), accountId, tokenSha256: hashOf(token), issuedAt: now, expiresAt: new Date(now.getTime() + resetTokenMillis) };
    await orGone(`account/${accountId}`, this.source.manager.insert(ResetToken, row));
    return token;
  }

  /** Sets the password of a token that is still good, and uses the token up. @throws IdentifierError when the token or the hash is not good */
  async resetPassword(token: string, passwordHash: string, now: Date): Promise<void> {
    requireSlowHash(passwordHash);
    await this.source.transaction(async (manager) => {
      const found = await manager.findOne(ResetToken, { where: { tokenSha256: hashOf(token) }, lock: { mode: 'pessimistic_write' } });
      if (!found || found.expiresAt <= now) throw new IdentifierError('token', 'is not good, or no longer');
      await manager.delete(ResetToken, { accountId: found.accountId });
      await manager.update(Account, { id: found.accountId }, { passwordHash });
    });
  }

  /** Opens a dispute; the database places its hold in the same transaction. @throws IdentifierError, SocialSecurityNumberError, RecordGoneError */
  async openDispute(dispute: NewDispute): Promise<string> {
    checkValues(dispute, 'dispute-case');
    const id = randomUUID();
    await orGone(`person/${dispute.personId}`, this.source.manager.insert(DisputeCase, { id, ...dispute }));
    return id;
  }

  /** Settles a dispute, or corrects the day: its hold ends, its own period starts. @throws IdentifierError, RecordGoneError */
  async settleDispute(id: string, settledOn: string): Promise<void> {
    checkValues({ disputeId: id, settledOn }, 'dispute-case');
    await this.source.transaction(async (manager) => {
      const dispute = await manager.findOneBy(DisputeCase, { id });
      if (!dispute) throw new RecordGoneError(`dispute-case/${id}`);
      await manager.update(DisputeCase, { id }, { settledOn });
      if (dispute.settledOn !== null) await this.events.correct(manager, 'dispute-settled', id, settledOn);
      else await this.events.record(manager, { personId: dispute.personId, kind: 'dispute-settled', occurredOn: settledOn, sourceType: 'dispute-case', sourceId: id });
    });
  }
}
