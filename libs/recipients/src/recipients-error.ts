export type RecipientErrorCode = 'unknown-recipient' | 'refused-recipient' | 'ended-recipient' | 'no-contract' | 'contract-ended' | 'purpose-not-agreed' | 'no-endpoint';

const sentences: Readonly<Record<RecipientErrorCode, string>> = {
  'unknown-recipient': 'There is no such recipient: register it first.',
  'refused-recipient': 'A commercial or advertising recipient is given no personal data, whoever asks (R49).',
  'ended-recipient': 'This recipient is given nothing any more.',
  'no-contract': 'A processor is given data only under a contract: write its reference down first (Art. 28 GDPR, R50).',
  'contract-ended': 'The contract with this recipient has ended: nothing leaves until another is written down (R50).',
  'no-endpoint': 'This recipient has no endpoint that takes messages.',
  'purpose-not-agreed': 'The contract with this recipient does not list this purpose (R50).',
};

/** A recipient that may not be given anything; the message names no person. */
export class RecipientError extends Error {
  override readonly name = 'RecipientError';

  constructor(readonly code: RecipientErrorCode) {
    super(sentences[code]);
  }
}
