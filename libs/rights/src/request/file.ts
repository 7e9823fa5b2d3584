import type { LetterMeans, LetterTemplate, RequestDocumentKind, RequestEventKind, RequestKind, RequestLanguage, RequestState } from '@oubli/contracts';
import type { Session } from '@oubli/database';
import { RightsError } from '../rights-error';
import type { RequestDocument, RightsRequest } from './request.personal-data';
import * as sql from './file.sql';
import { type Actor, lockRequest, writeEvent } from './requests';

/** Which requests a list shows: what is owed, what is late or urgent of it, what is settled. */
export type Shown = 'open' | 'late' | 'soon' | 'settled' | 'all';

export interface InboxQuery {
  readonly show: Shown;
  readonly kind?: RequestKind | undefined;
  /** Of one person only. */
  readonly personId?: string | undefined;
  /** A part of the number. */
  readonly q?: string | undefined;
}

/** Requests by their legal date, those that nobody owes an answer last. @param soon days before the legal date that count as soon */
export const listRequests = (session: Session, { show, kind, personId, q }: InboxQuery, soon: number): Promise<RightsRequest[]> =>
  session.query<RightsRequest>(sql.listRequests, [show, kind ?? null, q ? `%${q.replaceAll(/[\\%_]/g, '\\$&')}%` : null, soon, personId ?? null]);

export interface InboxCounts {
  readonly open: number;
  readonly late: number;
  readonly soon: number;
}

/** How many answers are owed, and how many of them are late or due within `soon` days. */
export async function countRequests(session: Session, soon: number): Promise<InboxCounts> {
  const [row] = await session.query<InboxCounts>(sql.countRequests, [soon]);
  return row ?? { open: 0, late: 0, soon: 0 };
}

export interface RequestFile {
  readonly contact: { readonly name: string | null; readonly email: string | null; readonly phone: string | null; readonly address: string | null; readonly words: string | null } | null;
  readonly events: readonly { readonly at: string; readonly kind: RequestEventKind; readonly state: RequestState; readonly actorId: string | null }[];
  readonly documents: readonly { readonly id: string; readonly kind: RequestDocumentKind; readonly title: string; readonly language: RequestLanguage; readonly mediaType: string; readonly writtenAt: string; readonly sentOn: string | null; readonly sentBy: LetterMeans | null }[];
  readonly notes: readonly { readonly id: string; readonly body: string; readonly authorId: string | null; readonly writtenAt: string }[];
}

/** Everything that lies in the file of a request. */
export async function loadFile(session: Session, requestId: string): Promise<RequestFile> {
  const [contact] = await session.query<NonNullable<RequestFile['contact']>>(sql.loadContact, [requestId]);
  return {
    contact: contact ?? null,
    events: await session.query<RequestFile['events'][number]>(sql.listEvents, [requestId]),
    documents: await session.query<RequestFile['documents'][number]>(sql.listDocuments, [requestId]),
    notes: await session.query<RequestFile['notes'][number]>(sql.listNotes, [requestId]),
  };
}

export interface NewDocument {
  readonly requestId: string;
  readonly kind: RequestDocumentKind;
  readonly language: RequestLanguage;
  readonly title: string;
  readonly mediaType: RequestDocument['mediaType'];
  readonly content: Buffer;
  /** Of the content: what it is compared with ever after. */
  readonly sha256: Buffer;
  readonly writtenBy: string | null;
  readonly template?: LetterTemplate;
}

/** Puts a letter into the file. @returns its id */
export async function addDocument(session: Session, d: NewDocument): Promise<string> {
  const [row] = await session.query<{ id: string }>(sql.insertDocument, [d.requestId, d.kind, d.language, d.title, d.mediaType, d.content, d.sha256, d.writtenBy, d.template ?? null]);
  if (!row) throw new Error('The document was not written.');
  return row.id;
}

/** A letter as it was written. @throws RightsError `unknown-request` */
export async function readDocument(session: Session, id: string): Promise<{ readonly title: string; readonly mediaType: string; readonly content: Buffer }> {
  const [row] = await session.query<{ title: string; mediaType: string; content: Buffer }>(sql.readDocument, [id]);
  if (!row) throw new RightsError('unknown-request', 'There is no letter of that id among the active records.');
  return row;
}

/** Writes a note for those who work on a request. */
export async function addNote(session: Session, requestId: string, body: string, actor: Actor): Promise<void> {
  const request = await lockRequest(session, requestId);
  const [row] = await session.query<{ id: string }>(sql.insertNote, [requestId, body, actor.id]);
  await writeEvent(session, request, 'note-added', actor.id, row?.id ?? null);
}

/**
 * Says what a request asks for, where its words were read otherwise; the term still runs from the day it arrived.
 * @throws RightsError `wrong-state` once it was decided
 */
export async function classifyRequest(session: Session, id: string, kind: RequestKind, actor: Actor): Promise<void> {
  const request = await lockRequest(session, id);
  if (!['received', 'identity-asked', 'open'].includes(request.state)) throw new RightsError('wrong-state', `A request that is ${request.state} keeps its kind.`);
  await session.query(sql.changeKind, [id, kind]);
  await writeEvent(session, request, 'reclassified', actor.id);
}
