import type { RequestKind } from '@oubli/contracts';
import type { Connections } from '@oubli/database';
import { enqueue } from '@oubli/outbox';
import { orGone, RecordGoneError } from '@oubli/people';
import { filedMessage, keepPageLink, pageLinkTo, pageMessage, type PageHolder, recordProof, sharedMailboxMessage, takeIn, type TakenIn } from '@oubli/rights';
import { factsAbout } from '../requests/identity-vault';
import { peopleOfMailbox } from '../requests/mailbox';
import { nameOfPerson } from './own-page.sql';

/** Logins, the key of links, and the address links begin with. */
export interface PageDoor {
  readonly app: Connections;
  readonly engine: Connections;
  readonly key: Buffer;
  readonly address: string;
}

/**
 * Sends a link to her own page where a mailbox is known for exactly one person, and the way to a second proof where it is known for
 * several. Takes longer for who is known: whoever answers a stranger answers at an even pace.
 * @param browser what the browser that asks holds: the link opens nothing elsewhere
 */
export async function sendPageLink(door: PageDoor, wanted: Omit<PageHolder, 'personId'>, token: string, browser: string): Promise<void> {
  const known = (await peopleOfMailbox(door.engine.session, wanted.mailbox)).filter(({ phase }) => phase !== 'treated');
  const [only, ...others] = known;
  if (!only) return;
  await door.app.transaction(async (session) => {
    if (others.length > 0) {
      await enqueue(session, sharedMailboxMessage(wanted.mailbox, wanted.language, `${door.address}/public/request`));
      return;
    }
    const holder = { ...wanted, personId: only.personId };
    await keepPageLink(session, door.key, holder, token, browser);
    await enqueue(session, pageMessage(holder, pageLinkTo(door.address, token)));
  });
}

/**
 * Files a request from her own page: identified by the link that opened it, acknowledged like any other. Somebody whose row is in the
 * archive is named in the file only.
 * @throws RightsError
 */
export async function fileFromPage(door: Pick<PageDoor, 'app' | 'engine'>, page: PageHolder, kind: RequestKind, words: string | null): Promise<TakenIn> {
  const { session: engine } = door.engine;
  const [who] = await engine.query<{ name: string }>(nameOfPerson, [page.personId]);
  const facts = await factsAbout(engine, page.personId, page.mailbox);
  const file = (personId: string | null): Promise<TakenIn> => orGone('person', door.app.transaction(async (session) => {
    const taken = await takeIn(session, { kind, language: page.language, door: 'form', personId, actorId: null, contact: { name: who?.name ?? null, email: page.mailbox, words } });
    await recordProof(session, taken.request.id, 'e-mail-link', { mover: 'system', id: null }, facts);
    await enqueue(session, filedMessage(taken.request, page.mailbox, taken.acknowledgement));
    return taken;
  }));
  try {
    return await file(page.personId);
  } catch (error) {
    if (!(error instanceof RecordGoneError)) throw error;
    return file(null);
  }
}
