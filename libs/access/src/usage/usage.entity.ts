import { PersonRecord } from '@oubli/people';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A time of being signed in. */
@Entity({ schema: 'access', name: 'account_session' })
export class AccountSession extends PersonRecord {
  @Column('date') startedOn!: string;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
}

/** A page that was looked at; folded daily into counts without persons (R46). */
@Entity({ schema: 'access', name: 'usage_event' })
export class UsageEvent extends PersonRecord {
  @Column('date') occurredOn!: string;
  @Column('text') page!: string;
}

/** How often a page was looked at on a day, by nobody in particular. */
@Entity({ schema: 'access', name: 'usage_count' })
export class UsageCount {
  @PrimaryColumn('date') day!: string;
  @PrimaryColumn('text') page!: string;
  @Column('integer') views!: number;
}

/** Device and address, for security alone (R45). */
@Entity({ schema: 'access', name: 'device_log' })
export class DeviceLog extends PersonRecord {
  @Column('date') occurredOn!: string;
  @Column('inet', { nullable: true }) ip!: string | null;
  @Column('text', { nullable: true }) device!: string | null;
}

@Entity({ schema: 'access', name: 'tracker_choice' })
export class TrackerChoice extends PersonRecord {
  @Column('date') chosenOn!: string;
  @Column('boolean') accepted!: boolean;
}

export const usageEntities = [AccountSession, UsageEvent, UsageCount, DeviceLog, TrackerChoice];
