import { type AnyDeclaration, direct, freeText, partOfRecord, recordDate, state, structure } from '@oubli/personal-data';

export const recipientTaskOutcomes = ['confirmed', 'told', 'impossible', 'disproportionate'] as const;
/** How a task to tell a recipient ended: it confirmed, or somebody told it by hand; Art. 19 GDPR knows no other exceptions than the last two. */
export type RecipientTaskOutcome = (typeof recipientTaskOutcomes)[number];

/** What a recipient is told of (Art. 19 GDPR). */
export const recipientTaskReasons = ['rectification', 'erasure', 'restriction'] as const;
export type RecipientTaskReason = (typeof recipientTaskReasons)[number];

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

/** A recipient that was given something of a person, and is to be told of what became of it (Art. 19 GDPR). */
export class RecipientTask {
  readonly id!: string;
  readonly requestId!: string;
  readonly reason!: RecipientTaskReason;
  /** Null: it is not of a correction. */
  readonly rectificationId!: string | null;
  readonly recipientId!: string;
  /** Under what the recipient knows the person. */
  readonly theirReferences!: readonly string[];
  readonly openedOn!: string;
  readonly doneOn!: string | null;
  readonly doneBy!: string | null;
  readonly outcome!: RecipientTaskOutcome | null;
  /** The protection officers were told that nobody confirms. */
  readonly escalatedOn!: string | null;
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
    columns: {
      id: structure, requestId: structure, reason: state, rectificationId: structure, recipientId: structure, theirReferences: direct('user.organisation.identifier'),
      openedOn: recordDate, doneOn: recordDate, doneBy: structure, outcome: state, escalatedOn: recordDate,
    },
  }),
];
