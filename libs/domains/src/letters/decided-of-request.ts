import type { RequestLanguage } from '@oubli/contracts';
import type { Connections, Session } from '@oubli/database';
import { type ErasureGround, loadSchedule, planErasure, type Wish, wishesOf } from '@oubli/retention';
import { type DecidedFields, decidedFields, type RightsRequest } from '@oubli/rights';
import { domainRegistry } from '../registry';
import { plainWords } from './plain-words';

type Asked = Pick<RightsRequest, 'kind' | 'number' | 'personId'>;

const wishOf = async (session: Session, { number, personId }: Asked): Promise<Wish | null> =>
  personId === null ? null : ((await wishesOf(session, personId)).find((wish) => wish.request === number) ?? null);

/**
 * What goes and what is kept at a request, in plain words, from the same plan that carries it out; null where it erases nothing:
 * another right, somebody the registry does not know, or a withdrawal or objection that ended in no erasure.
 */
export async function decidedOfRequest(engine: Connections, request: Asked, language: RequestLanguage): Promise<DecidedFields | null> {
  const { kind, personId } = request;
  const wish = await wishOf(engine.session, request);
  const ground: ErasureGround | null = wish?.ground ?? (kind === 'erasure' ? 'no-longer-needed' : null);
  if (personId === null || ground === null) return null;
  return engine.transaction(async (session) => {
    const { records } = await planErasure(session, domainRegistry, await loadSchedule(session), { person: personId, ground, ...(wish?.recordTypes && { recordTypes: wish.recordTypes }) });
    return decidedFields(domainRegistry, records, plainWords, language);
  });
}

/** Of what was kept at this request nothing is left: the day of the second notice (domain.md 3.1). */
export const restHasLeft = async (session: Session, request: Asked): Promise<boolean> => (await wishOf(session, request))?.endedBecause === 'nothing-left';
