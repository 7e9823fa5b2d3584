import { createHash } from 'node:crypto';
import { type LetterMeans, letterDocuments, type LetterTemplate, type RequestDocumentKind, type RequestLanguage } from '@oubli/contracts';
import type { Session } from '@oubli/database';
import { enqueue, type NewMessage } from '@oubli/outbox';
import { addDocument, loadFile } from '../request/file';
import type { RightsRequest } from '../request/request.personal-data';
import { type Actor, lockRequest, today, writeEvent } from '../request/requests';
import { RightsError } from '../rights-error';
import * as sql from './letter.sql';
import { followSending } from './sent-letter';

/** A letter as somebody releases it, edited or not. */
export interface ReleasedLetter {
  readonly template: LetterTemplate;
  readonly language: RequestLanguage;
  readonly title: string;
  readonly text: string;
}

interface StoredLetter {
  readonly id: string;
  readonly requestId: string;
  readonly kind: RequestDocumentKind;
  readonly template: LetterTemplate | null;
  readonly title: string;
  readonly language: RequestLanguage;
  readonly content: Buffer;
  readonly writtenOn: string;
  readonly sentOn: string | null;
}

/** Puts a letter into the file of its request, not sent yet: until then it stands there as something to be done. @returns its id */
export async function fileLetter(session: Session, request: Pick<RightsRequest, 'id' | 'state'>, letter: ReleasedLetter, actorId: string | null): Promise<string> {
  const content = Buffer.from(letter.text, 'utf8');
  return addDocument(session, {
    requestId: request.id, kind: letterDocuments[letter.template], language: letter.language, title: letter.title, mediaType: 'text/plain', content, sha256: createHash('sha256').update(content).digest(), writtenBy: actorId, template: letter.template,
  });
}

/**
 * Releases a letter: it is put into the file as it is, and by mail it is in the outbox when the caller's transaction commits. A
 * printed one waits for the day on which somebody posts it (`sendFiled`).
 * @returns its id @throws RightsError `unknown-request`, `not-yet` where no e-mail address is known
 */
export async function releaseLetter(session: Session, requestId: string, letter: ReleasedLetter, by: LetterMeans, actor: Actor): Promise<string> {
  const request = await lockRequest(session, requestId);
  const id = await fileLetter(session, request, letter, actor.id);
  await writeEvent(session, request, 'document-added', actor.id, id);
  if (by === 'mail') await sendFiled(session, id, { by }, actor);
  return id;
}

/** How and when a filed letter leaves: by mail today, on paper today or on a day that has passed. */
export type Sending = { readonly by: 'mail' } | { readonly by: 'print'; readonly postedOn?: string | undefined };

/**
 * Sends a letter of the file, once, with what follows from its having left (`followSending`).
 * @throws RightsError `unknown-request`, `letter-sent` when it has left already, `not-yet` without an e-mail address, for a
 *   day of posting that has not come or lies before the letter, or for a final answer before the decision; `wrong-state` where the
 *   letter says something that is not true any more
 */
export async function sendFiled(session: Session, documentId: string, sending: Sending, actor: Actor): Promise<void> {
  const [letter] = await session.query<StoredLetter>(sql.loadLetter, [documentId]);
  if (!letter) throw new RightsError('unknown-request', 'There is no letter of that id among the active records.');
  const [request, day] = [await lockRequest(session, letter.requestId), await today(session)];
  const on = sending.by === 'print' ? (sending.postedOn ?? day) : day;
  if (on > day || on < letter.writtenOn) throw new RightsError('not-yet', 'A letter is posted between the day it was written and today.');
  if (sending.by === 'mail' && letter.kind === 'forwarding' && letter.template === null) throw new RightsError('wrong-kind', 'This letter goes to a client: print and post it.');
  await markSent(session, letter.id, on, sending.by);
  if (sending.by === 'mail') await enqueue(session, await messageOf(session, request, letter));
  await writeEvent(session, request, 'letter-sent', actor.id, letter.id);
  await followSending(session, request, { template: letter.template, on, by: sending.by }, actor);
}

/** The request in whose file a letter lies. @throws RightsError `unknown-request` */
export async function requestOfLetter(session: Session, documentId: string): Promise<string> {
  const [letter] = await session.query<StoredLetter>(sql.loadLetter, [documentId]);
  if (!letter) throw new RightsError('unknown-request', 'There is no letter of that id among the active records.');
  return letter.requestId;
}

async function messageOf(session: Session, request: RightsRequest, { kind, title, language, content }: StoredLetter): Promise<NewMessage> {
  const to = (await loadFile(session, request.id)).contact?.email ?? null;
  if (to === null) throw new RightsError('not-yet', 'Who asks gave no e-mail address: print the letter and post it.');
  return { kind: `request.${kind}`, to, subject: title, text: content.toString('utf8'), language, personId: request.personId, about: { recordType: 'rights-request', recordId: request.id } };
}

/** Says once when and how a letter left. @throws RightsError `letter-sent` */
export async function markSent(session: Session, documentId: string, on: string, by: LetterMeans): Promise<void> {
  const marked = await session.query(sql.markSent, [documentId, on, by]);
  if (marked.length === 0) throw new RightsError('letter-sent', 'This letter has left already; what was sent stays as it is.');
}
