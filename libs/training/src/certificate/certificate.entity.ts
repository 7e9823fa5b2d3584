import { PersonRecord } from '@oubli/people';
import { Column, Entity, ForeignKey } from 'typeorm';

@Entity({ schema: 'training', name: 'certificate' })
export class Certificate extends PersonRecord {
  @Column('uuid') @ForeignKey('TrainingSession') sessionId!: string;
  /** Copied from the session, so that the clock stands in the row. */
  @Column('date') sessionEndedOn!: string;
  @Column('text', { nullable: true }) fileName!: string | null;
  @Column('bytea', { nullable: true }) content!: Buffer | null;
  @Column('bytea', { nullable: true }) sha256!: Buffer | null;
}

/** The least that must outlive the attendance: that the person was trained on a subject, and when. */
@Entity({ schema: 'training', name: 'training_proof' })
export class TrainingProof extends PersonRecord {
  @Column('text') subject!: string;
  @Column('date') trainedOn!: string;
}

export const certificateEntities = [Certificate, TrainingProof];
