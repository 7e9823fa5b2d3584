import { checkMessage, MessageError, type NewMessage } from './message';

const good: NewMessage = { kind: 'password-reset', to: 'ann@example.fr', subject: 'A link', text: 'Here it is.', language: 'en' };

describe('a message', () => {
  it.each([
    ['as it should be', {}],
    ['with a kind in two parts', { kind: 'request.acknowledged' }],
    ['with an address of many labels', { to: 'ann+x@mail.example.co.uk' }],
    ['with letters of other scripts in its subject', { subject: 'Réponse à votre demande — n° 12' }],
  ] as const)('%s is taken', (_name, change) => {
    expect(() => checkMessage({ ...good, ...change })).not.toThrow();
  });

  it.each([
    ['two recipients with a comma', 'to', { to: 'ann@example.fr,bob@example.fr' }],
    ['two recipients with a semicolon', 'to', { to: 'ann@example.fr;bob@example.fr' }],
    ['a name beside the address', 'to', { to: 'Ann <ann@example.fr>' }],
    ['a line break in the address', 'to', { to: 'ann@example.fr\r\nBcc: bob@example.fr' }],
    ['no address at all', 'to', { to: '' }],
    ['a line break in the subject', 'subject', { subject: 'Hello\r\nBcc: bob@example.fr' }],
    ['a NUL in the subject', 'subject', { subject: 'Hello\u0000' }],
    ['a separator of lines in the subject', 'subject', { subject: 'Hello\u2028Bcc' }],
    ['an empty subject', 'subject', { subject: ' ' }],
    ['an empty text', 'text', { text: '' }],
    ['a text without end', 'text', { text: 'x'.repeat(100_001) }],
    ['a kind with a value in it', 'kind', { kind: 'reset ann@example.fr' }],
    ['a life of no minutes', 'goodForMinutes', { goodForMinutes: 0 }],
    ['a life of half a minute', 'goodForMinutes', { goodForMinutes: 0.5 }],
  ] as const)('with %s is refused at its %s, without its value', (_name, part, change) => {
    const refused = (): void => checkMessage({ ...good, ...change });
    expect(refused).toThrow(MessageError);
    expect(refused).toThrow(new RegExp(`^The ${part} of a message`));
    expect(refused).not.toThrow(/bob|ann/);
  });
});
