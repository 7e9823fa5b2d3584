import { daysAfter, daysBetween, isWorkingDay } from '@oubli/calendar';
import fc from 'fast-check';
import { answerDeadline, type DeadlineFacts, mayExtend, maySuspend, suspendedDays, urgencyOf } from './deadline';

const someDay = fc.integer({ min: 0, max: 20_000 }).map((days) => daysAfter('2018-05-25', days));
const lastOfMonth = (day: string): boolean => daysAfter(day, 1).endsWith('-01');
const dayOf = (date: string): number => Number(date.slice(8));

describe('the day by which a request must be answered', () => {
  it.each<readonly [string, DeadlineFacts, string, string]>([
    ['falls on the last day of a shorter month and rolls over a Saturday', { receivedOn: '2026-01-31' }, '2026-02-28', '2026-03-02'],
    ['rolls over a public holiday and the weekend after it', { receivedOn: '2026-04-01' }, '2026-05-01', '2026-05-04'],
    ['rolls over a Sunday', { receivedOn: '2027-01-29' }, '2027-02-28', '2027-03-01'],
    ['knows leap years', { receivedOn: '2028-01-31' }, '2028-02-29', '2028-02-29'],
    ['lies three months from the receipt when extended', { receivedOn: '2026-11-30', extended: true }, '2027-02-28', '2027-03-01'],
    ['counts the days identity was asked for from the term itself, not from its rolled end', { receivedOn: '2026-03-25', identity: { askedOn: '2026-03-27', givenOn: '2026-04-06' } }, '2026-05-05', '2026-05-05'],
    ['adds suspension and extension', { receivedOn: '2026-11-30', extended: true, identity: { askedOn: '2026-12-01', givenOn: '2026-12-03' } }, '2027-03-02', '2027-03-02'],
    ['is the same-numbered day', { receivedOn: '2026-11-25' }, '2026-12-25', '2026-12-28'],
  ])('%s', (_what, facts, target, legal) => expect(answerDeadline(facts, '2026-01-01')).toEqual({ target, legal }));

  it('moves with every day that an answer about identity is awaited', () => {
    const facts: DeadlineFacts = { receivedOn: '2026-03-25', identity: { askedOn: '2026-03-27', givenOn: null } };
    expect(['2026-03-27', '2026-03-28', '2026-04-06'].map((asOf) => answerDeadline(facts, asOf).target)).toEqual(['2026-04-25', '2026-04-26', '2026-05-05']);
  });

  it('is a working day, never before the term and at most three days after it', () => {
    fc.assert(fc.property(someDay, fc.boolean(), fc.option(fc.tuple(fc.nat(40), fc.nat(60))), (receivedOn, extended, pause) => {
      const askedOn = daysAfter(receivedOn, pause?.[0] ?? 0);
      const facts: DeadlineFacts = { receivedOn, extended, ...(pause && { identity: { askedOn, givenOn: daysAfter(askedOn, pause[1]) } }) };
      const { target, legal } = answerDeadline(facts, receivedOn);
      expect(isWorkingDay(legal)).toBe(true);
      expect(daysBetween(target, legal)).toBeGreaterThanOrEqual(0);
      expect(daysBetween(target, legal)).toBeLessThanOrEqual(3);
      expect(daysBetween(answerDeadline({ receivedOn, extended }, receivedOn).target, target)).toBe(pause?.[1] ?? 0);
    }));
  });

  it('is the same-numbered day of the month, or its last day where there is none', () => {
    fc.assert(fc.property(someDay, fc.boolean(), (receivedOn, extended) => {
      const { target } = answerDeadline({ receivedOn, extended }, receivedOn);
      const months = (Number(target.slice(0, 4)) - Number(receivedOn.slice(0, 4))) * 12 + Number(target.slice(5, 7)) - Number(receivedOn.slice(5, 7));
      expect(months).toBe(extended ? 3 : 1);
      if (dayOf(target) !== dayOf(receivedOn)) expect(lastOfMonth(target) && dayOf(target) < dayOf(receivedOn)).toBe(true);
    }));
  });

  it('never comes earlier for what arrives later', () => {
    fc.assert(fc.property(someDay, (receivedOn) => {
      const [first, next] = [receivedOn, daysAfter(receivedOn, 1)].map((day) => answerDeadline({ receivedOn: day }, day));
      expect((first?.target ?? '') <= (next?.target ?? '') && (first?.legal ?? '') <= (next?.legal ?? '')).toBe(true);
    }));
  });
});

describe('a term', () => {
  it.each<readonly [string, DeadlineFacts, string, boolean]>([
    ['may be extended before it has ended', { receivedOn: '2026-04-01' }, '2026-04-30', true],
    ['may be extended on its last day, rolled', { receivedOn: '2026-04-01' }, '2026-05-04', true],
    ['may not be extended once it has ended', { receivedOn: '2026-04-01' }, '2026-05-05', false],
    ['may not be extended twice', { receivedOn: '2026-04-01', extended: true }, '2026-04-30', false],
    ['may be extended later where it was suspended', { receivedOn: '2026-03-25', identity: { askedOn: '2026-03-27', givenOn: '2026-04-06' } }, '2026-05-05', true],
  ])('%s', (_what, facts, asOf, may) => expect(mayExtend(facts, asOf)).toBe(may));

  it.each<readonly [string, DeadlineFacts, string, boolean]>([
    ['stops for the first question of identity', { receivedOn: '2026-03-25' }, '2026-03-27', true],
    ['does not stop for a second one', { receivedOn: '2026-03-25', identity: { askedOn: '2026-03-27', givenOn: '2026-04-06' } }, '2026-04-10', false],
    ['does not stop once it has ended', { receivedOn: '2026-03-25' }, '2026-04-28', false],
  ])('%s', (_what, facts, asOf, may) => expect(maySuspend(facts, asOf)).toBe(may));

  it('is not shortened by an answer dated before its question', () => {
    expect(suspendedDays({ receivedOn: '2026-03-25', identity: { askedOn: '2026-03-27', givenOn: '2026-03-26' } }, '2026-04-01')).toBe(0);
  });

  it.each([
    ['2026-05-04', '2026-05-05', 'late'],
    ['2026-05-04', '2026-05-04', 'soon'],
    ['2026-05-04', '2026-04-29', 'soon'],
    ['2026-05-04', '2026-04-28', 'in-time'],
  ])('that ends on %s is on %s %s', (legal, asOf, urgency) => expect(urgencyOf(legal, asOf, 5)).toBe(urgency));
});
