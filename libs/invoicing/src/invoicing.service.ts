import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { checkValues, EventsService, orGone, parseSiret, type Provenance, RecordGoneError, required } from '@oubli/people';
import { DataSource } from 'typeorm';
import { ExpenseClaim, FiscalYear, Invoice, type InvoiceLine, Receipt } from './invoicing.entity';

export interface NewInvoice extends Provenance {
  readonly personId: string;
  readonly number: string;
  readonly issuedOn: string;
  readonly dueOn?: string;
  readonly amountExcludingTax: string;
  readonly vat: string;
  readonly partyName: string;
  readonly partySiret?: string;
  readonly partyAddress?: string;
  readonly lines: readonly InvoiceLine[];
  readonly document?: Buffer;
}

export interface NewExpenseClaim extends Provenance {
  readonly personId: string;
  readonly establishedOn: string;
  readonly bookedOn: string;
  readonly amount: string;
  readonly purpose: string;
  readonly comment?: string;
  readonly socialContributionEvidence?: boolean;
  readonly receipts: readonly { readonly name: string; readonly content: Buffer }[];
}

const sha256 = (content: Buffer): Buffer => createHash('sha256').update(content).digest();

@Injectable()
export class InvoicingService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly events: EventsService,
  ) {}

  /** Opens a fiscal year; overlaps are refused by the database. */
  async openFiscalYear(label: string, startsOn: string, endsOn: string): Promise<string> {
    checkValues({ label, startsOn, endsOn }, 'fiscal-year');
    const id = randomUUID();
    await this.source.manager.insert(FiscalYear, { id, label, startsOn, endsOn });
    return id;
  }

  /** Issues an invoice, from then on immutable. @throws IdentifierError, SocialSecurityNumberError, AlreadyThereError (number), RecordGoneError */
  async issueInvoice({ document, ...invoice }: NewInvoice): Promise<string> {
    checkValues(invoice, 'invoice', ['amountExcludingTax', 'vat']);
    const partySiret = invoice.partySiret === undefined ? null : required(parseSiret(invoice.partySiret), 'partySiret');
    const id = randomUUID();
    const file = document ? { document, documentSha256: sha256(document) } : {};
    await orGone(`person/${invoice.personId}`, this.source.manager.insert(Invoice, { id, ...invoice, partySiret, ...file }));
    return id;
  }

  /** Records the payment of an invoice, or corrects its day: the fact, and the event that other periods count from. @throws IdentifierError, RecordGoneError */
  async recordPayment(invoiceId: string, paidOn: string): Promise<void> {
    checkValues({ invoiceId, paidOn }, 'invoice');
    await this.source.transaction(async (manager) => {
      const invoice = await manager.findOneBy(Invoice, { id: invoiceId });
      if (!invoice) throw new RecordGoneError(`invoice/${invoiceId}`);
      await manager.update(Invoice, { id: invoiceId }, { paidOn });
      if (invoice.paidOn !== null) await this.events.correct(manager, 'payment', invoiceId, paidOn);
      else await this.events.record(manager, { personId: invoice.personId, kind: 'payment', occurredOn: paidOn, sourceType: 'invoice', sourceId: invoiceId });
    });
  }

  /** Books an expense claim with its receipts. @throws IdentifierError, SocialSecurityNumberError, RecordGoneError */
  async bookExpenseClaim({ receipts, ...claim }: NewExpenseClaim): Promise<string> {
    checkValues({ ...claim, receipts: receipts.map((r) => r.name) }, 'expense-claim', ['amount']);
    const id = randomUUID();
    await this.source.transaction(async (manager) => {
      await orGone(`person/${claim.personId}`, manager.insert(ExpenseClaim, { id, ...claim }));
      for (const { name, content } of receipts) {
        await manager.insert(Receipt, { id: randomUUID(), claimId: id, fileName: name, content, sha256: sha256(content) });
      }
    });
    return id;
  }
}
