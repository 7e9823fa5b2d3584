import type { SealedColumn } from '@oubli/people';

/** Every column that holds values sealed under the field keys; a test finds those of the live database. */
export const sealedColumns: readonly SealedColumn[] = [
  { table: 'people.bank_details', column: 'iban_sealed' },
  { table: 'people.bank_details', column: 'bic_sealed' },
  { table: 'access.console_user', column: 'totp_secret_sealed' },
  { table: 'rights.identity_copy', column: 'content_sealed' },
  { table: 'rights.rectification', column: 'before_sealed' },
  { table: 'rights.rectification', column: 'after_sealed' },
  { table: 'recipients.endpoint', column: 'secret_sealed' },
  { table: 'recipients.endpoint', column: 'former_secret_sealed' },
  { table: 'rights.accuracy_task', column: 'brought_sealed' },
];
