import { type AnyDeclaration, partOfRecord, recordDate, state, structure } from '@oubli/personal-data';

/** To which client a request was passed on, which is the controller of the data it is about, and which these are (R20). */
export class Forwarding {
  readonly id!: string;
  readonly requestId!: string;
  readonly recipientId!: string;
  readonly recordTypes!: readonly string[];
  readonly documentId!: string;
  readonly forwardedOn!: string;
  readonly agentId!: string | null;
}

export const forwardingData: readonly AnyDeclaration[] = [
  partOfRecord(Forwarding, {
    recordType: 'forwarding', code: 229, table: 'rights.forwarding', purposes: ['rights-and-disputes'], partOf: { recordType: 'rights-request', via: 'requestId' },
    columns: { id: structure, requestId: structure, recipientId: structure, recordTypes: state, documentId: structure, forwardedOn: recordDate, agentId: structure },
  }),
];
