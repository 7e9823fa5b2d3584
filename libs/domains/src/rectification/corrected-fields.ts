import { createHmac } from 'node:crypto';
import type { Session } from '@oubli/database';
import * as sql from './rectification.sql';

/** The form in which two spellings are one value: no accents, no case, no spaces but one between words. Null: no value at all. */
const fold = (text: string | null): string => (text === null ? '-' : `+${text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/gu, ' ').trim()}`);

/**
 * Keyed hash (HMAC-SHA-256) of a value of one field of one record: the same value of another field or person has another hash, and
 * without the key nothing can be tried against it.
 * @param key of the ledger, as for the ids of sources
 */
export const valueHash = (key: Buffer, recordType: string, recordId: string, field: string, text: string | null): Buffer =>
  createHmac('sha256', key).update(`oubli corrected field\0${recordType}\0${recordId}\0${field}\0${fold(text)}`, 'utf8').digest();

interface Protected {
  readonly id: string;
  readonly field: string;
  readonly wrong: Buffer;
  readonly caughtUp: readonly string[];
}

/** A field as it is brought: its text as stored, and whether it would change what is held. */
export interface BroughtField {
  readonly property: string;
  readonly text: string | null;
  readonly changes: boolean;
}

export interface AmongCorrected {
  /** Fields that bring back the value a person had corrected. */
  readonly wrongAgain: readonly string[];
  /** Protections that are over for this source, once the fields are written: it sent something else than the wrong value. */
  readonly settled: readonly string[];
}

export const nothingCorrected: AmongCorrected = { wrongAgain: [], settled: [] };

/**
 * Which of these fields bring back what a person had corrected (Art. 16 GDPR). A source that has sent something else since the
 * correction has caught up: what it sends from then on is news. The caller holds the record's lock.
 */
export async function rectifiedAmong(session: Session, { source, key }: { readonly source: string; readonly key: Buffer }, recordType: string, recordId: string, brought: readonly BroughtField[]): Promise<AmongCorrected> {
  const open = (await session.query<Protected>(sql.protectionsOf, [recordType, recordId])).filter((p) => !p.caughtUp.includes(source));
  const wrongAgain: string[] = [];
  const settled: string[] = [];
  for (const { property, text, changes } of brought) {
    for (const { id, field, wrong } of open) {
      if (field !== property) continue;
      if (changes && valueHash(key, recordType, recordId, field, text).equals(wrong)) wrongAgain.push(property);
      else settled.push(id);
    }
  }
  return { wrongAgain: [...new Set(wrongAgain)], settled };
}

/** Ends protections for one source. */
export async function caughtUp(session: Session, source: string, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await session.query(sql.markCaughtUp, [ids, source]);
}

/** From now on no source brings `before` back into the field; a protection against `after`, which is right now, ends. */
export async function protectField(session: Session, key: Buffer, place: { readonly personId: string; readonly recordType: string; readonly recordId: string; readonly field: string }, before: string | null, after: string | null): Promise<void> {
  const { personId, recordType, recordId, field } = place;
  const hash = (text: string | null): Buffer => valueHash(key, recordType, recordId, field, text);
  await session.query(sql.endProtection, [recordType, recordId, field, hash(after)]);
  await session.query(sql.protect, [personId, recordType, recordId, field, hash(before)]);
}
