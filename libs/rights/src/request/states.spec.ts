import { type RequestState, requestStates, settledStates } from '@oubli/contracts';
import { moveNames, moves, movesFrom, refusalOf } from './states';

describe('the states of a request', () => {
  it.each<readonly [RequestState, readonly string[]]>([
    ['received', ['take', 'ask-identity', 'forward', 'withdraw']],
    ['identity-asked', ['identity-given', 'give-up-identity', 'forward', 'withdraw']],
    ['open', ['ask-identity', 'decide', 'forward', 'withdraw']],
    ['decided', ['reopen', 'carry-out', 'answer', 'withdraw']],
    ['carrying-out', ['answer']],
    ['answered', ['close']],
    ['forwarded', ['close']],
    ['withdrawn', ['close']],
    ['closed', []],
  ])('%s: an officer may %j', (state, names) => expect(movesFrom(state, 'officer')).toEqual(names));

  it('all end: from each there is a way to closed', () => {
    const reaches = (state: RequestState, seen: ReadonlySet<RequestState> = new Set()): boolean =>
      state === 'closed' || movesFrom(state, 'officer').some((name) => !seen.has(moves[name].to) && reaches(moves[name].to, new Set([...seen, state])));
    expect(requestStates.filter((state) => !reaches(state))).toEqual([]);
  });

  it('all can be reached from received', () => {
    const reached = new Set<RequestState>(['received']);
    for (const name of [...moveNames, ...moveNames, ...moveNames]) if (moves[name].from.some((from) => reached.has(from))) reached.add(moves[name].to);
    expect([...reached].sort()).toEqual([...requestStates].sort());
  });

  it('leave nothing to decide once nobody owes an answer', () => {
    expect([...new Set(settledStates.flatMap((state) => movesFrom(state, 'officer')))]).toEqual(['close']);
  });

  it('are moved by whoever may: a clerk takes a request back and nothing else, the system never decides', () => {
    expect(requestStates.flatMap((state) => movesFrom(state, 'clerk')).filter((name) => name !== 'withdraw')).toEqual([]);
    expect([...new Set(requestStates.flatMap((state) => movesFrom(state, 'system')))]).toEqual(['identity-given', 'close']);
    expect(refusalOf('decide', 'open', 'clerk')).toBe('mover');
    expect(refusalOf('decide', 'received', 'officer')).toBe('state');
    expect(refusalOf('decide', 'open', 'officer')).toBeNull();
  });
});
