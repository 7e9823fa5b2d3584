import { type AnyDeclaration, file, partOfRecord, recordDate, referenceData, state, structure } from '@oubli/personal-data';
import type { IdentityMode, ProofMethod } from './proof-needed';

/** How much whoever asks has to show, in this house. */
export class IdentitySetting {
  readonly onlyRow!: boolean;
  readonly mode!: IdentityMode;
  readonly setOn!: string;
  readonly setBy!: string | null;
}

/** That somebody showed who she is: how, when and to whom; never what she showed. */
export class IdentityProof {
  readonly id!: string;
  readonly requestId!: string;
  readonly method!: ProofMethod;
  readonly verifiedOn!: string;
  readonly agentId!: string | null;
}

/** A copy of an identity document, until it was looked at (RET-22). */
export class IdentityCopy {
  readonly id!: string;
  readonly requestId!: string;
  readonly contentSealed!: Buffer;
  readonly mediaType!: 'image/jpeg' | 'image/png' | 'application/pdf';
  readonly receivedOn!: string;
}

/** That a copy was read, and by which account. */
export class IdentityReading {
  readonly id!: string;
  readonly requestId!: string;
  readonly copyId!: string;
  readonly readerId!: string;
  readonly readAt!: string;
}

const shared = { purposes: ['rights-and-disputes'] } as const;
const ofRequest = { ...shared, partOf: { recordType: 'rights-request', via: 'requestId' } } as const;

export const identityData: readonly AnyDeclaration[] = [
  referenceData(IdentitySetting, {
    recordType: 'identity-setting', code: 992, table: 'rights.identity_setting', ...shared, reference: true, because: 'A setting of the company; one row, overwritten.',
    columns: { onlyRow: structure, mode: state, setOn: structure, setBy: structure },
  }),
  partOfRecord(IdentityProof, {
    recordType: 'identity-proof', code: 993, table: 'rights.identity_proof', ...ofRequest,
    columns: { id: structure, requestId: structure, method: state, verifiedOn: recordDate, agentId: structure },
  }),
  partOfRecord(IdentityCopy, {
    recordType: 'identity-copy', code: 994, table: 'rights.identity_copy', ...ofRequest,
    columns: { id: structure, requestId: structure, contentSealed: file(), mediaType: structure, receivedOn: recordDate },
  }),
  partOfRecord(IdentityReading, {
    recordType: 'identity-reading', code: 995, table: 'rights.identity_reading', ...ofRequest,
    columns: { id: structure, requestId: structure, copyId: structure, readerId: structure, readAt: recordDate },
  }),
];
