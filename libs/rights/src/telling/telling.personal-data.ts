import { type AnyDeclaration, partOfRecord, recordDate, state, structure } from '@oubli/personal-data';

/** By which way a recipient is told by machine. */
export const tellingChannels = ['webhook', 'e-mail'] as const;
export type TellingChannel = (typeof tellingChannels)[number];

/**
 * `waiting` to be tried; `delivered`: the receiver took it; `failed`: every try was in vain; `gone`: its endpoint answered that it is
 * no more; `cancelled`: somebody told the recipient otherwise.
 */
export const tellingStates = ['waiting', 'delivered', 'failed', 'gone', 'cancelled'] as const;
export type TellingState = (typeof tellingStates)[number];

/** One message to one recipient, the same on every try: its id is the message's. What is kept of it is the receipt. */
export class RecipientMessage {
  readonly id!: string;
  readonly requestId!: string;
  readonly taskId!: string;
  readonly channel!: TellingChannel;
  readonly state!: TellingState;
  readonly attempts!: number;
  readonly createdAt!: string;
  readonly notBefore!: string;
  /** Somebody is sending it until then. */
  readonly leasedUntil!: string | null;
  readonly lastTriedAt!: string | null;
  /** HTTP status of the last answer; of an e-mail the reply code of the mail server. */
  readonly lastStatus!: number | null;
  /** Why nobody answered: a closed word, nothing of the receiver's. */
  readonly lastFailure!: string | null;
  readonly endedAt!: string | null;
}

export const tellingData: readonly AnyDeclaration[] = [
  partOfRecord(RecipientMessage, {
    recordType: 'recipient-message', code: 159, table: 'rights.recipient_message', purposes: ['rights-and-disputes'], partOf: { recordType: 'rights-request', via: 'requestId' },
    columns: {
      id: structure, requestId: structure, taskId: structure, channel: state, state, attempts: structure, createdAt: structure, notBefore: structure, leasedUntil: structure,
      lastTriedAt: recordDate, lastStatus: structure, lastFailure: state, endedAt: recordDate,
    },
  }),
];
