import type { Session } from '@oubli/database';
import { type Actor, loadRequest, namePerson, recordProof, useMailboxLink } from '@oubli/rights';
import { identityFacts } from './identity-vault';
import { peopleOfMailbox } from './mailbox';

const system: Actor = { mover: 'system', id: null };

/**
 * Takes the word of a link that its mailbox is read by whoever opened it: a proof of the request, whose person is named where the
 * mailbox is known for exactly one. In the caller's transaction.
 * @returns whether the link was good; nothing else of what was found is anybody's to know
 * @throws RightsError `unknown-request`
 */
export async function confirmMailbox(app: Session, engine: Session, key: Buffer, token: string): Promise<boolean> {
  const requestId = await useMailboxLink(app, key, token);
  if (requestId === null) return false;
  const request = await loadRequest(app, requestId);
  if (request.answeredOn !== null) return true;
  const personId = request.personId ?? (await onlyPersonOf(engine, requestId));
  if (personId !== null && request.personId === null) await namePerson(app, requestId, personId, system);
  await recordProof(app, requestId, 'e-mail-link', system, await identityFacts(engine, { id: requestId, personId }));
  return true;
}

const mailboxOf = 'select email from rights.request_contact where request_id = $1';

async function onlyPersonOf(engine: Session, requestId: string): Promise<string | null> {
  const [contact] = await engine.query<{ email: string | null }>(mailboxOf, [requestId]);
  const [only, ...others] = contact?.email ? await peopleOfMailbox(engine, contact.email) : [];
  return only?.phase === 'active' && others.length === 0 ? only.personId : null;
}
