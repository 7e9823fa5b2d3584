import { type AnyDeclaration, partOfRecord, recordDate, referenceData, state, structure } from '@oubli/personal-data';

/** Which privacy policy stood beside the form a request came by (RET-33, as long as the request itself). */
export class RequestNotice {
  readonly id!: string;
  readonly requestId!: string;
  readonly publicationId!: string;
  readonly language!: 'fr' | 'en' | 'de';
  readonly shownOn!: string;
}

/** A row of `rights.form_version`. */
class FormVersionRow {
  readonly id!: string;
  readonly form!: string;
  readonly version!: number;
  readonly source!: string;
  readonly recordType!: string;
  readonly title!: unknown;
  readonly fields!: unknown;
  readonly declaredAt!: string;
}

export const formData: readonly AnyDeclaration[] = [
  partOfRecord(RequestNotice, {
    recordType: 'request-notice', code: 998, table: 'rights.request_notice', purposes: ['rights-and-disputes'], partOf: { recordType: 'rights-request', via: 'requestId' },
    columns: { id: structure, requestId: structure, publicationId: structure, language: state, shownOn: recordDate },
  }),
  referenceData(FormVersionRow, {
    recordType: 'form-version', code: 156, table: 'rights.form_version', purposes: ['rights-and-disputes'], reference: true,
    because: 'What a form asked for and why; no person. Kept as long as it explains what was collected, with the publications (RET-33).',
    columns: { id: structure, form: structure, version: structure, source: structure, recordType: structure, title: structure, fields: structure, declaredAt: structure },
  }),
];
