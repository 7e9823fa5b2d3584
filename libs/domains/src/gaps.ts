import type { KnownGap } from '@oubli/retention';

/**
 * Rows of the reference schedule that have no record type in this version, by name: what is not governed is said,
 * never silently kept.
 */
export const knownGaps: readonly KnownGap[] = [
  ['compliance-document', 'RET-09 registration proof and URSSAF attestation'], ['insurance', 'RET-10 professional insurance'],
  ['prospect', 'RET-13 prospects'], ['client-contact', 'RET-14 client contact persons'], ['consent-proof', 'RET-15 proofs of consent'],
  ['objection', 'RET-16 objections'], ['reset-token', 'RET-19 password-reset tokens'], ['device-log', 'RET-20 device and IP log'],
  ['tracker-choice', 'RET-21 cookies and trackers'], ['identity-copy', 'RET-22 copies of identity documents'], ['rights-request', 'RET-23 requests'],
  ['staff-activity', 'RET-25 staff activity'], ['report-extract', 'RET-27 named report extracts'], ['campaign-message', 'RET-28 campaign messages'],
  ['import-file', 'RET-29 import files'], ['directive', 'RET-31 post-mortem directives'], ['fee-declaration', 'RET-32 fee declarations'],
  ['notice-shown', 'RET-33 notices shown'], ['breach', 'RET-34 breach register'], ['access-package', 'RET-36 access packages'],
  ['outbox', 'RET-37 sent messages'], ['disclosure', 'RET-38 disclosures'], ['technical-trace', 'RET-39 technical traces'],
  ['forgotten-source', 'RET-40 hashes of forgotten sources'],
].map(([recordType, row]) => ({ recordType: recordType ?? '', because: `${row ?? ''}: no such record type in this version` }));
