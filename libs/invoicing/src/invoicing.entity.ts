import type { Origin, Phase } from '@oubli/personal-data';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { settlementEntities } from './settlement/settlement.entity';

export interface InvoiceLine {
  readonly text: string;
  readonly quantity: string;
  readonly unitPrice: string;
}

/** Immutable once issued: the database refuses a change of anything but the payment. */
@Entity({ schema: 'invoicing', name: 'invoice' })
export class Invoice {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') @ForeignKey('Person') personId!: string;
  @Column('text') number!: string;
  @Column('date') issuedOn!: string;
  @Column('date', { nullable: true }) dueOn!: string | null;
  @Column('date', { nullable: true }) paidOn!: string | null;
  @Column('numeric', { precision: 12, scale: 2 }) amountExcludingTax!: string;
  @Column('numeric', { precision: 12, scale: 2 }) vat!: string;
  @Column('text', { default: 'EUR' }) currency!: string;
  @Column('text') partyName!: string;
  @Column('text', { nullable: true }) partySiret!: string | null;
  @Column('text', { nullable: true }) partyAddress!: string | null;
  @Column('jsonb') lines!: readonly InvoiceLine[];
  @Column('bytea', { nullable: true }) document!: Buffer | null;
  @Column('bytea', { name: 'document_sha256', nullable: true }) documentSha256!: Buffer | null;
  /** Of the invoice as issued; written by the database. */
  @Column('bytea', { name: 'issued_sha256' }) issuedSha256!: Buffer;
  @Column('date', { nullable: true }) collectedOn!: string | null;
  @Column('text') origin!: Origin;
  @Column('text', { default: 'active' }) phase!: Phase;
}

@Entity({ schema: 'invoicing', name: 'expense_claim' })
export class ExpenseClaim {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') @ForeignKey('Person') personId!: string;
  @Column('date', { nullable: true }) establishedOn!: string | null;
  @Column('date', { nullable: true }) bookedOn!: string | null;
  @Column('date', { nullable: true }) reimbursedOn!: string | null;
  @Column('numeric', { precision: 12, scale: 2 }) amount!: string;
  @Column('text', { nullable: true }) purpose!: string | null;
  @Column('text', { nullable: true }) comment!: string | null;
  @Column('boolean', { default: false }) socialContributionEvidence!: boolean;
  @Column('date', { nullable: true }) collectedOn!: string | null;
  @Column('text') origin!: Origin;
  @Column('text', { default: 'active' }) phase!: Phase;
}

@Entity({ schema: 'invoicing', name: 'receipt' })
export class Receipt {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') @ForeignKey(() => ExpenseClaim) claimId!: string;
  @Column('text', { nullable: true }) fileName!: string | null;
  @Column('bytea', { nullable: true }) content!: Buffer | null;
  @Column('bytea', { nullable: true }) sha256!: Buffer | null;
}

/** Closing dates of accounts: never assumed to be 31 December. */
@Entity({ schema: 'calendar', name: 'fiscal_year' })
export class FiscalYear {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') label!: string;
  @Column('date') startsOn!: string;
  @Column('date') endsOn!: string;
}

export const invoicingEntities = [...settlementEntities, Invoice, ExpenseClaim, Receipt, FiscalYear];
