import { randomUUID } from 'node:crypto';
import type { FieldKeys } from '@oubli/config';
import type { Connections, Session } from '@oubli/database';
import { openField, sealField } from '@oubli/people';
import { RightsError } from '@oubli/rights';
import { protectField } from '../rectification/corrected-fields';
import type { AccuracyOutcome, AccuracyTask, AccuracyTaskKind } from './accuracy.personal-data';
import * as sql from './accuracy.sql';

export type ListedAccuracyTask = Pick<AccuracyTask, 'id' | 'personId' | 'kind' | 'recordType' | 'recordId' | 'field' | 'source' | 'openedOn' | 'doneOn' | 'outcome'>;

const place = (row: string) => ({ table: 'rights.accuracy_task', column: 'brought_sealed', row });

/** What waits for somebody of the house, the oldest two hundred, addresses that are merely old after the rest; with a person everything about her, done tasks and questions to her too. */
export const listAccuracyTasks = (session: Session, personId: string | null): Promise<ListedAccuracyTask[]> =>
  personId === null ? session.query<ListedAccuracyTask>(sql.listOpen) : session.query<ListedAccuracyTask>(sql.listOfPerson, [personId]);

/** Keys of the house: of the ledger for hashes, of fields for sealed values. */
export interface AccuracyKeys {
  readonly key: Buffer;
  readonly fields: () => FieldKeys;
}

/**
 * A source brings another birth date than the one that is held by another source's word, or by a human's: neither is written over, a
 * human decides (R53). In the transaction of the record, whose lock the caller holds.
 * @returns whether it is such a case; then a task is open
 */
export async function isBirthDateConflict(session: Session, personId: string, source: string, held: string | null, brought: string | null, fields: () => FieldKeys): Promise<boolean> {
  if (held === null || brought === null || held === brought) return false;
  const [row] = await session.query<{ another: boolean }>(sql.heldByAnother, [personId, source]);
  if (!row?.another) return false;
  const id = randomUUID();
  await session.query(sql.openTask, [id, personId, 'birth-date-conflict' satisfies AccuracyTaskKind, 'person', personId, 'birthDate', sealField(brought, place(id), fields()), source]);
  return true;
}

/**
 * Somebody says that mail to an address came back. Until the task is ended no letter goes there.
 * @throws RightsError `no-person` for contact details that are not hers or not active, `wrong-state` where there is no such address
 */
export async function reportReturnedMail(session: Session, personId: string, recordId: string, field: 'email' | 'street'): Promise<void> {
  const [contact] = await session.query<{ personId: string; email: string | null; street: string | null }>(sql.contactOf, [recordId]);
  if (contact?.personId !== personId) throw new RightsError('no-person', 'These are no active contact details of this person.');
  if (contact[field] === null) throw new RightsError('wrong-state', 'These contact details hold no such address.');
  await session.query(sql.openTask, [randomUUID(), personId, 'returned-mail' satisfies AccuracyTaskKind, 'contact-details', recordId, field, null, null]);
}

/** Fields of contact details were changed: what came back, or was old, was the address before. */
export const addressChanged = (session: Session, recordId: string, fields: readonly string[]): Promise<unknown> => session.query(sql.mendedByChange, [recordId, fields]);

const fold = (text: string): string => text.toLowerCase().normalize('NFKD').replace(/[^\p{L}\p{N}@]/gu, '');

/** Did mail to this address of hers come back, and nobody has mended it? By mail the e-mail counts, on paper the street within the address. */
export async function cameBack(session: Session, personId: string | null, { email, address }: { readonly email?: string | null; readonly address?: string | null }): Promise<boolean> {
  if (personId === null) return false;
  const returned = await session.query<{ email: string | null; street: string | null; field: 'email' | 'street' }>(sql.returnedOf, [personId]);
  return returned.some((r) => (r.field === 'email' ? r.email !== null && email?.toLowerCase() === r.email.toLowerCase() : r.street !== null && address !== undefined && address !== null && fold(address).includes(fold(r.street))));
}

const outcomesOf: Readonly<Record<AccuracyTaskKind, readonly AccuracyOutcome[]>> = {
  'birth-date-conflict': ['kept', 'changed'], 'returned-mail': ['mended'], 'unverified-address': ['mended', 'confirmed'], 'confirm-data': ['confirmed'],
};

async function lockTask(session: Session, id: string): Promise<AccuracyTask> {
  const [task] = await session.query<AccuracyTask>(sql.lockTask, [id]);
  if (!task) throw new RightsError('unknown-request', 'There is no such task among the active records.');
  return task;
}

/** What is held and what was brought, for who decides between two birth dates. @throws RightsError `unknown-request`, `wrong-kind` */
export async function openBirthDates(session: Session, id: string, fields: () => FieldKeys): Promise<{ readonly held: string | null; readonly brought: string | null }> {
  const task = await lockTask(session, id);
  if (task.kind !== 'birth-date-conflict') throw new RightsError('wrong-kind', 'Only two birth dates are compared.');
  const [row] = await session.query<{ held: string | null }>(sql.birthDateOf, [task.personId]);
  return { held: row?.held ?? null, brought: task.broughtSealed && openField(task.broughtSealed, place(id), fields()) };
}

/**
 * Ends a task. Of two birth dates the right one is written, and no source brings the other one back until it has caught up.
 * @throws RightsError `unknown-request`, `wrong-state` when it is done, `wrong-kind` for an outcome that another kind has
 */
export const endAccuracyTask = (app: Connections, id: string, outcome: AccuracyOutcome, doneBy: string | null, keys: AccuracyKeys): Promise<void> =>
  app.transaction(async (session) => {
    const task = await lockTask(session, id);
    if (task.doneOn !== null) throw new RightsError('wrong-state', 'This task is done.');
    if (!outcomesOf[task.kind].includes(outcome)) throw new RightsError('wrong-kind', `A task of kind ${task.kind} ends otherwise.`);
    if (task.kind === 'birth-date-conflict') {
      const { held, brought } = await openBirthDates(session, id, keys.fields);
      const [right, wrong] = outcome === 'changed' ? [brought, held] : [held, brought];
      if (outcome === 'changed') await session.query(sql.setBirthDate, [task.personId, brought]);
      await protectField(session, keys.key, { personId: task.personId, recordType: 'person', recordId: task.personId, field: 'birthDate' }, wrong, right);
    }
    await session.query(sql.endTask, [id, doneBy, outcome]);
  });

/** She says that what is held about her is right. In the caller's transaction. */
export async function confirmData(session: Session, personId: string): Promise<void> {
  const ended = await session.query(sql.confirmAll, [personId]);
  if (ended.length === 0) await session.query(sql.noteConfirmed, [personId]);
}
