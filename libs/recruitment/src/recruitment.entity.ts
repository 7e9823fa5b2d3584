import type { Origin, Phase } from '@oubli/personal-data';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { contractEntities } from './contract/contract.entity';
import { complianceEntities } from './compliance/compliance.entity';
import { candidacyEntities } from './candidacy/candidacy.entity';

@Entity({ schema: 'recruitment', name: 'application' })
export class Application {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') @ForeignKey('Person') personId!: string;
  @Column('text', { nullable: true }) position!: string | null;
  @Column('text') stage!: 'open' | 'rejected' | 'retained';
  @Column('date', { nullable: true }) appliedOn!: string | null;
  @Column('date', { nullable: true }) decidedOn!: string | null;
  /** Why, in the words kept as evidence of the decision. */
  @Column('text', { nullable: true }) criteria!: string | null;
  @Column('text', { nullable: true }) decidedBy!: string | null;
  @Column('text', { nullable: true }) motivation!: string | null;
  @Column('text', { nullable: true }) cvName!: string | null;
  @Column('bytea', { nullable: true }) cv!: Buffer | null;
  @Column('bytea', { name: 'cv_sha256', nullable: true }) cvSha256!: Buffer | null;
  @Column('boolean', { default: false }) poolConsent!: boolean;
  @Column('date', { nullable: true }) collectedOn!: string | null;
  @Column('text') origin!: Origin;
  @Column('text', { default: 'active' }) phase!: Phase;
}

@Entity({ schema: 'recruitment', name: 'expert_profile' })
export class ExpertProfile {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') @ForeignKey('Person') personId!: string;
  @Column('text', { nullable: true }) skills!: string | null;
  @Column('text', { nullable: true }) availability!: string | null;
  @Column('numeric', { precision: 10, scale: 2, nullable: true }) hourlyRate!: string | null;
  @Column('text', { nullable: true }) summary!: string | null;
  @Column('date', { nullable: true }) careerStartedOn!: string | null;
  @Column('date', { nullable: true }) collectedOn!: string | null;
  @Column('text') origin!: Origin;
  @Column('text', { default: 'active' }) phase!: Phase;
}

@Entity({ schema: 'recruitment', name: 'cv_file' })
export class CvFile {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') @ForeignKey(() => ExpertProfile) profileId!: string;
  @Column('text', { nullable: true }) fileName!: string | null;
  @Column('text', { nullable: true }) mediaType!: string | null;
  @Column('bytea', { nullable: true }) content!: Buffer | null;
  @Column('bytea', { nullable: true }) sha256!: Buffer | null;
}

/** Two subjects: the expert, and the client's contact person. */
@Entity({ schema: 'recruitment', name: 'assignment' })
export class Assignment {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') @ForeignKey('Person') personId!: string;
  @Column('uuid', { nullable: true }) @ForeignKey('Person') clientContactId!: string | null;
  @Column('text', { nullable: true }) title!: string | null;
  @Column('text', { nullable: true }) clientName!: string | null;
  @Column('date', { nullable: true }) startedOn!: string | null;
  @Column('date', { nullable: true }) endedOn!: string | null;
  @Column('numeric', { precision: 10, scale: 2, nullable: true }) dayRate!: string | null;
  @Column('text') status!: 'running' | 'ended';
  @Column('text', { nullable: true }) notes!: string | null;
  @Column('date', { nullable: true }) collectedOn!: string | null;
  @Column('text') origin!: Origin;
  @Column('text', { default: 'active' }) phase!: Phase;
}

export const recruitmentEntities = [...candidacyEntities, ...complianceEntities, ...contractEntities, Application, ExpertProfile, CvFile, Assignment];
