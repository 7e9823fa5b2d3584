import type { RequestKind } from '@oubli/contracts';
import type { Session } from '@oubli/database';
import { companyOn } from '@oubli/company';
import { acknowledgementSentences, writeLetter } from '../letter/write-letter';
import { fileLetter, sendFiled } from '../letter/send-letter';
import type { RightsRequest } from '../request/request.personal-data';
import { type NewRequest, registerRequest, writeEvent } from '../request/requests';
import { triage } from './triage';

export type Arrived = Omit<NewRequest, 'kind'> & {
  /** What was ticked; absent: what the words seem to ask for, or a question. */
  readonly kind?: RequestKind | undefined;
};

/** What somebody is told the day her request arrives, whole, as a letter. */
export interface Acknowledgement {
  readonly title: string;
  readonly text: string;
}

export interface TakenIn {
  readonly request: RightsRequest;
  readonly acknowledgement: Acknowledgement;
  /** Its paper in the file, which has not left yet. */
  readonly acknowledgementId: string;
  /** The same for a page: the sentences without the frame of a letter. */
  readonly sentences: string;
}

/**
 * Takes a request in by whatever door: registered, and acknowledged the same day with its number and the day of the answer. The
 * acknowledgement is a paper of the file; until it has left it stands there as something to be done. Nobody is looked up, so that
 * nothing tells whether the registry knows who asks, and a company that has not written down who it is takes requests in too.
 * @throws RightsError `received-later`
 */
export async function takeIn(session: Session, arrived: Arrived): Promise<TakenIn> {
  const kind = arrived.kind ?? triage(arrived.contact.words ?? '') ?? 'question';
  const request = await registerRequest(session, { ...arrived, kind });
  const sender = await companyOn(session, request.registeredOn);
  const acknowledgement = writeLetter({ ...request, template: 'acknowledgement', day: request.registeredOn, sender });
  const acknowledgementId = await fileLetter(session, request, { ...acknowledgement, template: 'acknowledgement', language: request.language }, arrived.actorId);
  await writeEvent(session, request, 'acknowledged', arrived.actorId, acknowledgementId);
  return { request, acknowledgement, acknowledgementId, sentences: acknowledgementSentences(request) };
}

/** Sends the acknowledgement by mail, in the caller's transaction, where there is an address; without one it is to be posted. */
export async function acknowledgeByMail(session: Session, { acknowledgementId }: TakenIn, { contact, actorId }: Pick<Arrived, 'contact' | 'actorId'>): Promise<void> {
  if (contact.email) await sendFiled(session, acknowledgementId, { by: 'mail' }, { mover: 'system', id: actorId });
}
