import { lastDayKept } from '@oubli/calendar';
import type { Session } from '@oubli/database';
import { type EntryKind, type Identifiers, keyedHashes } from './identifiers';
import * as sql from './list.sql';

/** Why somebody is on the list: she asked to be erased (Art. 17 GDPR) or objected to campaigns (Art. 21). A period that ended is no reason. */
export const grounds = ['erasure', 'objection'] as const;
export type Ground = (typeof grounds)[number];

/** How long an entry stays at least, and from one review to the next (RET-16). */
export const entryPeriod = 'P3Y';

export interface Entry {
  /** Random; joins the hashes of one person, so that they are taken off together. */
  readonly entry: string;
  readonly kind: EntryKind;
  readonly ground: Ground;
  /** Calendar day in Paris. */
  readonly listedOn: string;
  /** Last day on which the entry stays without anybody's word. */
  readonly keptUntil: string;
}

/** The key file of the list is not there: nothing can be looked up or added until it is put back. */
export class DoNotRecreateKeyError extends Error {
  constructor() {
    super('The key of the do-not-recreate list is missing: put its file back; until then nobody can be looked up or added.');
    this.name = 'DoNotRecreateKeyError';
  }
}

/** @throws DoNotRecreateKeyError */
export function withKey(key: Buffer | null): Buffer {
  if (key === null) throw new DoNotRecreateKeyError();
  return key;
}

/** What is fed: who, why, and from which day. */
export interface Fed {
  readonly who: Identifiers;
  readonly ground: Ground;
  /** Day of the request or objection. */
  readonly day: string;
  /** Random uuid of a new entry. */
  readonly entry: string;
}

/**
 * Puts somebody on the list, in the caller's transaction. Fed twice it changes nothing but the day.
 * @returns hashes written; 0 when nothing by which she would be known again is left
 */
export async function feedList(session: Session, key: Buffer, { who, ground, day, entry }: Fed): Promise<number> {
  const hashes = keyedHashes(who, key);
  if (hashes.length === 0) return 0;
  const values = hashes.map(({ hash }) => hash);
  const [known] = await session.query<{ entry: string }>(sql.entryOf, [values]);
  await session.query(sql.writeEntry, [known?.entry ?? entry, values, hashes.map(({ kind }) => kind), ground, day, lastDayKept(day, entryPeriod)]);
  return hashes.length;
}

/** The entries somebody matches. */
export function findOnList(session: Session, key: Buffer, who: Identifiers): Promise<Entry[]> {
  const hashes = keyedHashes(who, key).map(({ hash }) => hash);
  return hashes.length === 0 ? Promise.resolve([]) : session.query<Entry>(sql.findEntries, [hashes]);
}

/** Takes somebody off, with every hash of her entry. @returns the entries that went */
export async function takeOffList(session: Session, key: Buffer, who: Identifiers): Promise<readonly string[]> {
  const rows = await session.query<{ entry: string }>(sql.removeEntries, [keyedHashes(who, key).map(({ hash }) => hash)]);
  return [...new Set(rows.map(({ entry }) => entry))];
}

export interface ListCount {
  readonly ground: Ground;
  readonly people: number;
  readonly reviewDue: number;
}

/** How many are on the list, and how many have stood there for their three years. @param today Paris */
export const countList = (session: Session, today: string): Promise<ListCount[]> => session.query<ListCount>(sql.countEntries, [today]);

/** Entries whose three years are over leave. @param today Paris @returns hashes that went */
export const endEntries = async (session: Session, today: string): Promise<number> => (await session.query(sql.endOver, [today])).length;

/** They stay for three more years, because campaigns go on. @returns hashes that stay */
export const keepEntries = async (session: Session, today: string): Promise<number> => (await session.query(sql.keepOver, [today, lastDayKept(today, entryPeriod)])).length;

/** What was refused to a source in one day, counted: no person, no id. */
export interface Refusal {
  readonly day: string;
  readonly source: string;
  readonly recordType: string;
  readonly kind: EntryKind;
  readonly ground: Ground;
  readonly refused: number;
}

export async function countRefusals(session: Session, refusals: readonly Refusal[]): Promise<void> {
  for (const { day, source, recordType, kind, ground, refused } of refusals) await session.query(sql.countRefusal, [day, source, recordType, kind, ground, refused]);
}

export const refusedOn = async (session: Session, day: string, source: string): Promise<number> => (await session.query<{ n: number }>(sql.refusedToday, [day, source]))[0]?.n ?? 0;
export const listRefusals = (session: Session): Promise<Refusal[]> => session.query<Refusal>(sql.listRefusals);
/** Counts of refusals stay a year. */
export const endRefusals = async (session: Session, today: string): Promise<void> => void (await session.query(sql.endRefusals, [today]));
