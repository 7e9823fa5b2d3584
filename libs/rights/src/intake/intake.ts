import { createHash } from 'node:crypto';
import type { RequestKind } from '@oubli/contracts';
import type { Session } from '@oubli/database';
import { addDocument } from '../request/file';
import type { RightsRequest } from '../request/request.personal-data';
import { type NewRequest, registerRequest, writeEvent } from '../request/requests';
import { type Acknowledgement, acknowledgementOf } from './acknowledgement';
import { triage } from './triage';

export type Arrived = Omit<NewRequest, 'kind'> & {
  /** What was ticked; absent: what the words seem to ask for, or a question. */
  readonly kind?: RequestKind | undefined;
};

export interface TakenIn {
  readonly request: RightsRequest;
  readonly acknowledgement: Acknowledgement;
}

/**
 * Takes a request in by whatever door: registered, and acknowledged the same day with its number and the day of the answer. The
 * acknowledgement is a paper of the file. Nobody is looked up, so that nothing tells whether the registry knows who asks.
 * @throws RightsError `received-later`
 */
export async function takeIn(session: Session, arrived: Arrived): Promise<TakenIn> {
  const kind = arrived.kind ?? triage(arrived.contact.words ?? '') ?? 'question';
  const request = await registerRequest(session, { ...arrived, kind });
  const acknowledgement = acknowledgementOf(request);
  const content = Buffer.from(acknowledgement.text, 'utf8');
  const documentId = await addDocument(session, {
    requestId: request.id, kind: 'acknowledgement', language: request.language, title: acknowledgement.title, mediaType: 'text/plain', content,
    sha256: createHash('sha256').update(content).digest(), writtenBy: arrived.actorId,
  });
  await writeEvent(session, request, 'acknowledged', arrived.actorId, documentId);
  return { request, acknowledgement };
}
