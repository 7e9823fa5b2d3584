import type { RequestState } from '@oubli/contracts';

/** Who moves a request: the officer decides, a clerk registers and hands on, the system follows what happened. */
export type Mover = 'officer' | 'clerk' | 'system';

interface Move {
  readonly from: readonly RequestState[];
  readonly to: RequestState;
  readonly by: readonly Mover[];
}

const undecided = ['received', 'identity-asked', 'open'] as const satisfies readonly RequestState[];

/** Every move a request may make. What is not here cannot happen. */
export const moves = {
  'take': { from: ['received'], to: 'open', by: ['officer'] },
  'ask-identity': { from: ['received', 'open'], to: 'identity-asked', by: ['officer'] },
  'identity-given': { from: ['identity-asked'], to: 'open', by: ['officer', 'system'] },
  /** Nobody proved who asked: refused as such (Art. 11(2), 12(2) GDPR). */
  'give-up-identity': { from: ['identity-asked'], to: 'decided', by: ['officer'] },
  'decide': { from: ['open'], to: 'decided', by: ['officer'] },
  /** A decision may be taken back until it is carried out. */
  'reopen': { from: ['decided'], to: 'open', by: ['officer'] },
  'carry-out': { from: ['decided'], to: 'carrying-out', by: ['officer'] },
  'answer': { from: ['decided', 'carrying-out'], to: 'answered', by: ['officer'] },
  /** A client is the controller: it has to answer, and the person is told (R20). */
  'forward': { from: undecided, to: 'forwarded', by: ['officer'] },
  /** The person takes her request back. What was carried out cannot be. */
  'withdraw': { from: [...undecided, 'decided'], to: 'withdrawn', by: ['officer', 'clerk'] },
  'close': { from: ['answered', 'forwarded', 'withdrawn'], to: 'closed', by: ['officer', 'system'] },
} as const satisfies Readonly<Record<string, Move>>;
export type MoveName = keyof typeof moves;
export const moveNames = Object.keys(moves) as readonly MoveName[];

/** Is the move allowed from this state to this mover? `state` and `mover` are told apart, for two different answers. */
export function refusalOf(name: MoveName, state: RequestState, mover: Mover): 'state' | 'mover' | null {
  const move: Move = moves[name];
  if (!move.by.includes(mover)) return 'mover';
  return move.from.includes(state) ? null : 'state';
}

/** What may be done next with a request in this state. */
export const movesFrom = (state: RequestState, mover: Mover): readonly MoveName[] => moveNames.filter((name) => refusalOf(name, state, mover) === null);
