import { type AnyDeclaration, partOfRecord, personLink, recordDate, structure } from '@oubli/personal-data';

/** A value of a field that its person had corrected: no source that has not caught up brings it back. */
export class CorrectedField {
  id!: string;
  personId!: string;
  recordType!: string;
  recordId!: string;
  field!: string;
  /** Keyed hash of the wrong value, bound to the field of this record. */
  wrongSha256!: Buffer;
  correctedOn!: string;
  /** Sources that have sent something else since. */
  caughtUp!: readonly string[];
}

export const correctedData: readonly AnyDeclaration[] = [
  partOfRecord(CorrectedField, {
    recordType: 'corrected-field', code: 228, table: 'rights.corrected_field', purposes: ['rights-and-disputes'], partOf: { recordType: 'person', via: 'personId' },
    columns: { id: structure, personId: personLink, recordType: structure, recordId: structure, field: structure, wrongSha256: structure, correctedOn: recordDate, caughtUp: structure },
  }),
];
