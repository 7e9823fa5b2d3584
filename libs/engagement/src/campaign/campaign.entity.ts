import type { PersonCategory } from '@oubli/personal-data';
import { PersonRecord } from '@oubli/people';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'engagement', name: 'survey' })
export class Survey {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') title!: string;
  @Column('date') opensOn!: string;
  @Column('date', { nullable: true }) closesOn!: string | null;
}

@Entity({ schema: 'engagement', name: 'campaign' })
export class Campaign {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') title!: string;
  @Column('text') channel!: Channel;
  @Column('text', { default: 'campaigns' }) purpose!: 'campaigns' | 'surveys';
  /** Who is written to: persons of any of these categories. */
  @Column('text', { array: true, default: '{}' }) categories!: PersonCategory[];
  @Column('text', { default: 'fr' }) language!: 'fr' | 'en' | 'de';
  @Column('text', { nullable: true }) subject!: string | null;
  @Column('text', { nullable: true }) body!: string | null;
  @Column('text', { default: 'draft' }) state!: 'draft' | 'sending' | 'sent';
  @Column('timestamptz', { nullable: true }) startedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  /** Persons it was addressed to when it was sent. */
  @Column('int', { nullable: true }) audience!: number | null;
  /** Of them, those who were left out when their turn came: they had withdrawn or objected, or might not be written to any more. */
  @Column('int', { default: 0 }) leftOut!: number;
}

export type Channel = 'e-mail' | 'sms';

/** One message to one person, and how it was delivered. Opening it is no contact from the person (RET-13). */
@Entity({ schema: 'engagement', name: 'campaign_message' })
export class CampaignMessage extends PersonRecord {
  @Column('uuid') @ForeignKey(() => Campaign) campaignId!: string;
  @Column('text') channel!: Channel;
  @Column('text', { nullable: true }) address!: string | null;
  @Column('date', { nullable: true }) sentOn!: string | null;
  @Column('date', { nullable: true }) deliveredOn!: string | null;
  @Column('text') outcome!: 'queued' | 'sent' | 'delivered' | 'bounced' | 'refused';
  @Column('text', { nullable: true }) body!: string | null;
}

export const campaignEntities = [Survey, Campaign, CampaignMessage];
