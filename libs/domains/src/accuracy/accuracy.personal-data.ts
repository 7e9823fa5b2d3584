import { type AnyDeclaration, freeText, partOfRecord, personLink, recordDate, state, structure } from '@oubli/personal-data';

/**
 * Two birth dates of one person; mail that came back; an address nobody has confirmed for years; and that she was asked to confirm
 * what is held, which is hers to do.
 */
export const accuracyTaskKinds = ['birth-date-conflict', 'returned-mail', 'unverified-address', 'confirm-data'] as const;
export type AccuracyTaskKind = (typeof accuracyTaskKinds)[number];

/** `kept`: what is held is right. `changed`: what was brought is. `mended`: the address is right, or another one stands there. `unanswered`: she was asked anew a year later. */
export const accuracyOutcomes = ['kept', 'changed', 'mended', 'confirmed', 'unanswered'] as const;
export type AccuracyOutcome = (typeof accuracyOutcomes)[number];

/** Something about the accuracy of a field (Art. 5(1)(d) GDPR) that a human, or the person herself, has to see to. */
export class AccuracyTask {
  id!: string;
  personId!: string;
  kind!: AccuracyTaskKind;
  recordType!: string;
  recordId!: string;
  /** By its declared name. */
  field!: string;
  /** The other value while the task is open, sealed under the field key. */
  broughtSealed!: Buffer | null;
  /** Which system brought it. */
  source!: string | null;
  openedOn!: string;
  doneOn!: string | null;
  doneBy!: string | null;
  outcome!: AccuracyOutcome | null;
}

export const accuracyData: readonly AnyDeclaration[] = [
  partOfRecord(AccuracyTask, {
    recordType: 'accuracy-task', code: 233, table: 'rights.accuracy_task', purposes: ['rights-and-disputes'], partOf: { recordType: 'person', via: 'personId' },
    columns: {
      id: structure, personId: personLink, kind: state, recordType: structure, recordId: structure, field: structure, broughtSealed: freeText(), source: state,
      openedOn: recordDate, doneOn: recordDate, doneBy: structure, outcome: state,
    },
  }),
];
