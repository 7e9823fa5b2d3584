import { type AnyDeclaration, freeText, recordDate, referenceData, state, structure } from '@oubli/personal-data';

/** A row of `rights.purpose_state`. */
class PurposeStateRow {
  readonly id!: string;
  readonly purpose!: string;
  readonly category!: string;
  readonly recordType!: string | null;
  readonly basis!: string | null;
  readonly validFrom!: string;
  readonly basisInPolicy!: string | null;
  readonly legalReference!: string;
  readonly confidence!: string;
  readonly balancingNote!: string | null;
  readonly exemption!: string | null;
  readonly exemptionReason!: string | null;
  readonly reason!: string;
  readonly author!: string | null;
  readonly recordedAt!: string;
}

export const purposeData: readonly AnyDeclaration[] = [
  referenceData(PurposeStateRow, {
    recordType: 'purpose-state', code: 155, table: 'rights.purpose_state', purposes: ['rights-and-disputes'], reference: true,
    because: 'The register of purposes and bases (Art. 5(2) and 30 GDPR), with who stated it by id: kept as long as it explains on what basis something was done, with the publications (RET-33).',
    columns: {
      id: structure, purpose: structure, category: state, recordType: structure, basis: state, validFrom: recordDate, basisInPolicy: state, legalReference: structure, confidence: state,
      balancingNote: freeText(), exemption: state, exemptionReason: freeText(), reason: freeText(), author: structure, recordedAt: recordDate,
    },
  }),
];
