import type { Origin, Phase } from '@oubli/personal-data';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { usageEntities } from './usage/usage.entity';
import { staffEntities } from './staff/staff.entity';
import { consoleEntities } from './console/console.entity';

/** An account of the extranet. */
@Entity({ schema: 'access', name: 'account' })
export class Account {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') @ForeignKey('Person') personId!: string;
  @Column('text', { nullable: true }) login!: string | null;
  /** A salted slow hash made by the extranet; never a password. */
  @Column('text', { nullable: true }) passwordHash!: string | null;
  @Column('date', { nullable: true }) lastActivityOn!: string | null;
  @Column('date', { nullable: true }) closedOn!: string | null;
  @Column('date', { nullable: true }) collectedOn!: string | null;
  @Column('text') origin!: Origin;
  @Column('text', { default: 'active' }) phase!: Phase;
}

@Entity({ schema: 'access', name: 'connection_log' })
export class ConnectionLog {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') @ForeignKey('Person') personId!: string;
  @Column('date', { nullable: true }) occurredOn!: string | null;
  @Column('inet', { nullable: true }) ip!: string | null;
  @Column('text', { nullable: true }) userAgent!: string | null;
  @Column('date', { nullable: true }) collectedOn!: string | null;
  @Column('text') origin!: Origin;
  @Column('text', { default: 'active' }) phase!: Phase;
}

@Entity({ schema: 'access', name: 'dispute_case' })
export class DisputeCase {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') @ForeignKey('Person') personId!: string;
  @Column('date') openedOn!: string;
  @Column('date', { nullable: true }) settledOn!: string | null;
  @Column('text', { nullable: true }) subject!: string | null;
  @Column('text', { nullable: true }) notes!: string | null;
  @Column('date', { nullable: true }) collectedOn!: string | null;
  @Column('text') origin!: Origin;
  @Column('text', { default: 'active' }) phase!: Phase;
}

export const accessEntities = [...staffEntities, ...usageEntities, ...consoleEntities, Account, ConnectionLog, DisputeCase];
