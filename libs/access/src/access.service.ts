import { randomUUID } from 'node:crypto';
import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { checkValues, EventsService, IdentifierError, orGone, type Provenance, RecordGoneError } from '@oubli/people';
import { DataSource } from 'typeorm';
import { Account, ConnectionLog, DisputeCase } from './access.entity';

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

@Injectable()
export class AccessService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly events: EventsService,
  ) {}

  /** Opens an account. @throws IdentifierError (also when the hash is none), SocialSecurityNumberError, AlreadyThereError (login), RecordGoneError */
  async openAccount(account: NewAccount): Promise<string> {
    checkValues(account, 'account');
    if (!/^\$(?:argon2id|2[aby]|scrypt)\$/.test(account.passwordHash)) throw new IdentifierError('passwordHash', 'is not a salted slow hash');
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
