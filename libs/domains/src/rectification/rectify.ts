import { randomUUID } from 'node:crypto';
import type { FieldKeys } from '@oubli/config';
import type { Connections, Session } from '@oubli/database';
import { openField, sealField } from '@oubli/people';
import { type Purpose, snakeCase } from '@oubli/personal-data';
import { type Actor, addRectification, readRectification, requestToRectify, type RecipientTaskOutcome, rectificationsOf, type Rectification } from '@oubli/rights';
import type { ListKeys } from '../again/again';
import { changeWithin, type ItemResult } from '../records/records';
import { lockRecord } from '../records/records.sql';
import { fieldsOf, type PlaceProblem, type Value } from '../records/shape';
import { domainRegistry } from '../registry';
import { recipientsOf, sendTasks } from '../telling/tell';
import { protectField } from './corrected-fields';
import * as sql from './rectification.sql';

/** Keys of the house: of the ledger for hashes, of fields for sealed values. */
export interface RectificationKeys {
  readonly key: Buffer;
  readonly listKeys: ListKeys;
}

/** One field as the person says it is right. */
export interface Correction {
  readonly recordType: string;
  readonly recordId: string;
  /** By its declared name. */
  readonly field: string;
  /** Null: there is no such value. */
  readonly value: Value;
}

/** A correction that was not made: as the path of every other write answers it. Names places, never a value. */
export class NotRectifiedError extends Error {
  override readonly name = 'NotRectifiedError';

  constructor(
    readonly result: ItemResult['result'],
    readonly code: string | null,
    readonly errors: readonly PlaceProblem[],
  ) {
    super('The field was not corrected; nothing was changed.');
  }
}

const place = (column: 'before_sealed' | 'after_sealed', row: string) => ({ table: 'rights.rectification', column, row });
const everyPurpose = (recordType: string): readonly Purpose[] => {
  const { purposes, columns } = domainRegistry.root(recordType);
  return [...new Set([...purposes, ...Object.values(columns).flatMap((column) => column.purposes ?? [])])];
};

/**
 * Corrects one field at the person's request (Art. 16 GDPR), by the path and under the gates of every other write of records. Before
 * and after go sealed into the request's file, a task and its message for each recipient of the value before (Art. 19), and no source brings
 * that value back. All in one transaction.
 * @returns id of the rectification @throws RightsError, NotRectifiedError
 */
export const rectify = (app: Connections, requestId: string, correction: Correction, actor: Actor, keys: RectificationKeys): Promise<string> =>
  app.transaction(async (session) => {
    const request = await requestToRectify(session, requestId, actor);
    const { recordType, recordId, field, value } = correction;
    const before = await lockField(session, correction, request.personId);
    const bringer = { source: 'rectification', origin: 'person', corrects: true, purposes: everyPurpose(recordType), ...keys } as const;
    const change = await changeWithin(session, recordType, recordId, { [field]: value }, bringer);
    if (change.result !== 'updated') throw new NotRectifiedError(change.result, change.code, change.errors);
    const after = await lockField(session, correction, request.personId);
    await protectField(session, keys.key, { personId: request.personId, recordType, recordId, field }, before, after);
    const id = randomUUID();
    const fieldKeys = keys.listKeys.fields();
    const recipients = await recipientsOf(session, { recordTypes: [recordType], recordId, field });
    const tasks = await addRectification(session, {
      id, requestId, recordType, recordId, field, agentId: actor.id,
      beforeSealed: before === null ? null : sealField(before, place('before_sealed', id), fieldKeys),
      afterSealed: after === null ? null : sealField(after, place('after_sealed', id), fieldKeys),
    }, recipients);
    await sendTasks(session, request, 'rectification', tasks);
    return id;
  });

/** Sealed elsewhere: a new account supersedes the one before by the service of bank details. */
const ownService: ReadonlySet<string> = new Set(['bank-details']);

/**
 * The record's lock, and the field as it stands. Null also for what the path of writes itself will refuse: a record that is hidden,
 * or a field that is none.
 * @throws NotRectifiedError for somebody else's record
 */
async function lockField(session: Session, { recordType, recordId, field }: Correction, personId: string): Promise<string | null> {
  const declaration = domainRegistry.root(recordType);
  if (ownService.has(recordType)) throw new NotRectifiedError('refused', 'refused', [{ pointer: '/recordType', detail: 'has a service of its own, because its values are sealed: put new bank details in force' }]);
  const found = (await fieldsOf(session, declaration)).find((f) => f.property === field);
  const subjects = declaration.subjects.map((subject) => snakeCase(subject));
  const [row] = await session.query<Record<string, string | null>>(lockRecord(declaration, [...subjects.filter((s) => s !== 'id'), ...(found ? [found.name] : [])]), [recordId]);
  if (row && !subjects.some((subject) => row[subject] === personId)) throw new NotRectifiedError('refused', 'bad-request', [{ pointer: '/recordId', detail: 'is no record of the person who asks' }]);
  return (found && row?.[found.name]) ?? null;
}

/** A task as it is listed. */
export interface ListedTask {
  readonly id: string;
  readonly recipient: string;
  readonly category: string;
  readonly openedOn: string;
  readonly doneOn: string | null;
  readonly doneBy: string | null;
  readonly outcome: RecipientTaskOutcome | null;
}

export type ListedRectification = Omit<Rectification, 'beforeSealed' | 'afterSealed'> & { readonly tasks: readonly ListedTask[] };

/** What was corrected under a request, oldest first, without values, and who is to be told of it. */
export async function listRectified(session: Session, requestId: string): Promise<ListedRectification[]> {
  const tasks = await session.query<ListedTask & { readonly rectificationId: string }>(sql.describeTasks, [requestId]);
  return (await rectificationsOf(session, requestId)).map((r) => ({ ...r, tasks: tasks.filter((t) => t.rectificationId === r.id).map(({ rectificationId: _, ...task }) => task) }));
}

/** Before and after, opened; null for what is not there. @throws SealedFieldError */
export async function openRectification(session: Session, id: string, fieldKeys: FieldKeys): Promise<{ readonly before: string | null; readonly after: string | null } | null> {
  const kept = await readRectification(session, id);
  if (!kept) return null;
  const open = (sealed: Buffer | null, column: 'before_sealed' | 'after_sealed'): string | null => sealed && openField(sealed, place(column, id), fieldKeys);
  return { before: open(kept.beforeSealed, 'before_sealed'), after: open(kept.afterSealed, 'after_sealed') };
}
