import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ActivityAction } from '@oubli/contracts';
import type { Session } from '@oubli/database';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { StaffActivity } from '../staff/staff.entity';

export interface Act {
  /** Person of the account that acted, or of whoever made the key that did. */
  readonly personId: string;
  readonly area: StaffActivity['area'];
  readonly action: ActivityAction;
  readonly aboutType?: string;
  readonly aboutId?: string;
}

const recordSql = `insert into access.staff_activity (id, person_id, area, action, about_type, about_id, occurred_on, collected_on, origin)
  values ($1, $2, $3, $4, $5, $6, calendar.paris_date(now()), calendar.paris_date(now()), 'derived')`;

/** Writes an act into the trail in the transaction that does it: neither is there without the other. */
export async function recordAct(session: Pick<Session, 'query'>, { personId, area, action, aboutType, aboutId }: Act): Promise<void> {
  await session.query(recordSql, [randomUUID(), personId, area, action, aboutType ?? null, aboutId ?? null]);
}

const delegatedSql = `insert into access.delegated_act (id, key_id, on_behalf_of, action, occurred_on) values ($1, $2, $3, $4, calendar.paris_date(now()))`;

/** The trail of what staff did, read, revealed and exported (RET-25). */
@Injectable()
export class ActivityService {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  async record(act: Act): Promise<void> {
    await recordAct({ query: (text, values) => this.source.query(text, values === undefined ? undefined : [...values]) }, act);
  }

  /** For whom of its own users a key acts, before it does. @param action method and address of the route, without values */
  async recordDelegated(keyId: string, onBehalfOf: string, action: string): Promise<void> {
    await this.source.query(delegatedSql, [randomUUID(), keyId, onBehalfOf, action]);
  }
}
