import { PersonRecord } from '@oubli/people';
import type { Purpose } from '@oubli/personal-data';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** What a member of staff did; the person is who acted. It names records by id, never by value. */
@Entity({ schema: 'access', name: 'staff_activity' })
export class StaffActivity extends PersonRecord {
  @Column('date') occurredOn!: string;
  @Column('text') area!: 'rights' | 'retention' | 'other';
  @Column('text') action!: string;
  @Column('text', { nullable: true }) aboutType!: string | null;
  @Column('uuid', { nullable: true }) aboutId!: string | null;
}

/** A list that names people, as drawn by a member of staff: the person is who drew it, the file lies in its parts. */
@Entity({ schema: 'access', name: 'report_extract' })
export class ReportExtract extends PersonRecord {
  @Column('date') generatedOn!: string;
  @Column('text') title!: string;
  /** With personal values it has a purpose, a recipient and a reason; masked it has none. */
  @Column('boolean', { default: true }) masked!: boolean;
  @Column('text', { nullable: true }) purpose!: Purpose | null;
  @Column('uuid', { nullable: true }) recipientId!: string | null;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('int', { default: 0 }) records!: number;
  /** Records that were asked for and are not in it: held ones. */
  @Column('int', { default: 0 }) leftOut!: number;
}

/** A piece of an extract's file: a large one is never in memory as a whole. */
@Entity({ schema: 'access', name: 'report_extract_part' })
export class ReportExtractPart {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') @ForeignKey('ReportExtract') extractId!: string;
  @Column('int') number!: number;
  @Column('bytea', { nullable: true }) content!: Buffer | null;
  @Column('bytea', { nullable: true }) sha256!: Buffer | null;
}

/** A token to set a new password: an hour, once. */
@Entity({ schema: 'access', name: 'reset_token' })
export class ResetToken {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') @ForeignKey('Account') accountId!: string;
  @Column('bytea', { name: 'token_sha256' }) tokenSha256!: Buffer;
  @Column('timestamptz') issuedAt!: Date;
  @Column('timestamptz') expiresAt!: Date;
}

export const staffEntities = [StaffActivity, ReportExtract, ReportExtractPart, ResetToken];
