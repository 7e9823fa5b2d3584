import { createHash } from 'node:crypto';
import type { CompanyIdentity } from '@oubli/company';
import type { LetterMeans, RequestLanguage } from '@oubli/contracts';
import type { Session } from '@oubli/database';
import { enqueue } from '@oubli/outbox';
import { framedLetter, phrasesOf, writeLetter } from '../letter/write-letter';
import type { Letter } from '../letter/letter';
import { markSent, releaseLetter } from '../letter/send-letter';
import { addDocument, loadFile } from '../request/file';
import type { RightsRequest } from '../request/request.personal-data';
import { type Actor, type ContactGiven, moveRequest, writeEvent } from '../request/requests';
import type { Forwarding } from './forwarding.personal-data';
import { forwardingWords } from './forwarding-words';

/** A client to which a request is passed on, and how. */
export interface ForwardTo {
  readonly recipientId: string;
  readonly name: string;
  /** Mailbox of the client; null: the letter is printed and posted. */
  readonly email: string | null;
  readonly recordTypes: readonly string[];
  /** What these are called in the letters, in the language of the client and in that of the person. */
  readonly language: RequestLanguage;
  readonly data: readonly string[];
}

/** What is written to the client: number, right, day of arrival and which data. It names nobody: it stays in the file longer than she is known there. */
export function forwardingLetter(request: Pick<RightsRequest, 'number' | 'kind' | 'receivedOn'>, to: Pick<ForwardTo, 'language' | 'data'>, day: string, sender: CompanyIdentity): Letter {
  const words = forwardingWords[to.language];
  const received = phrasesOf[to.language].day(request.receivedOn);
  return framedLetter({
    language: to.language, day, sender, title: words.subject(request.number),
    body: [words.intro(words.kinds[request.kind], request.number, received), words.about(to.data.join(', ')), words.duty(received), words.beside, words.told],
  });
}

/** Who asks, so that the client can answer: it leaves with the message and is not kept. */
export function whoAsks(contact: ContactGiven, language: RequestLanguage): string {
  const words = forwardingWords[language];
  const lines = [contact.name, contact.email, contact.phone, contact.address].flatMap((line) => line ?? []);
  return [words.who(lines.length === 0 ? '–' : lines.join('\n')), ...(contact.words ? [words.own(contact.words)] : [])].join('\n\n');
}

const insertForwarding = `insert into rights.forwarding (request_id, recipient_id, record_types, document_id, forwarded_on, agent_id) values ($1, $2, $3, $4, $5, $6) returning id`;
const listForwardings = `select f.id::text as id, f.request_id::text as "requestId", f.recipient_id::text as "recipientId", f.record_types as "recordTypes", f.document_id::text as "documentId", f.forwarded_on::text as "forwardedOn", f.agent_id::text as "agentId"
  from rights.forwarding f where f.request_id = $1 order by f.forwarded_on, f.id`;

/**
 * Passes a request on to the client that is the controller of what it is about, and tells the person, in the caller's transaction: the
 * request is forwarded, both letters are in its file, and by mail in the outbox; on paper they wait there to be posted.
 * @returns id of the forwarding @throws RightsError `wrong-state` once it was decided, `not-yours`
 */
export async function forwardRequest(session: Session, requestId: string, to: ForwardTo, day: string, sender: CompanyIdentity, actor: Actor): Promise<string> {
  const request = await moveRequest(session, requestId, 'forward', actor);
  const contact: ContactGiven = (await loadFile(session, requestId)).contact ?? {};
  const letter = forwardingLetter(request, to, day, sender);
  const content = Buffer.from(letter.text, 'utf8');
  const documentId = await addDocument(session, { requestId, kind: 'forwarding', language: to.language, title: letter.title, mediaType: 'text/plain', content, sha256: createHash('sha256').update(content).digest(), writtenBy: actor.id });
  await writeEvent(session, request, 'document-added', actor.id, documentId);
  if (to.email !== null) {
    await markSent(session, documentId, day, 'mail');
    await enqueue(session, { kind: 'request.forwarding', to: to.email, subject: letter.title, text: `${letter.text}\n${whoAsks(contact, to.language)}\n`, language: to.language, about: { recordType: 'rights-request', recordId: requestId } });
    await writeEvent(session, request, 'letter-sent', actor.id, documentId);
  }
  await tellPerson(session, request, to.name, day, sender, contact.email ? 'mail' : 'print', actor);
  const [row] = await session.query<{ id: string }>(insertForwarding, [requestId, to.recipientId, to.recordTypes, documentId, day, actor.id]);
  if (!row) throw new Error('The forwarding was not written.');
  return row.id;
}

/** The letter of a forwarded request to whoever asked (Art. 12(4) GDPR). */
async function tellPerson(session: Session, request: RightsRequest, client: string, day: string, sender: CompanyIdentity, by: LetterMeans, actor: Actor): Promise<void> {
  const { number, kind, receivedOn, dueLegal, language } = request;
  const told = writeLetter({ template: 'forwarded', language, number, kind, receivedOn, dueLegal, day, sender, client });
  await releaseLetter(session, request.id, { template: 'forwarded', language, ...told }, by, actor);
}

export const forwardingsOf = (session: Session, requestId: string): Promise<Forwarding[]> => session.query<Forwarding>(listForwardings, [requestId]);
