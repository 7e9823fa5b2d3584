import type { Purpose } from '@oubli/personal-data';
import { PersonRecord } from '@oubli/people';
import { Column, Entity } from 'typeorm';
import type { Channel } from '../campaign/campaign.entity';

/** How a choice reached us. `one-click`: the unsubscribing of RFC 8058; `stop`: a word sent back to a short message. */
export const choiceMeans = ['form', 'e-mail', 'telephone', 'paper', 'own-page', 'one-click', 'stop'] as const;
export type ChoiceMeans = (typeof choiceMeans)[number];

/** A consent with its proof: which text, when, by what means (Art. 7(1) GDPR). */
@Entity({ schema: 'engagement', name: 'consent' })
export class Consent extends PersonRecord {
  @Column('text') purpose!: Purpose;
  @Column('text') channel!: Channel;
  @Column('text') textVersion!: string;
  @Column('text') means!: ChoiceMeans;
  @Column('date') givenOn!: string;
  @Column('date', { nullable: true }) lastUsedOn!: string | null;
  @Column('date', { nullable: true }) withdrawnOn!: string | null;
  /** The moment, where it was recorded here and not brought by a source. */
  @Column('timestamptz', { nullable: true }) givenAt!: Date | null;
  @Column('timestamptz', { nullable: true }) withdrawnAt!: Date | null;
  @Column('text', { nullable: true }) withdrawnBy!: ChoiceMeans | null;
}

/** `pending`: to a legitimate interest, until a person has decided in writing. `rejected`: on compelling grounds. `ended`: she consented anew. */
export type ObjectionStanding = 'in-force' | 'pending' | 'rejected' | 'ended';

/** An objection to a purpose (Art. 21 GDPR), on one channel or, where nobody is written to for it, without. */
@Entity({ schema: 'engagement', name: 'objection' })
export class Objection extends PersonRecord {
  @Column('text') purpose!: Purpose;
  @Column('text', { nullable: true }) channel!: Channel | null;
  @Column('date') objectedOn!: string;
  @Column('timestamptz', { nullable: true }) objectedAt!: Date | null;
  @Column('text', { nullable: true }) objectedBy!: ChoiceMeans | null;
  @Column('text', { default: 'in-force' }) standing!: ObjectionStanding;
  @Column('date', { nullable: true }) judgedOn!: string | null;
  /** The request under which it is decided. */
  @Column('uuid', { nullable: true }) underRequest!: string | null;
}

/** Which version of the privacy policy a person was shown, and where. */
@Entity({ schema: 'engagement', name: 'notice_shown' })
export class NoticeShown extends PersonRecord {
  @Column('text') noticeVersion!: string;
  @Column('text') place!: string;
  @Column('date') shownOn!: string;
}

export const consentEntities = [Consent, Objection, NoticeShown];
