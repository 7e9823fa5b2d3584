import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { PersonRecord } from '../person-record';

/** A company that clients' contact persons work for. */
@Entity({ schema: 'people', name: 'client' })
export class Client {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) siren!: string | null;
}

@Entity({ schema: 'people', name: 'client_contact' })
export class ClientContact extends PersonRecord {
  @Column('uuid') @ForeignKey(() => Client) clientId!: string;
  @Column('text', { nullable: true }) jobTitle!: string | null;
  @Column('text', { nullable: true }) email!: string | null;
  @Column('text', { nullable: true }) phone!: string | null;
  @Column('text', { nullable: true }) notes!: string | null;
  /** Day on which the client's relation ended; empty while it runs. */
  @Column('date', { nullable: true }) relationEndedOn!: string | null;
}

@Entity({ schema: 'people', name: 'prospect' })
export class Prospect extends PersonRecord {
  @Column('text', { nullable: true }) companyName!: string | null;
  @Column('text', { nullable: true }) email!: string | null;
  @Column('text', { nullable: true }) phone!: string | null;
  @Column('text', { nullable: true }) interest!: string | null;
}

/** An expert's registration as a business, and what checking it gave. */
@Entity({ schema: 'people', name: 'business_registration' })
export class BusinessRegistration extends PersonRecord {
  @Column('text', { nullable: true }) siret!: string | null;
  @Column('text', { nullable: true }) activityCode!: string | null;
  @Column('date', { nullable: true }) registeredOn!: string | null;
  @Column('date', { nullable: true }) checkedOn!: string | null;
  @Column('text') result!: 'unchecked' | 'confirmed' | 'refused';
}

export const businessEntities = [Client, ClientContact, Prospect, BusinessRegistration];
