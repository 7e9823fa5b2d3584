import { PersonRecord } from '@oubli/people';
import { Column, Entity } from 'typeorm';

/** Proof that a candidate agreed to stay in the talent pool, and of the withdrawal. */
@Entity({ schema: 'recruitment', name: 'pool_consent' })
export class PoolConsent extends PersonRecord {
  @Column('date') givenOn!: string;
  @Column('date', { nullable: true }) withdrawnOn!: string | null;
  @Column('text') textVersion!: string;
  @Column('text') means!: 'form' | 'e-mail' | 'telephone' | 'paper';
}

/** A meeting. The reference schedule has no row for it: an administrator writes the policy. */
@Entity({ schema: 'recruitment', name: 'appointment' })
export class Appointment extends PersonRecord {
  @Column('date', { nullable: true }) heldOn!: string | null;
  @Column('text', { nullable: true }) place!: string | null;
  @Column('text', { nullable: true }) subject!: string | null;
  @Column('text', { nullable: true }) notes!: string | null;
}

export const candidacyEntities = [PoolConsent, Appointment];
