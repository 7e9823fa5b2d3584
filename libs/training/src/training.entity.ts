import type { Origin, Phase } from '@oubli/personal-data';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { certificateEntities } from './certificate/certificate.entity';

@Entity({ schema: 'training', name: 'session' })
export class TrainingSession {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') title!: string;
  @Column('date') startsOn!: string;
  @Column('date') endsOn!: string;
  @Column('text') place!: string;
}

/** A line of the attendance sheet: it carries the participant's name as it was signed. */
@Entity({ schema: 'training', name: 'attendance' })
export class Attendance {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') @ForeignKey('Person') personId!: string;
  @Column('uuid') @ForeignKey(() => TrainingSession) sessionId!: string;
  /** Copied from the session, so that the clock stands in the row. */
  @Column('date', { nullable: true }) sessionEndedOn!: string | null;
  @Column('text', { nullable: true }) participantName!: string | null;
  @Column('text', { nullable: true }) participantEmail!: string | null;
  @Column('numeric', { precision: 6, scale: 2 }) hours!: string;
  @Column('text', { nullable: true }) evaluation!: string | null;
  @Column('boolean', { default: false }) supportsInvoice!: boolean;
  @Column('date', { nullable: true }) collectedOn!: string | null;
  @Column('text') origin!: Origin;
  @Column('text', { default: 'active' }) phase!: Phase;
}

export const trainingEntities = [...certificateEntities, TrainingSession, Attendance];
