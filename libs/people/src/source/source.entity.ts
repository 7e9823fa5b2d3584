import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** Which record a source system knows under an id of its own: the id itself is not kept, only its keyed hash. */
@Entity({ schema: 'people', name: 'source_record' })
export class SourceRecord {
  @PrimaryColumn('bytea') keyedHash!: Buffer;
  @Column('text') source!: string;
  @Column('text') recordType!: string;
  @Column('uuid') recordId!: string;
  /** Day on which the record was found to be no longer active. */
  @Column('date', { nullable: true }) forgottenOn!: string | null;
}

/** Somebody whose data did not come from herself has to be told within a month (Art. 14(3)(a) GDPR). */
@Entity({ schema: 'people', name: 'notice_task' })
export class NoticeTask {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') @ForeignKey('Person') personId!: string;
  @Column('text') source!: string;
  @Column('date') dueOn!: string;
  @Column('date', { nullable: true }) doneOn!: string | null;
}

export const sourceEntities = [SourceRecord, NoticeTask];
