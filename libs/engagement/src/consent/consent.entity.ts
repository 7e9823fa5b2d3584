import type { Purpose } from '@oubli/personal-data';
import { PersonRecord } from '@oubli/people';
import { Column, Entity } from 'typeorm';
import type { Channel } from '../campaign/campaign.entity';

/** A consent with its proof: which text, when, by what means (Art. 7(1) GDPR). */
@Entity({ schema: 'engagement', name: 'consent' })
export class Consent extends PersonRecord {
  @Column('text') purpose!: Purpose;
  @Column('text') channel!: Channel;
  @Column('text') textVersion!: string;
  @Column('text') means!: 'form' | 'e-mail' | 'telephone' | 'paper';
  @Column('date') givenOn!: string;
  @Column('date', { nullable: true }) lastUsedOn!: string | null;
  @Column('date', { nullable: true }) withdrawnOn!: string | null;
}

/** An objection to a purpose on a channel (Art. 21 GDPR). */
@Entity({ schema: 'engagement', name: 'objection' })
export class Objection extends PersonRecord {
  @Column('text') purpose!: Purpose;
  @Column('text') channel!: Channel;
  @Column('date') objectedOn!: string;
}

/** Which version of the privacy policy a person was shown, and where. */
@Entity({ schema: 'engagement', name: 'notice_shown' })
export class NoticeShown extends PersonRecord {
  @Column('text') noticeVersion!: string;
  @Column('text') place!: string;
  @Column('date') shownOn!: string;
}

export const consentEntities = [Consent, Objection, NoticeShown];
