import type { Session } from '@oubli/database';

const eraseContactSql = 'update rights.request_contact set name = null, email = null, phone = null, address = null, words = null where request_id = $1';

/** Who asked is not needed any more: nothing that was kept at her request is left, and she was told. */
export async function eraseContact(session: Session, requestId: string): Promise<void> {
  await session.query(eraseContactSql, [requestId]);
}
