import { randomUUID } from 'node:crypto';
import type { FieldKeys } from '@oubli/config';
import type { Session } from '@oubli/database';
import { openField, sealField } from '@oubli/people';
import { type Actor, depositCopy, type IdentityCopy, type KnownFacts, readCopy, type RightsRequest } from '@oubli/rights';

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

/** A person of the registry has bank details or a dispute, also where they are archived: asked with the engine's login, which sees them. */
const factsSql = `select
    (select count(distinct c.person_id)::int from people.contact_details c where lower(c.email) = lower((select email from rights.request_contact where request_id = $1))) as "peopleOfMailbox",
    exists (select from people.bank_details b where b.person_id = $2) as "bankDetails",
    exists (select from access.dispute_case d where d.person_id = $2) as dispute`;

/**
 * What the registry says about a request: how many the mailbox is known for, and whether what is held of the person has bank details
 * or a dispute.
 * @param engine session of the engine's login
 */
export async function identityFacts(engine: Session, request: Pick<RightsRequest, 'id' | 'personId'>): Promise<KnownFacts> {
  const [row] = await engine.query<KnownFacts>(factsSql, [request.id, request.personId]);
  return row ?? { peopleOfMailbox: 0, bankDetails: false, dispute: false };
}
