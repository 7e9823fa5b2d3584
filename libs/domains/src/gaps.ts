import type { KnownGap } from '@oubli/retention';

/**
 * Rows of the reference schedule that have no record type in this version, by name and with the part of the product
 * that brings them: what is not governed is said, never silently kept.
 */
const missing = [
  ['import-file', 'RET-29', 'import files', 'imports'],
  ['backup', 'RET-30', 'backups', 'operation: they age out by the operator’s own rotation'],
  ['directive', 'RET-31', 'post-mortem directives', 'consent, recipients, the last wish'],
  ['breach', 'RET-34', 'breach register', 'console'],
  ['technical-trace', 'RET-39', 'receipts of webhooks and before-images of an undo', 'consent, recipients, the last wish'],
] as const;

export const knownGaps: readonly KnownGap[] = missing.map(([recordType, row, what, bringer]) => ({
  recordType, because: `${row} ${what}: no such record type in this version; comes with ${bringer}`,
}));

/** Rows of the schedule that no record type with a policy serves, because the product itself keeps them: row -> by what. */
export const governedElsewhere: Readonly<Record<string, string>> = {
  'RET-18': 'does not apply: the extranet is closed, and no host under LCEN 6 (off by default)',
  'RET-19': 'reset tokens leave by themselves an hour after their issue, password hashes with the account',
  'RET-22': 'a copy of an identity document is destroyed in the transaction that verifies it, and with the closing of its request at the latest',
  'RET-26': 'the ledger holds no personal value; its entries have an end of their own',
  'RET-35': 'social-security numbers are refused by the database in every text column',
  'RET-37': 'messages leave whole by the housekeeping thirty days after they were sent, refused or expired; their text at once where it carried a link',
  'RET-40': 'keyed hashes of forgotten sources are marked and let go of by the housekeeping',
  'RET-41': 'the engine ends its own rows by its housekeeping',
};

/** Rows named by `knownGaps`. */
export const missingRows: readonly string[] = missing.map(([, row]) => row);
