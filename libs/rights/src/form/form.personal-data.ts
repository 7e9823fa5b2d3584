import { type AnyDeclaration, partOfRecord, recordDate, state, structure } from '@oubli/personal-data';

/** Which privacy policy stood beside the form a request came by (RET-33, as long as the request itself). */
export class RequestNotice {
  readonly id!: string;
  readonly requestId!: string;
  readonly publicationId!: string;
  readonly language!: 'fr' | 'en' | 'de';
  readonly shownOn!: string;
}

export const formData: readonly AnyDeclaration[] = [
  partOfRecord(RequestNotice, {
    recordType: 'request-notice', code: 998, table: 'rights.request_notice', purposes: ['rights-and-disputes'], partOf: { recordType: 'rights-request', via: 'requestId' },
    columns: { id: structure, requestId: structure, publicationId: structure, language: state, shownOn: recordDate },
  }),
];
