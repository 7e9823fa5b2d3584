import { companyOn } from '@oubli/company';
import type { Connections, Session } from '@oubli/database';
import { type Actor, eraseContact, fileLetter, loadFile, lockRequest, moveRequest, type RightsRequest, sendFiled, today, writeEvent, writeLetter } from '@oubli/rights';
import * as sql from './second-notice.sql';

const system: Actor = { mover: 'system', id: null };

/**
 * Tells who asked for erasure and was answered in part that the rest has left too (domain.md 3.1): by the outbox where an e-mail
 * address was kept for it, as a letter to be posted where one on paper was, and on the timeline alone where none was. Then the
 * address is erased and the request closed. Each request in one transaction under its row's lock, so that a job which is killed or
 * runs twice tells once. A company that has not written down who it is tells nobody until it has.
 * @returns how many requests were seen to
 */
export async function sendSecondNotices(engine: Connections): Promise<number> {
  let told = 0;
  for (const { id } of await engine.session.query<{ id: string }>(sql.waiting)) {
    if (await engine.transaction((session) => tell(session, id))) told += 1;
  }
  return told;
}

async function tell(session: Session, id: string): Promise<boolean> {
  const request = await lockRequest(session, id);
  // In a new statement: whoever held the row may have told her meanwhile.
  if ((await session.query(sql.stillWaiting, [id])).length === 0) return false;
  const { contact } = await loadFile(session, id);
  const [email, address] = [contact?.email ?? null, contact?.address ?? null];
  if (email === null && address === null) {
    await writeEvent(session, request, 'rest-left', null);
    await eraseContact(session, id);
    await moveRequest(session, id, 'close', system);
    return true;
  }
  const letter = await fileNotice(session, request);
  if (letter !== null && email !== null) await sendFiled(session, letter, { by: 'mail' }, system);
  return letter !== null;
}

/** The letter in the file, not sent yet; null while there is no sender. */
async function fileNotice(session: Session, request: RightsRequest): Promise<string | null> {
  const day = await today(session);
  const sender = await companyOn(session, day);
  if (!sender) return null;
  const { kind, language, number, receivedOn, dueLegal } = request;
  const letter = writeLetter({ template: 'rest-has-left', kind, language, number, receivedOn, dueLegal, day, sender });
  const id = await fileLetter(session, request, { ...letter, template: 'rest-has-left', language }, null);
  await writeEvent(session, request, 'rest-left', null, id);
  return id;
}
