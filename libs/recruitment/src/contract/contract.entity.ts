import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** Rows that are part of an assignment: they stay and leave with it. */
abstract class AssignmentPart {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') @ForeignKey('Assignment') assignmentId!: string;
}

@Entity({ schema: 'recruitment', name: 'assignment_order' })
export class AssignmentOrder extends AssignmentPart {
  @Column('text') number!: string;
  @Column('date') orderedOn!: string;
  @Column('numeric', { precision: 12, scale: 2 }) amountExcludingTax!: string;
  @Column('text', { nullable: true }) orderedBy!: string | null;
}

@Entity({ schema: 'recruitment', name: 'time_sheet' })
export class TimeSheet extends AssignmentPart {
  @Column('date') workedOn!: string;
  @Column('numeric', { precision: 5, scale: 2 }) hours!: string;
  @Column('text', { nullable: true }) comment!: string | null;
}

/** A change of the contract; where it moves the end, the assignment's own end moves with it. */
@Entity({ schema: 'recruitment', name: 'amendment' })
export class Amendment extends AssignmentPart {
  @Column('date') signedOn!: string;
  @Column('date', { nullable: true }) newEndOn!: string | null;
  @Column('text', { nullable: true }) subject!: string | null;
}

/** Why an assignment that needs a valid attestation was started without one, and who answers for it. */
@Entity({ schema: 'recruitment', name: 'attestation_waiver' })
export class AttestationWaiver extends AssignmentPart {
  @Column('text') author!: string;
  @Column('text') reason!: string;
  @Column('date') givenOn!: string;
}

export const contractEntities = [AssignmentOrder, TimeSheet, Amendment, AttestationWaiver];
