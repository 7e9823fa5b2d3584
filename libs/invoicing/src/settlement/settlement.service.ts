import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { checkValues, IdentifierError, orGone, RecordGoneError } from '@oubli/people';
import { DataSource } from 'typeorm';
import { Invoice } from '../invoicing.entity';
import { CreditNote } from './settlement.entity';

export interface NewCreditNote {
  readonly invoiceId: string;
  readonly number: string;
  readonly issuedOn: string;
  readonly amountExcludingTax: string;
  readonly vat: string;
  readonly reason: string;
}

/** Corrects what has been issued without changing it. */
@Injectable()
export class SettlementService {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** Issues a credit note on an invoice, to the same party. @throws IdentifierError, SocialSecurityNumberError, AlreadyThereError (number), RecordGoneError */
  async creditInvoice(note: NewCreditNote): Promise<string> {
    checkValues(note, 'credit-note', ['amountExcludingTax', 'vat']);
    if (Number(note.amountExcludingTax) <= 0) throw new IdentifierError('credit-note.amountExcludingTax', 'is not more than nothing');
    const id = randomUUID();
    await this.source.transaction(async (manager) => {
      const invoice = await manager.findOneBy(Invoice, { id: note.invoiceId });
      if (!invoice) throw new RecordGoneError(`invoice/${note.invoiceId}`);
      const { personId, partyName } = invoice;
      await orGone(`credit-note/${note.number}`, manager.insert(CreditNote, { id, personId, partyName, ...note, collectedOn: note.issuedOn, origin: 'derived' }));
    });
    return id;
  }
}
