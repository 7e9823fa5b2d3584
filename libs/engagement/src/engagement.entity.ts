import type { Origin, Phase } from '@oubli/personal-data';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { campaignEntities } from './campaign/campaign.entity';
import { consentEntities } from './consent/consent.entity';

@Entity({ schema: 'engagement', name: 'survey_answer' })
export class SurveyAnswer {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') @ForeignKey('Person') personId!: string;
  @Column('text') survey!: string;
  @Column('date', { nullable: true }) answeredOn!: string | null;
  @Column('smallint', { nullable: true }) score!: number | null;
  @Column('text', { nullable: true }) comment!: string | null;
  @Column('date', { nullable: true }) collectedOn!: string | null;
  @Column('text') origin!: Origin;
  @Column('text', { default: 'active' }) phase!: Phase;
}

/** How often a survey was given a score, by those who can no longer be named. Written by the engine alone: no entity, for its score may be null. */
export class SurveyTally {
  survey!: string;
  score!: number | null;
  answers!: string;
}

export const engagementEntities = [...consentEntities, ...campaignEntities, SurveyAnswer];
