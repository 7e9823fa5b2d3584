import { senderOn } from '@oubli/company';
import type { RequestLanguage } from '@oubli/contracts';
import type { Connections, Session } from '@oubli/database';
import { disclose, recipientToGive, type Recipient } from '@oubli/recipients';
import { type Actor, type Forwarding, forwardingsOf, forwardRequest, loadFile, loadRegister, loadRequest, PurposeWithoutBasisError, RightsError, today } from '@oubli/rights';
import { plainWords } from '../letters/plain-words';
import { categoriesOfOne } from '../purposes/categories-of';
import { domainRegistry } from '../registry';

/** To which client a request goes, and about which record types. */
export interface ForwardWish {
  readonly recipientId: string;
  readonly recordTypes: readonly string[];
  readonly language: RequestLanguage;
  readonly email: string | null;
}

const purpose = 'rights-and-disputes';

/**
 * Passes a request on to the client that is the controller (R20, Art. 28(3)(e) GDPR): letters to it and to the person, the line of the
 * timeline, and the disclosure of who asks, all in one transaction.
 * @returns id of the forwarding
 * @throws RightsError `wrong-kind` for a recipient that is no client, `no-sender`, `wrong-state`; RecipientError; PurposeWithoutBasisError
 */
export const forwardToClient = (app: Connections, requestId: string, wish: ForwardWish, actor: Actor): Promise<string> =>
  app.transaction(async (session) => {
    const recipient = await recipientToGive(session, wish.recipientId, purpose);
    if (recipient.category !== 'client') throw new RightsError('wrong-kind', 'Only a client can be the controller of what is processed for it.');
    const day = await today(session);
    const sender = await senderOn(session, day);
    if (sender === null) throw new RightsError('no-sender', 'Nobody has written down who the company is: a letter would have no sender.');
    const data = wish.recordTypes.map((type) => plainWords.record(domainRegistry.root(type).recordType, wish.language));
    const id = await forwardRequest(session, requestId, { ...wish, name: recipient.name, data }, day, sender, actor);
    await discloseAsker(session, requestId, recipient);
    return id;
  });

/** What the client learns of the person is a disclosure; of somebody the registry does not know the file of the request tells it. */
async function discloseAsker(session: Session, requestId: string, recipient: Pick<Recipient, 'id' | 'category'>): Promise<void> {
  const { personId, number } = await loadRequest(session, requestId);
  if (personId === null) return;
  const root = domainRegistry.root('rights-request');
  const [state] = (await loadRegister(session)).statesFor(root, purpose, await categoriesOfOne(session, personId));
  if (!state) throw new PurposeWithoutBasisError(purpose);
  const { contact } = await loadFile(session, requestId);
  const fields = Object.entries(contact ?? {}).flatMap(([name, value]) => (value === null ? [] : [name]));
  await session.query('create temporary table forwarding_given (person_id uuid, record_type text, record_id uuid, fields text[], basis text) on commit drop');
  await session.query('insert into forwarding_given values ($1, $2, $3, $4, $5)', [personId, root.recordType, requestId, fields.length === 0 ? ['id'] : fields, state.basis]);
  await disclose(session, recipient, purpose, number, 'pg_temp.forwarding_given');
}

const namesOf = 'select id::text as id, name from recipients.recipient where id = any($1::uuid[])';

/** Forwardings of a request with the names of the clients. */
export async function listForwardings(session: Session, requestId: string): Promise<readonly (Forwarding & { readonly recipient: string })[]> {
  const forwardings = await forwardingsOf(session, requestId);
  const names = await session.query<{ id: string; name: string }>(namesOf, [forwardings.map((f) => f.recipientId)]);
  return forwardings.map((f) => ({ ...f, recipient: names.find((n) => n.id === f.recipientId)?.name ?? '–' }));
}
