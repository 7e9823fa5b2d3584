import type { RequestLanguage } from '@oubli/contracts';
import type { Connections, Session } from '@oubli/database';
import { type ErasureGround, type Wish, wishesOf } from '@oubli/retention';
import { type DecidedFields, decidedFields, type RightsRequest } from '@oubli/rights';
import { domainRegistry } from '../registry';
import { planOfRequest } from '../requests/relation-end';
import { plainWords } from './plain-words';

type Asked = Pick<RightsRequest, 'kind' | 'number' | 'personId' | 'receivedOn'>;

const wishOf = async (session: Session, { number, personId }: Omit<Asked, 'receivedOn'>): Promise<Wish | null> =>
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
    const { records } = await planOfRequest(session, request.receivedOn, { person: personId, ground, ...(wish?.recordTypes && { recordTypes: wish.recordTypes }) });
    return decidedFields(domainRegistry, records, plainWords, language);
  });
}

/**
 * Whether this request put her on the do-not-recreate list: by its timeline once it was carried out; before that, whether an
 * erasure would, which covers everything unless somebody says otherwise.
 */
export async function listedAtRequest(session: Session, request: Asked & Pick<RightsRequest, 'id'>): Promise<boolean> {
  if ((await wishOf(session, request)) === null) return request.kind === 'erasure' && request.personId !== null;
  const events = await session.query(`select 1 from rights.request_event where request_id = $1 and kind = 'put-on-list' limit 1`, [request.id]);
  return events.length > 0;
}

/** Of what was kept at this request nothing is left: the day of the second notice (domain.md 3.1). */
export const restHasLeft = async (session: Session, request: Omit<Asked, 'receivedOn'>): Promise<boolean> => (await wishOf(session, request))?.endedBecause === 'nothing-left';
