import fc from 'fast-check';
import { afterTry, askedPause, mostTries, pauses } from './retry';

const now = new Date('2026-11-25T12:00:00Z');
const answered = (status: number, retryAfter: string | null = null) => ({ kind: 'answered', status, retryAfter }) as const;
const slow = { kind: 'failed', reason: 'too-slow' } as const;

describe('when a message is tried again', () => {
  it.each([
    [1, 5], [2, 300], [3, 1800], [4, 7200], [5, 18_000], [6, 36_000], [7, 50_400], [8, 72_000], [9, 86_400],
  ])('after try %i in %i seconds, and a fifth longer at most', (tries, seconds) => {
    expect(afterTry(slow, tries, 0, now)).toEqual({ kind: 'later', seconds });
    expect(afterTry(answered(503), tries, 0.5, now)).toEqual({ kind: 'later', seconds: Math.ceil(seconds * 1.1) });
  });

  it('never after the tenth', () => {
    expect(mostTries).toBe(10);
    expect(afterTry(slow, 10, 0, now)).toEqual({ kind: 'failed' });
    expect(afterTry(answered(500, '60'), 10, 0, now)).toEqual({ kind: 'failed' });
  });

  it.each([
    ['200 ends it', answered(200), { kind: 'delivered' }],
    ['204 ends it', answered(204), { kind: 'delivered' }],
    ['a redirect is no success, wherever it leads', answered(301), { kind: 'later', seconds: 5 }],
    ['nor is one that keeps the method', answered(308), { kind: 'later', seconds: 5 }],
    ['410 ends the endpoint', answered(410, '60'), { kind: 'gone' }],
    ['404 is tried again', answered(404), { kind: 'later', seconds: 5 }],
    ['429 is tried again when it asks to be', answered(429, '120'), { kind: 'later', seconds: 120 }],
    ['what asks for less than the pause waits for the pause', answered(503, '1'), { kind: 'later', seconds: 5 }],
    ['what asks for a week waits a day', answered(503, '604800'), { kind: 'later', seconds: 86_400 }],
    ['a date is a pause too', answered(503, 'Wed, 25 Nov 2026 12:10:00 GMT'), { kind: 'later', seconds: 600 }],
    ['a date that has passed is none', answered(503, 'Wed, 25 Nov 2026 11:00:00 GMT'), { kind: 'later', seconds: 5 }],
    ['words are no pause', answered(503, 'soon'), { kind: 'later', seconds: 5 }],
    ['an inside address is looked at again: its name may lead elsewhere', { kind: 'failed', reason: 'inside-address' }, { kind: 'later', seconds: 5 }],
  ] as const)('%s', (_says, result, after) => {
    expect(afterTry(result, 1, 0, now)).toEqual(after);
  });

  it('waits at least its pause and at most a fifth longer, whatever the dice say', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: pauses.length }), fc.double({ min: 0, max: 0.999, noNaN: true }), (tries, jitter) => {
      const after = afterTry(slow, tries, jitter, now);
      const pause = pauses[tries - 1] ?? 0;
      expect(after.kind === 'later' && after.seconds >= pause && after.seconds <= Math.ceil(pause * 1.2)).toBe(true);
    }));
  });

  it('reads no Retry-After out of what is none', () => {
    for (const text of [null, '', '-5', '1.5', '0x10', '99999999999', '2026-11-25', 'Infinity']) expect(askedPause(text, now)).toBeNull();
  });
});
