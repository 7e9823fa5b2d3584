import type { Session } from '@oubli/database';
import { RecipientError } from './recipients-error';
import * as sql from './endpoint.sql';

/** Where a secret of an endpoint is sealed; the row is the endpoint's id. */
export const secretPlace = (id: string) => ({ table: 'recipients.endpoint', column: 'secret_sealed', row: id });
export const formerSecretPlace = (id: string) => ({ table: 'recipients.endpoint', column: 'former_secret_sealed', row: id });

/** Hours for which the secret before signs beside the new one, so that a receiver can change over. */
export const formerHours = 48;

/** What a message is sent to and signed with; secrets sealed under the field key. */
export interface EndpointToTell {
  readonly id: string;
  readonly url: string;
  readonly secretSealed: Buffer;
  /** Null: there is none that still signs. */
  readonly formerSecretSealed: Buffer | null;
}

/** Writes down where a recipient takes messages; one a recipient. @param secretSealed bound to `secretPlace(id)` */
export async function putEndpoint(session: Session, recipientId: string, id: string, url: string, secretSealed: Buffer): Promise<void> {
  await session.query(sql.putEndpoint, [id, recipientId, url, secretSealed]);
}

/** A recipient's endpoint, locked until the transaction ends. @throws RecipientError `no-endpoint` */
export async function lockEndpoint(session: Session, recipientId: string): Promise<Pick<EndpointToTell, 'id' | 'secretSealed'>> {
  const [row] = await session.query<Pick<EndpointToTell, 'id' | 'secretSealed'>>(sql.lockEndpoint, [recipientId]);
  if (!row) throw new RecipientError('no-endpoint');
  return row;
}

/** A new secret; the one before signs beside it for `formerHours`. @param sealed bound to `secretPlace` @param former bound to `formerSecretPlace` */
export async function turnSecret(session: Session, id: string, sealed: Buffer, former: Buffer): Promise<void> {
  await session.query(sql.turnSecret, [id, sealed, former, formerHours]);
}

/** Ends secrets that sign nothing any more. */
export async function endFormerSecrets(session: Session): Promise<void> {
  await session.query(sql.endFormerSecrets);
}

/** @returns false when the recipient had none */
export const dropEndpoint = async (session: Session, recipientId: string): Promise<boolean> => (await session.query(sql.dropEndpoint, [recipientId])).length > 0;

/** Nothing more is sent to an endpoint that answered 410. */
export const disableEndpoint = async (session: Session, id: string): Promise<boolean> => (await session.query(sql.disableEndpoint, [id])).length > 0;

/** Null for a recipient that takes no messages, or whose endpoint said that it is gone. */
export const endpointToTell = async (session: Session, recipientId: string): Promise<EndpointToTell | null> => (await session.query<EndpointToTell>(sql.endpointToTell, [recipientId]))[0] ?? null;
