import { randomUUID } from 'node:crypto';
import type { FieldKeys } from '@oubli/config';
import type { Connections, Session } from '@oubli/database';
import { endEntries, endRefusals, type Entry, feedList, findOnList, type Ground, type Identifiers, withKey } from '@oubli/do-not-recreate';
import type { Origin, RootDeclaration, Row } from '@oubli/personal-data';
import { todayOf } from '@oubli/retention';
import { domainRegistry } from '../registry';
import * as sql from './again.sql';
import { contactKind, contactsSql, type ContactKind, type GivenIdentifiers, ibansOf, type NamesAndBirth, readIdentifiers } from './identifiers-of';

/** Keys by which somebody is known again. Asked when they are needed, so that a lost one stops nothing else. */
export interface ListKeys {
  /** Null when it is lost. */
  readonly list: () => Buffer | null;
  readonly fields: () => FieldKeys;
}

interface KnownPerson extends NamesAndBirth {
  readonly origin: Origin;
  readonly collectedOn: string | null;
  /** She objected to campaigns, and is known: her objection stands beside her. */
  readonly objects: boolean;
  /** Grounds of entries in spite of which she came back by herself. */
  readonly returned: readonly Ground[];
}

const contacts = contactsSql(domainRegistry.roots);

async function given(session: Session, personId: string, person: NamesAndBirth, fields: () => FieldKeys): Promise<GivenIdentifiers> {
  const rows = await session.query<{ kind: ContactKind; value: string }>(contacts, [personId]);
  const of = (kind: ContactKind): string[] => rows.flatMap((row) => (row.kind === kind ? [row.value] : []));
  return { ...person, emails: of('emails'), phones: of('phones'), sirets: of('sirets'), ibans: await ibansOf(session, personId, fields) };
}

/** Everything active by which a person would be known again; null when she is not there, or hidden from this session. */
export async function identifiersOf(session: Session, personId: string, fields: () => FieldKeys): Promise<Identifiers | null> {
  const [person] = await session.query<KnownPerson>(sql.personOf, [personId]);
  return person ? readIdentifiers(await given(session, personId, person, fields)) : null;
}

/**
 * Puts a person on the do-not-recreate list, in the caller's transaction and before anything of hers is erased. For an erasure
 * that she asked for, or an objection; never because a period ended.
 * @param day of the request or objection
 * @returns hashes written; 0 when nothing is left by which she would be known again
 * @throws DoNotRecreateKeyError when the key is lost
 */
export async function feedDoNotRecreate(session: Session, keys: ListKeys, personId: string, ground: Ground, day: string): Promise<number> {
  const key = withKey(keys.list());
  const who = await identifiersOf(session, personId, keys.fields);
  return who === null ? 0 : feedList(session, key, { who, ground, day, entry: randomUUID() });
}

/** Puts on the list whom a trigger left waiting. Does nothing while the key is lost. @param personId one person, or everybody @returns persons fed */
export async function feedWaiting(session: Session, keys: ListKeys, personId: string | null): Promise<number> {
  if (keys.list() === null) return 0;
  const waiting = await session.query<{ id: string; personId: string; ground: Ground; since: string }>(sql.waitingFeeds, [personId]);
  for (const { id, personId: whom, ground, since } of waiting) {
    await feedDoNotRecreate(session, keys, whom, ground, since);
    await session.query(sql.fedOne, [id]);
  }
  return waiting.length;
}

/** Each night: who waits is fed, and entries that are over leave where there are no campaigns any more; where there are, the officer reviews them. */
export async function keepDoNotRecreateList(owner: Connections, keys: ListKeys): Promise<void> {
  for (let fed = 1; fed > 0;) fed = await owner.transaction((session) => feedWaiting(session, keys, null));
  const today = await todayOf(owner.session);
  await endRefusals(owner.session, today);
  if (!(await campaignsGoOn(owner.session))) await endEntries(owner.session, today);
}

/** Are there campaigns somebody could be written to by? */
export const campaignsGoOn = async (session: Session): Promise<boolean> => (await session.query<{ there: boolean }>(sql.campaignsExist))[0]?.there ?? true;

/** What is about to be written: fields by property, and of whom. */
export interface Brought {
  readonly declaration: RootDeclaration<Row>;
  readonly values: Readonly<Record<string, unknown>>;
  /** Null for a person who is new. */
  readonly personId: string | null;
  readonly origin: Origin;
}

export type ListAnswer =
  | { readonly kind: 'free' }
  /** She came by herself: welcome, and told. */
  | { readonly kind: 'returned'; readonly entry: Entry }
  | { readonly kind: 'barred'; readonly entry: Entry };

const free: ListAnswer = { kind: 'free' };
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const nameProperties = ['lastName', 'birthName', 'firstName', 'birthDate'] as const;

/**
 * Asks the list before something is written. What a machine brings about somebody on it is barred, unless she came back by
 * herself since, or is known and objected (then her objection stands beside her).
 * @throws DoNotRecreateKeyError when a machine brings identifiers and the key is lost
 */
export async function askList(session: Session, keys: ListKeys, { declaration, values, personId, origin }: Brought): Promise<ListAnswer> {
  const isPerson = declaration === domainRegistry.person;
  const found = (kind: ContactKind): string[] => Object.entries(declaration.columns).flatMap(([property, column]) => (contactKind(property, column) === kind ? (text(values[property]) ?? []) : []));
  const brought = { emails: found('emails'), phones: found('phones'), sirets: found('sirets') };
  const names = isPerson && nameProperties.some((property) => text(values[property]) !== null);
  if (!names && Object.values(brought).every((list) => list.length === 0)) return free;
  const key = keys.list();
  if (key === null && origin === 'person') return free;
  const [known] = personId === null ? [] : await session.query<KnownPerson>(sql.personOf, [personId]);
  // Of nobody who is visible: the database refuses the record itself.
  if (personId !== null && !known) return free;
  const before = personId !== null && known ? await given(session, personId, known, keys.fields) : null;
  const part = (property: (typeof nameProperties)[number]): string | null => (isPerson && property in values ? text(values[property]) : (known?.[property] ?? null));
  const who = readIdentifiers({
    lastName: part('lastName'), birthName: part('birthName'), firstName: part('firstName'), birthDate: part('birthDate'), ibans: before?.ibans ?? [],
    emails: [...brought.emails, ...(before?.emails ?? [])], phones: [...brought.phones, ...(before?.phones ?? [])], sirets: [...brought.sirets, ...(before?.sirets ?? [])],
  });
  const against = (await findOnList(session, withKey(key), who)).filter((entry) => !standsBeside(entry, known));
  const [entry] = against;
  if (!entry) return free;
  return { kind: origin === 'person' ? 'returned' : 'barred', entry };
}

/** Is this entry no reason against a person we know? */
function standsBeside({ ground, listedOn }: Entry, known: KnownPerson | undefined): boolean {
  if (!known) return false;
  const cameHerself = known.origin === 'person' && known.collectedOn !== null && known.collectedOn > listedOn;
  return cameHerself || known.returned.includes(ground) || (ground === 'objection' && known.objects);
}

/** She is to be told that she is on the list, and may ask to be taken off. */
export const addReturn = (session: Session, personId: string, { ground }: Entry, today: string): Promise<unknown> => session.query(sql.addReturn, [randomUUID(), personId, ground, today]);
