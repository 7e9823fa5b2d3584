export type RecipientErrorCode = 'unknown-recipient' | 'refused-recipient' | 'ended-recipient';

const sentences: Readonly<Record<RecipientErrorCode, string>> = {
  'unknown-recipient': 'There is no such recipient: register it first.',
  'refused-recipient': 'A commercial or advertising recipient is given no personal data, whoever asks (R49).',
  'ended-recipient': 'This recipient is given nothing any more.',
};

/** A recipient that may not be given anything; the message names no person. */
export class RecipientError extends Error {
  override readonly name = 'RecipientError';

  constructor(readonly code: RecipientErrorCode) {
    super(sentences[code]);
  }
}
