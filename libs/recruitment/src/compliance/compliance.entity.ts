import { PersonRecord } from '@oubli/people';
import { Column, Entity } from 'typeorm';

/** A document an expert must show, with the days from and to which it is valid. */
abstract class ComplianceDocument extends PersonRecord {
  @Column('text', { nullable: true }) reference!: string | null;
  @Column('date') validFrom!: string;
  @Column('date', { nullable: true }) validTo!: string | null;
  @Column('text', { nullable: true }) fileName!: string | null;
  @Column('bytea', { nullable: true }) content!: Buffer | null;
  @Column('bytea', { nullable: true }) sha256!: Buffer | null;
}

@Entity({ schema: 'recruitment', name: 'registration_proof' })
export class RegistrationProof extends ComplianceDocument {}

/** URSSAF vigilance attestation: valid six months from its day (C. trav. D8222-5). */
@Entity({ schema: 'recruitment', name: 'vigilance_attestation' })
export class VigilanceAttestation extends ComplianceDocument {}

@Entity({ schema: 'recruitment', name: 'insurance' })
export class Insurance extends ComplianceDocument {}

export const complianceEntities = [RegistrationProof, VigilanceAttestation, Insurance];
