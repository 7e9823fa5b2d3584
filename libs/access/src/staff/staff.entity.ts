import { PersonRecord } from '@oubli/people';
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

/** A report that names people, as drawn by a member of staff. */
@Entity({ schema: 'access', name: 'report_extract' })
export class ReportExtract extends PersonRecord {
  @Column('date') generatedOn!: string;
  @Column('text') title!: string;
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

export const staffEntities = [StaffActivity, ReportExtract, ResetToken];
