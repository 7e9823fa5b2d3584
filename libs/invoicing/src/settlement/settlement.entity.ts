import { PersonRecord } from '@oubli/people';
import { Column, Entity } from 'typeorm';

/** An invoice that a supplier, most often an expert, sent to the company. */
@Entity({ schema: 'invoicing', name: 'received_invoice' })
export class ReceivedInvoice extends PersonRecord {
  @Column('text') number!: string;
  @Column('date') invoicedOn!: string;
  @Column('date', { nullable: true }) paidOn!: string | null;
  @Column('numeric', { precision: 12, scale: 2 }) amountExcludingTax!: string;
  @Column('numeric', { precision: 12, scale: 2 }) vat!: string;
  @Column('text') supplierName!: string;
  @Column('bytea', { nullable: true }) document!: Buffer | null;
  @Column('bytea', { name: 'document_sha256', nullable: true }) documentSha256!: Buffer | null;
}

/** What corrects an issued invoice, which itself never changes. */
@Entity({ schema: 'invoicing', name: 'credit_note' })
export class CreditNote extends PersonRecord {
  @Column('uuid', { nullable: true }) invoiceId!: string | null;
  @Column('text') number!: string;
  @Column('date') issuedOn!: string;
  @Column('numeric', { precision: 12, scale: 2 }) amountExcludingTax!: string;
  @Column('numeric', { precision: 12, scale: 2 }) vat!: string;
  @Column('text') partyName!: string;
  @Column('text', { nullable: true }) reason!: string | null;
  /** Of the credit note as issued; written by the database. */
  @Column('bytea', { name: 'issued_sha256' }) issuedSha256!: Buffer;
}

@Entity({ schema: 'invoicing', name: 'payment' })
export class Payment extends PersonRecord {
  @Column('date') paidOn!: string;
  @Column('numeric', { precision: 12, scale: 2 }) amount!: string;
  @Column('text') direction!: 'received' | 'sent';
  @Column('text', { nullable: true }) reference!: string | null;
}

/** Fees declared to the tax authority for one beneficiary and year (CGI 240). */
@Entity({ schema: 'invoicing', name: 'fee_declaration' })
export class FeeDeclaration extends PersonRecord {
  @Column('date') yearEndedOn!: string;
  @Column('date', { nullable: true }) filedOn!: string | null;
  @Column('numeric', { precision: 12, scale: 2 }) amount!: string;
  @Column('text') beneficiaryName!: string;
  @Column('text', { nullable: true }) beneficiarySiret!: string | null;
}

export const settlementEntities = [ReceivedInvoice, CreditNote, Payment, FeeDeclaration];
