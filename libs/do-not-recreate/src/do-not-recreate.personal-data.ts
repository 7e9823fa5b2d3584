import { type AnyDeclaration, recordDate, referenceData, state, structure } from '@oubli/personal-data';
import type { EntryKind } from './identifiers';
import type { Ground } from './list';

/** A keyed hash by which somebody is known again who asked not to come back. */
export class DoNotRecreateEntry {
  keyedHash!: Buffer;
  entry!: string;
  kind!: EntryKind;
  ground!: Ground;
  listedOn!: string;
  keptUntil!: string;
}

/** How often a source was refused on one day. */
export class DoNotRecreateRefusal {
  day!: string;
  source!: string;
  recordType!: string;
  kind!: EntryKind;
  ground!: Ground;
  refused!: number;
}

const purposes = ['rights-and-disputes'] as const;

export const doNotRecreateData: readonly AnyDeclaration[] = [
  referenceData(DoNotRecreateEntry, {
    recordType: 'do-not-recreate-entry', code: 170, table: 'do_not_recreate.entry', purposes, reference: true,
    because: 'Keyed hashes, and nobody they lead to (Art. 17(3)(b) and 21(3) GDPR); leave three years after the request or objection, or at a later review while campaigns go on (RET-16).',
    columns: { keyedHash: structure, entry: structure, kind: state, ground: state, listedOn: recordDate, keptUntil: recordDate },
  }),
  referenceData(DoNotRecreateRefusal, {
    recordType: 'do-not-recreate-refusal', code: 171, table: 'do_not_recreate.refusal', purposes, reference: true,
    because: 'Counts by source and day, of nobody; leave after a year.',
    columns: { day: structure, source: structure, recordType: structure, kind: state, ground: state, refused: structure },
  }),
];
