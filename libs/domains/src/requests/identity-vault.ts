import { randomUUID } from 'node:crypto';
import type { FieldKeys } from '@oubli/config';
import type { Session } from '@oubli/database';
import { openField, sealField } from '@oubli/people';
import { type Actor, depositCopy, type IdentityCopy, type KnownFacts, readCopy, type RightsRequest } from '@oubli/rights';
import { peopleOfMailbox } from './mailbox';

const place = (row: string) => ({ table: 'rights.identity_copy', column: 'content_sealed', row });

/**
 * Seals a copy of an identity document (AES-256-GCM under the field key, bound to table, column and row) and puts it into the vault.
 * @returns its id @throws RightsError
 */
export async function keepIdentityCopy(session: Session, requestId: string, content: Buffer, mediaType: IdentityCopy['mediaType'], keys: FieldKeys): Promise<string> {
  const id = randomUUID();
  await depositCopy(session, requestId, { id, mediaType, contentSealed: sealField(content.toString('base64'), place(id), keys) });
  return id;
}

/** A copy as it was sent, for the protection officer; her reading is in the log. @returns null when it is gone @throws RightsError, SealedFieldError */
export async function openIdentityCopy(session: Session, copyId: string, actor: Actor, keys: FieldKeys): Promise<{ readonly content: Buffer; readonly mediaType: IdentityCopy['mediaType'] } | null> {
  const sealed = await readCopy(session, copyId, actor);
  return sealed && { content: Buffer.from(openField(sealed.contentSealed, place(copyId), keys), 'base64'), mediaType: sealed.mediaType };
}

/** Bank details or a dispute of a person, also where they are archived. */
const sensitiveSql = `select exists (select from people.bank_details b where b.person_id = $1) as "bankDetails",
    exists (select from access.dispute_case d where d.person_id = $1) as dispute`;
const mailboxSql = 'select email from rights.request_contact where request_id = $1';

/**
 * What the registry says of somebody who asks: how many her mailbox is known for, and whether what is held of her has bank details or
 * a dispute.
 * @param engine session of the engine's login, which sees what is archived too
 */
export async function factsAbout(engine: Session, personId: string | null, mailbox: string | null): Promise<KnownFacts> {
  const [row] = await engine.query<Omit<KnownFacts, 'peopleOfMailbox'>>(sensitiveSql, [personId]);
  return { peopleOfMailbox: mailbox === null ? 0 : (await peopleOfMailbox(engine, mailbox)).length, bankDetails: row?.bankDetails ?? false, dispute: row?.dispute ?? false };
}

/** The same of whoever asks by a request that is written already. @param engine session of the engine's login */
export async function identityFacts(engine: Session, request: Pick<RightsRequest, 'id' | 'personId'>): Promise<KnownFacts> {
  const [contact] = await engine.query<{ email: string | null }>(mailboxSql, [request.id]);
  return factsAbout(engine, request.personId, contact?.email ?? null);
}
