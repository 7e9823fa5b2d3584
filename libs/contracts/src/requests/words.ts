/** What somebody asks for: the rights of the privacy policy, and what is none of them but arrives by the same doors (R54, R73). */
export const requestKinds = ['access', 'rectification', 'erasure', 'withdrawal', 'restriction', 'objection', 'portability', 'complaint', 'question'] as const;
export type RequestKind = (typeof requestKinds)[number];

/** How a request arrived (R63). */
export const requestDoors = ['form', 'e-mail', 'post', 'desk', 'api', 'contact-message'] as const;
export type RequestDoor = (typeof requestDoors)[number];

export const requestLanguages = ['fr', 'en', 'de'] as const;
export type RequestLanguage = (typeof requestLanguages)[number];

export const requestStates = ['received', 'identity-asked', 'open', 'decided', 'carrying-out', 'answered', 'forwarded', 'withdrawn', 'closed'] as const;
export type RequestState = (typeof requestStates)[number];

/** States in which nobody owes an answer any more. */
export const settledStates = ['answered', 'forwarded', 'withdrawn', 'closed'] as const satisfies readonly RequestState[];

export const requestOutcomes = ['granted', 'partially-granted', 'refused', 'not-identified', 'answered', 'forwarded', 'withdrawn'] as const;
export type RequestOutcome = (typeof requestOutcomes)[number];

/** Why a term may be extended (Art. 12(3) GDPR): nothing else is a reason. */
export const extensionReasons = ['complexity', 'number-of-requests'] as const;
export type ExtensionReason = (typeof extensionReasons)[number];

/** How somebody showed who she is. `document-copy`: a copy of an identity document; `in-person`: one was shown at the desk and not kept. */
export const proofMethods = ['source-system', 'e-mail-link', 'held-question', 'in-person', 'document-copy'] as const;
export type ProofMethod = (typeof proofMethods)[number];

/** `policy-strict` is what the privacy policy's sentence says (a copy of a document with every request), `proportional` what the law allows (domain.md D5). */
export const identityModes = ['proportional', 'policy-strict'] as const;
export type IdentityMode = (typeof identityModes)[number];

/** Why one proof is not enough. */
export const secondProofReasons = ['shared-mailbox', 'bank-details', 'dispute'] as const;
export type SecondProofReason = (typeof secondProofReasons)[number];

export const copyMediaTypes = ['image/jpeg', 'image/png', 'application/pdf'] as const;
export type CopyMediaType = (typeof copyMediaTypes)[number];

/** What the timeline of a request may hold: closed words, no value. */
export const requestEventKinds = [
  'registered', 'acknowledged', 'reclassified', 'person-named', 'taken', 'identity-asked', 'identity-given', 'extended', 'decided', 'reopened',
  'carrying-out', 'answered', 'not-identified', 'forwarded', 'withdrawn', 'closed', 'document-added', 'letter-sent', 'package-sent', 'package-fetched', 'rest-left', 'note-added',
  'put-on-list', 'relation-ended',
] as const;
export type RequestEventKind = (typeof requestEventKinds)[number];

/** Papers of a request. What a person sent in leaves with her contact; what we wrote stays with the file (RET-23). */
export const requestDocumentKinds = ['acknowledgement', 'identity-question', 'extension', 'forwarding', 'answer', 'notice'] as const;
export type RequestDocumentKind = (typeof requestDocumentKinds)[number];
