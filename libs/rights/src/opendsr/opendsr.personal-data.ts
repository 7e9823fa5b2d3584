import type { OpenDsrStatus, OpenDsrVersion } from '@oubli/contracts';
import { type AnyDeclaration, partOfRecord, recordDate, state, structure } from '@oubli/personal-data';

/** By what another system knows a request that it handed over, and whom it wants told. */
export class OpenDsrRequest {
  readonly id!: string;
  readonly requestId!: string;
  /** The source of the key that asked. */
  readonly controllerId!: string;
  readonly keyId!: string;
  readonly subjectRequestId!: string;
  readonly regulation!: 'gdpr' | 'ccpa';
  readonly apiVersion!: OpenDsrVersion;
  readonly submittedAt!: string;
  readonly receivedAt!: string;
  /** Keyed hash of the whole body: the same request sent twice is known again without what it said. */
  readonly bodyHash!: Buffer;
  readonly callbackUrls!: readonly string[];
}

/** One state that one address is told, until it answers 202. */
export class OpenDsrCallback {
  readonly id!: string;
  readonly requestId!: string;
  /** Order in which an address is told. */
  readonly number!: string;
  readonly url!: string;
  readonly status!: OpenDsrStatus;
  readonly state!: 'waiting' | 'taken' | 'given-up';
  readonly attempts!: number;
  /** HTTP status of the last answer; null when there was none. */
  readonly replyCode!: number | null;
  readonly createdAt!: string;
  readonly notBefore!: string;
  readonly endedAt!: string | null;
}

const ofRequest = { purposes: ['rights-and-disputes'], partOf: { recordType: 'rights-request', via: 'requestId' } } as const;

export const openDsrData: readonly AnyDeclaration[] = [
  partOfRecord(OpenDsrRequest, {
    recordType: 'opendsr-request', code: 157, table: 'rights.opendsr_request', ...ofRequest,
    columns: {
      id: structure, requestId: structure, controllerId: state, keyId: structure, subjectRequestId: structure, regulation: state, apiVersion: state, submittedAt: recordDate, receivedAt: recordDate,
      bodyHash: structure, callbackUrls: state,
    },
  }),
  partOfRecord(OpenDsrCallback, {
    recordType: 'opendsr-callback', code: 158, table: 'rights.opendsr_callback', ...ofRequest,
    columns: {
      id: structure, requestId: structure, number: structure, url: state, status: state, state, attempts: structure, replyCode: structure, createdAt: recordDate, notBefore: recordDate, endedAt: recordDate,
    },
  }),
];
