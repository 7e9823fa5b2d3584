import type { EventKind, Origin, Phase } from '@oubli/personal-data';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { sourceEntities } from './source/source.entity';
import { businessEntities } from './business/business.entity';

/** The person: identity only. What else is known about her lies in tables of its own, each with its own end. */
@Entity({ schema: 'people', name: 'person' })
export class Person {
  @PrimaryColumn('uuid') id!: string;
  @Column('text', { nullable: true }) lastName!: string | null;
  @Column('text', { nullable: true }) birthName!: string | null;
  @Column('text', { nullable: true }) firstName!: string | null;
  @Column('date', { nullable: true }) birthDate!: string | null;
  @Column('text', { nullable: true }) searchKey!: string | null;
  @Column('date', { nullable: true }) collectedOn!: string | null;
  @Column('text') origin!: Origin;
  @Column('text', { default: 'active' }) phase!: Phase;
}

@Entity({ schema: 'people', name: 'contact_details' })
export class ContactDetails {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') @ForeignKey(() => Person) personId!: string;
  @Column('text', { nullable: true }) email!: string | null;
  @Column('text', { nullable: true }) phone!: string | null;
  @Column('text', { nullable: true }) street!: string | null;
  @Column('text', { nullable: true }) postcode!: string | null;
  @Column('text', { nullable: true }) city!: string | null;
  @Column('date', { nullable: true }) collectedOn!: string | null;
  @Column('text') origin!: Origin;
  @Column('text', { default: 'active' }) phase!: Phase;
}

@Entity({ schema: 'people', name: 'bank_details' })
export class BankDetails {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') @ForeignKey(() => Person) personId!: string;
  @Column('text', { nullable: true }) holder!: string | null;
  /** AES-256-GCM, see `bank/sealed-field.ts`. */
  @Column('bytea', { nullable: true }) ibanSealed!: Buffer | null;
  @Column('bytea', { nullable: true }) bicSealed!: Buffer | null;
  /** Country and last four characters. */
  @Column('text', { nullable: true }) accountShown!: string | null;
  @Column('date', { nullable: true }) supersededOn!: string | null;
  @Column('date', { nullable: true }) collectedOn!: string | null;
  @Column('text') origin!: Origin;
  @Column('text', { default: 'active' }) phase!: Phase;
}

/** An event that can start or restart a period; `infinity` = has not happened yet. */
@Entity({ schema: 'people', name: 'dated_event' })
export class DatedEvent {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') @ForeignKey(() => Person) personId!: string;
  @Column('text') kind!: EventKind;
  @Column('date') occurredOn!: string;
  @Column('text') sourceType!: string;
  @Column('uuid', { nullable: true }) sourceId!: string | null;
  @Column('timestamptz', { default: () => 'now()' }) recordedAt!: Date;
  @Column('timestamptz', { nullable: true }) cancelledAt!: Date | null;
}

/** Latest event of each kind, computed by a trigger; `-infinity` = none. */
@Entity({ schema: 'people', name: 'person_clock' })
export class PersonClock {
  @PrimaryColumn('uuid') @ForeignKey(() => Person) personId!: string;
  @PrimaryColumn('text') kind!: EventKind;
  @Column('date') lastOn!: string;
}

export const peopleEntities = [...businessEntities, ...sourceEntities, Person, ContactDetails, BankDetails, DatedEvent, PersonClock];
