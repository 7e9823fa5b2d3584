import { deliveryOf, demandsTls } from './transport';
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

describe('what a server’s answer means', () => {
  it.each([
    ['no such mailbox', { code: 'EENVELOPE', responseCode: 550 }, { kind: 'permanent', replyCode: 550 }],
    ['the text is refused', { code: 'EMESSAGE', responseCode: 554 }, { kind: 'permanent', replyCode: 554 }],
    ['the mailbox is busy', { code: 'EENVELOPE', responseCode: 450 }, { kind: 'later', replyCode: 450 }],
    ['our own password is wrong', { code: 'EAUTH', responseCode: 535 }, { kind: 'later', replyCode: 535 }],
    ['the server takes nobody', { code: 'EPROTOCOL', responseCode: 554 }, { kind: 'later', replyCode: 554 }],
    ['no connection', { code: 'ESOCKET' }, { kind: 'later', replyCode: null }],
  ])('%s', (_what, error, meaning) => expect(deliveryOf(error)).toEqual(meaning));
});

describe('TLS', () => {
  it.each([
    ['smtp://mail.example.org', true], ['smtp://user:secret@mail.example.org:587', true], ['smtp://127.0.0.1:2525', false], ['smtp://localhost', false], ['smtp://mail:1025?requireTLS=false', false],
  ])('is demanded of %s: %s', (url, demanded) => expect(demandsTls(url)).toBe(demanded));
});
