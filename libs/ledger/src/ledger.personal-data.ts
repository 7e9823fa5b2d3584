import { type AnyDeclaration, recordDate, referenceData, state, structure } from '@oubli/personal-data';

/** One changed row: keyed references, closed codes and a day. */
export class LedgerEntry {
  run!: string;
  number!: number;
  leaf!: number;
  entity!: number;
  ref!: Buffer;
  personRef!: Buffer;
  phase!: number;
  action!: number;
  dueOn!: string;
  version!: string;
  keyVersion!: number;
}

export class LedgerBatch {
  seq!: number;
  run!: string;
  number!: number;
  entries!: number;
  merkleRoot!: Buffer;
  previous!: Buffer;
  hash!: Buffer;
  sealedAt!: string;
}

export class LedgerHead {
  id!: boolean;
  seq!: number;
  hash!: Buffer;
}

const purposes = ['rights-and-disputes'] as const;
const because = 'Holds no personal value; kept ten years as proof (RET-26), after which its key is destroyed.';

export const ledgerDeclarations: readonly AnyDeclaration[] = [
  referenceData(LedgerEntry, {
    recordType: 'ledger-entry', code: 900, table: 'ledger.entry', reference: true, because, purposes,
    columns: {
      run: structure, number: structure, leaf: structure, entity: structure, ref: structure, personRef: structure,
      phase: state, action: state, dueOn: recordDate, version: structure, keyVersion: structure,
    },
  }),
  referenceData(LedgerBatch, {
    recordType: 'ledger-batch', code: 901, table: 'ledger.batch', reference: true, because, purposes,
    columns: {
      seq: structure, run: structure, number: structure, entries: structure, merkleRoot: structure, previous: structure,
      hash: structure, sealedAt: structure,
    },
  }),
  referenceData(LedgerHead, {
    recordType: 'ledger-head', code: 902, table: 'ledger.head', reference: true, because, purposes,
    columns: { id: structure, seq: structure, hash: structure },
  }),
];
