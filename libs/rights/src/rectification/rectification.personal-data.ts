import { type AnyDeclaration, freeText, partOfRecord, recordDate, state, structure } from '@oubli/personal-data';

export const recipientTaskOutcomes = ['told', 'impossible', 'disproportionate'] as const;
/** How a task to tell a recipient ended; Art. 19 GDPR knows no other exceptions. */
export type RecipientTaskOutcome = (typeof recipientTaskOutcomes)[number];

/** One field that was corrected at a person's request: which, when, by whom, and its value before and after, sealed under the field key. */
export class Rectification {
  readonly id!: string;
  readonly requestId!: string;
  readonly recordType!: string;
  readonly recordId!: string;
  /** By its declared name. */
  readonly field!: string;
  /** Null: there was no value. */
  readonly beforeSealed!: Buffer | null;
  readonly afterSealed!: Buffer | null;
  readonly correctedAt!: string;
  readonly agentId!: string | null;
}

/** A recipient that was given the value before, and is to be told (Art. 19 GDPR). */
export class RecipientTask {
  readonly id!: string;
  readonly requestId!: string;
  readonly rectificationId!: string;
  readonly recipientId!: string;
  readonly openedOn!: string;
  readonly doneOn!: string | null;
  readonly doneBy!: string | null;
  readonly outcome!: RecipientTaskOutcome | null;
}

const ofRequest = { purposes: ['rights-and-disputes'], partOf: { recordType: 'rights-request', via: 'requestId' } } as const;

export const rectificationData: readonly AnyDeclaration[] = [
  partOfRecord(Rectification, {
    recordType: 'rectification', code: 226, table: 'rights.rectification', ...ofRequest,
    columns: {
      id: structure, requestId: structure, recordType: structure, recordId: structure, field: structure, beforeSealed: freeText(), afterSealed: freeText(),
      correctedAt: recordDate, agentId: structure,
    },
  }),
  partOfRecord(RecipientTask, {
    recordType: 'recipient-task', code: 227, table: 'rights.recipient_task', ...ofRequest,
    columns: { id: structure, requestId: structure, rectificationId: structure, recipientId: structure, openedOn: recordDate, doneOn: recordDate, doneBy: structure, outcome: state },
  }),
];
