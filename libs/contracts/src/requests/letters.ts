import type { RequestDocumentKind, RequestKind, RequestOutcome } from './words';

/** Letters that follow a request, from its acknowledgement to the day on which the last of what was kept has left. */
export const letterTemplates = [
  'acknowledgement', 'identity-asked', 'extended', 'granted', 'partially-granted', 'refused', 'answered', 'not-identified', 'forwarded', 'withdrawn',
  'restriction-placed', 'restriction-lifting', 'rest-has-left',
] as const;
export type LetterTemplate = (typeof letterTemplates)[number];

/** Every outcome has the letter of its own name. */
export const outcomeLetters: Readonly<Record<RequestOutcome, LetterTemplate & RequestOutcome>> = {
  'granted': 'granted', 'partially-granted': 'partially-granted', 'refused': 'refused', 'not-identified': 'not-identified', 'answered': 'answered', 'forwarded': 'forwarded', 'withdrawn': 'withdrawn',
};

/** What a letter is in the file of its request. */
export const letterDocuments: Readonly<Record<LetterTemplate, RequestDocumentKind>> = {
  'acknowledgement': 'acknowledgement', 'identity-asked': 'identity-question', 'extended': 'extension', 'granted': 'answer', 'partially-granted': 'answer', 'refused': 'answer', 'answered': 'answer',
  'not-identified': 'answer', 'forwarded': 'forwarding', 'withdrawn': 'answer', 'restriction-placed': 'notice', 'restriction-lifting': 'notice', 'rest-has-left': 'notice',
};

/** Why something that was asked for is not done: each rests on an article, and nothing else is a reason. */
export const refusalReasons = [
  'legal-duty', 'legal-claims', 'still-needed', 'no-consent', 'other-basis', 'compelling-grounds', 'not-provided', 'others-rights', 'accurate', 'no-ground', 'not-a-right', 'unfounded', 'excessive',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** Only with written reasons of the case (Art. 12(5) GDPR: the controller bears the burden). */
export const reasonsToExplain: readonly RefusalReason[] = ['compelling-grounds', 'unfounded', 'excessive'];

const always = ['unfounded', 'excessive'] as const;

/** Which reasons may be given to which kind of request. */
export const reasonsFor: Readonly<Record<RequestKind, readonly RefusalReason[]>> = {
  access: ['others-rights', ...always], rectification: ['accurate', ...always], erasure: ['legal-duty', 'legal-claims', 'still-needed', ...always], withdrawal: ['no-consent', ...always],
  restriction: ['no-ground', ...always], objection: ['other-basis', 'compelling-grounds', 'legal-claims', ...always], portability: ['not-provided', 'others-rights', ...always],
  complaint: ['not-a-right'], question: ['not-a-right'],
};

/** How a letter leaves: by the outbox, or on paper. */
export const letterMeans = ['mail', 'print'] as const;
export type LetterMeans = (typeof letterMeans)[number];
