import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { lastDayKept } from '@oubli/calendar';
import { checkValues, orGone, type Provenance, RecordGoneError } from '@oubli/people';
import { DataSource, type EntityManager } from 'typeorm';
import { AssignmentOrder, AttestationWaiver } from '../contract/contract.entity';
import { Assignment } from '../recruitment.entity';
import { VigilanceAttestation } from './compliance.entity';
import { endingAttestations, ordersOf, validAttestation } from './compliance.sql';

export interface NewAttestation extends Provenance {
  readonly personId: string;
  readonly reference: string;
  /** Day it was issued on. */
  readonly validFrom: string;
  readonly file?: { readonly name: string; readonly content: Buffer };
}

export interface NewOrder {
  readonly number: string;
  readonly orderedOn: string;
  readonly amountExcludingTax: string;
  readonly orderedBy?: string;
}

export interface Waiver {
  readonly author: string;
  readonly reason: string;
}

/** An order needs a valid vigilance attestation: an API answers 409. */
export class AttestationMissingError extends Error {
  constructor(readonly place: string) {
    super(`${place}: orders of 5,000 EUR before tax or more need a valid URSSAF vigilance attestation, or a waiver with author and reason (C. trav. L8222-1, R8222-1); nothing was changed.`);
    this.name = 'AttestationMissingError';
  }
}

/** How long an attestation is valid from its day (C. trav. D8222-5). */
const validity = 'P6M';
/** From this sum of orders on, in cents before tax, an assignment needs one (C. trav. R8222-1). */
const obligationCents = 500_000n;

const cents = (amount: string): bigint => {
  const [whole = '0', fraction = ''] = amount.split('.');
  return BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0'));
};

/** What the company must have seen before an expert works for a client. */
@Injectable()
export class ComplianceService {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** Takes in an attestation; it is valid six months from its day. @throws IdentifierError, SocialSecurityNumberError, RecordGoneError */
  async recordAttestation({ file, ...attestation }: NewAttestation): Promise<string> {
    checkValues({ ...attestation, validFromDate: attestation.validFrom, fileName: file?.name }, 'vigilance-attestation');
    const id = randomUUID();
    const stored = file ? { fileName: file.name, content: file.content, sha256: createHash('sha256').update(file.content).digest() } : {};
    const row = { id, ...attestation, validTo: lastDayKept(attestation.validFrom, validity), ...stored };
    await orGone(`person/${attestation.personId}`, this.source.manager.insert(VigilanceAttestation, row));
    return id;
  }

  /**
   * Experts with an assignment that runs whose last attestation ends within a month of `asOf`, or has ended: they are
   * to be reminded.
   * @param asOf calendar date
   */
  async expertsToRemind(asOf: string): Promise<{ readonly personId: string; readonly validTo: string | null }[]> {
    checkValues({ asOfDate: asOf }, 'vigilance-attestation');
    return await this.source.query(endingAttestations, [lastDayKept(asOf, 'P1M')]);
  }

  /**
   * Places an order on an assignment. Where its orders come to 5,000 EUR before tax or more, the expert's attestation
   * must be valid on the day of the order, unless somebody waives it by name and with a reason, which stays with it.
   * @throws AttestationMissingError, IdentifierError, SocialSecurityNumberError, RecordGoneError
   */
  async placeOrder(assignmentId: string, order: NewOrder, waiver?: Waiver): Promise<string> {
    checkValues({ assignmentId, ...order, ...waiver }, 'assignment-order', ['amountExcludingTax']);
    const id = randomUUID();
    await this.source.transaction(async (manager) => {
      const assignment = await manager.findOne(Assignment, { where: { id: assignmentId }, lock: { mode: 'pessimistic_write' } });
      if (!assignment) throw new RecordGoneError(`assignment/${assignmentId}`);
      if (await this.lacksAttestation(manager, assignment, order)) {
        if (!waiver || waiver.author.trim() === '' || waiver.reason.trim() === '') throw new AttestationMissingError(`assignment/${assignmentId}`);
        await manager.insert(AttestationWaiver, { id: randomUUID(), assignmentId, ...waiver, givenOn: order.orderedOn });
      }
      await orGone(`assignment/${assignmentId}`, manager.insert(AssignmentOrder, { id, assignmentId, ...order }));
    });
    return id;
  }

  private async lacksAttestation(manager: EntityManager, { id, personId }: Assignment, order: NewOrder): Promise<boolean> {
    const rows: { amount: string }[] = await manager.query(ordersOf, [id]);
    const sum = rows.reduce((total, { amount }) => total + cents(amount), cents(order.amountExcludingTax));
    if (sum < obligationCents) return false;
    const valid: unknown[] = await manager.query(validAttestation, [personId, order.orderedOn]);
    return valid.length === 0;
  }
}
