import { type IdentityMode, identityModes, type ProofMethod, proofMethods, type RequestKind, type SecondProofReason } from '@oubli/contracts';

export { type IdentityMode, identityModes, type ProofMethod, proofMethods, type SecondProofReason };

export interface IdentityFacts {
  readonly mode: IdentityMode;
  readonly kind: RequestKind;
  /** How many persons of the registry the given mailbox is known for. */
  readonly peopleOfMailbox: number;
  /** Whether what is asked for, or would be changed, holds bank details or a dispute. */
  readonly bankDetails: boolean;
  readonly dispute: boolean;
  readonly given: readonly ProofMethod[];
}

export interface ProofNeeded {
  /** Different proofs that are needed in all: none, one or two. */
  readonly proofs: 0 | 1 | 2;
  /** Why one is not enough. */
  readonly because: readonly SecondProofReason[];
  /** How many are still missing. */
  readonly missing: 0 | 1 | 2;
  /** What may be asked for next. Empty when nothing is missing. */
  readonly accepted: readonly ProofMethod[];
}

/** Nothing of the registry is told or changed by answering these. */
const needNone: ReadonlySet<RequestKind> = new Set(['question', 'complaint']);
const documents: ReadonlySet<ProofMethod> = new Set(['document-copy', 'in-person']);

function reasonsOf({ peopleOfMailbox, bankDetails, dispute }: IdentityFacts): SecondProofReason[] {
  return [...(peopleOfMailbox > 1 ? ['shared-mailbox' as const] : []), ...(bankDetails ? ['bank-details' as const] : []), ...(dispute ? ['dispute' as const] : [])];
}

/**
 * What somebody who asks still has to show. By default one proof of any kind but a copy, which may be asked for on reasonable doubt
 * only: where a second proof is needed (Art. 12(6) and 5(1)(c) GDPR; EDPB, guidelines 01/2022, 65 to 79; décret 2019-536, art. 77).
 * In strict mode a document is among the proofs, kept for the moment or shown.
 */
export function proofNeeded(facts: IdentityFacts): ProofNeeded {
  const { mode, kind } = facts;
  if (needNone.has(kind)) return { proofs: 0, because: [], missing: 0, accepted: [] };
  const because = reasonsOf(facts);
  const proofs = because.length > 0 ? 2 : 1;
  const usable = proofMethods.filter((method) => method !== 'document-copy' || mode === 'policy-strict' || proofs === 2);
  const given = new Set(facts.given.filter((method) => usable.includes(method)));
  const lacksDocument = mode === 'policy-strict' && ![...given].some((method) => documents.has(method));
  const missing = missingOf(Math.max(proofs - given.size, lacksDocument ? 1 : 0));
  if (missing === 0) return { proofs, because, missing, accepted: [] };
  // The last open place in strict mode is the document's.
  const onlyDocument = lacksDocument && missing === 1;
  return { proofs, because, missing, accepted: usable.filter((method) => !given.has(method) && (!onlyDocument || documents.has(method))) };
}

const missingOf = (count: number): 0 | 1 | 2 => (count <= 0 ? 0 : count === 1 ? 1 : 2);

const questions = {
  fr: 'Pour nous assurer que c’est bien vous, citez une date, une référence ou un échange que vous seul pouvez connaître, si vous en avez. Nous ne pouvons pas vous dire ce que nous détenons avant votre réponse.',
  en: 'So that we can be sure it is you, name a date, a reference or an exchange that only you can know, if you have one. We cannot tell you what we hold before you answer.',
  de: 'Damit wir sicher sein können, dass Sie es sind, nennen Sie ein Datum, ein Aktenzeichen oder einen Austausch, den nur Sie kennen können, falls es so etwas gibt. Was wir gespeichert haben, können wir Ihnen vor Ihrer Antwort nicht sagen.',
} as const;

/** The question about what is held. It depends on the language and on nothing else: one that followed from the data would tell what they are. */
export const heldQuestion = (language: keyof typeof questions): string => questions[language];
