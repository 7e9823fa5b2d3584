import { randomUUID } from 'node:crypto';
import type { FieldKeys } from '@oubli/config';
import type { Connections, Session } from '@oubli/database';
import { openField, sealField } from '@oubli/people';
import { type RootDeclaration, type Row, snakeCase } from '@oubli/personal-data';
import { loadSchedule, todayOf } from '@oubli/retention';
import { loadRegister, type Package, type PackageKind, type PackageLanguage, type PackageRedaction, type RedactionDecision, type ZipEntry } from '@oubli/rights';
import { domainRegistry } from '../registry';
import { collect, type CollectedRecord, type HeldRow, type HeldValue, reasonOf, rowsOf, textOf } from './collect';
import { type Known, Others, redacted } from './others';
import * as sql from './package.sql';
import { pdfFile } from './pdf';
import { csvFile, htmlFile, jsonFile, type PackageFile, portable, type ShownRecord, type ShownRow, type ShownValue } from './write';
import { sentences } from './words';

export type StoredPackage = Pick<Package, 'id' | 'personId' | 'kind' | 'language' | 'state' | 'begunOn' | 'madeOn' | 'records'> & { readonly undecided: number };
export type StoredRedaction = Pick<PackageRedaction, 'id' | 'recordType' | 'recordId' | 'field' | 'reason' | 'decision'>;

/** Proposals of redaction wait for a human: the package is not made before. */
export class PackageWaitsError extends Error {
  override readonly name = 'PackageWaitsError';

  constructor(readonly undecided: number) {
    super(`${undecided} values may tell of somebody else and are not decided yet.`);
  }
}

/** A decision about something that is no proposal of the package. */
export class UnknownProposalError extends Error {
  override readonly name = 'UnknownProposalError';
}

/** Who works at a package. The login is the engine's: what is archived is hers too. */
export interface Desk {
  readonly engine: Connections;
  readonly fieldKeys: () => FieldKeys;
}

const personsAtOnce = 5000;
/** Letters (UTF-16, three bytes at most each) after which a piece of a file is sealed and stored. */
const pieceLength = 128 * 1024;
const partTable = 'packages.part';

/** Everybody else of the registry, as texts are searched for them. @returns null when there is no such person */
async function othersThan(session: Session, personId: string): Promise<Others | null> {
  const [self] = await session.query<Known>(sql.lockPerson, [personId]);
  if (!self) return null;
  const others = new Others(self);
  await eachRow<Known>(session, sql.nextPersons, (person) => others.addPerson(person));
  for (const declaration of domainRegistry.roots) {
    const email = columnOf(declaration, 'user.contact.email');
    const phone = columnOf(declaration, 'user.contact.phone_number');
    const [subject] = declaration.subjects;
    if ((email === null && phone === null) || subject === undefined) continue;
    await eachRow<{ id: string; personId: string; email: string | null; phone: string | null }>(session, sql.nextContacts(declaration.table, snakeCase(subject), email, phone), (row) => others.addContact(row.personId, row.email, row.phone));
  }
  return others;
}

const columnOf = ({ columns }: RootDeclaration<Row>, category: string): string | null => {
  const [name] = Object.entries(columns).find(([, column]) => column.category === category) ?? [];
  return name === undefined ? null : snakeCase(name);
};

async function eachRow<R extends { readonly id: string }>(session: Session, statement: string, use: (row: R) => void): Promise<void> {
  for (let after: string | null = null; ; ) {
    const rows: R[] = await session.query<R>(statement, [after, personsAtOnce]);
    rows.forEach(use);
    if (rows.length < personsAtOnce) return;
    after = rows.at(-1)?.id ?? null;
  }
}

/** Records as the kind of package holds them. @param dated with until when and where from */
async function* recordsOf(session: Session, desk: Desk, { kind, personId }: Pick<StoredPackage, 'kind' | 'personId'>, dated: boolean): AsyncGenerator<CollectedRecord> {
  const schedule = dated ? await loadSchedule(session) : null;
  for await (const record of collect({ session, schedule, fieldKeys: desk.fieldKeys, register: await loadRegister(session) }, personId)) {
    const wanted = kind === 'access' ? record : portable(record);
    if (wanted !== null) yield wanted;
  }
}

/**
 * Begins a package: everything it would hold is looked through, and each value that may tell of somebody else is proposed for redaction.
 * @returns its id, or null when there is no such person
 */
export async function beginPackage(desk: Desk, personId: string, kind: PackageKind, language: PackageLanguage): Promise<string | null> {
  return desk.engine.transaction(async (session) => {
    const others = await othersThan(session, personId);
    if (others === null) return null;
    const id = randomUUID();
    await session.query(sql.addPackage, [id, personId, kind, language]);
    await propose(session, desk, { id, personId, kind }, others);
    return id;
  });
}

async function propose(session: Session, desk: Desk, made: Pick<StoredPackage, 'id' | 'personId' | 'kind'>, others: Others): Promise<void> {
  let found: Pick<StoredRedaction, 'recordType' | 'recordId' | 'field' | 'reason'>[] = [];
  const store = async (): Promise<void> => {
    if (found.length > 0) await session.query(sql.addRedactions, [made.id, JSON.stringify(found)]);
    found = [];
  };
  for await (const record of recordsOf(session, desk, made, false)) {
    for (const row of rowsOf(record)) {
      for (const value of row.values) {
        const reason = reasonOf(row, value, made.personId, others);
        if (reason !== null) found.push({ recordType: row.declaration.recordType, recordId: row.id, field: value.name, reason });
      }
    }
    if (found.length >= 1000) await store();
  }
  await store();
}

/** A proposal with the value it is about: who decides has to see it. Null where it is no longer held, or is a file. */
export interface Proposal extends StoredRedaction {
  readonly text: string | null;
}

export async function readPackage(session: Session, id: string): Promise<StoredPackage | null> {
  return (await session.query<StoredPackage>(sql.readPackage, [id]))[0] ?? null;
}

export const packagesOf = (session: Session, personId: string): Promise<StoredPackage[]> => session.query<StoredPackage>(sql.packagesOf, [personId]);

/** What is proposed for redaction, undecided first. */
export async function proposalsOf(desk: Desk, made: StoredPackage): Promise<Proposal[]> {
  return desk.engine.transaction(async (session) => {
    const stored = await session.query<StoredRedaction>(sql.listRedactions, [made.id]);
    const texts = new Map<string, string>();
    const wanted = new Set(stored.map(keyOf));
    for await (const record of recordsOf(session, desk, made, false)) {
      for (const row of rowsOf(record)) {
        for (const value of row.values) {
          const key = placeOf(row, value);
          if (wanted.has(key) && value.kind === 'value' && value.value !== null) texts.set(key, textOf(value.value));
        }
      }
    }
    return stored.map((redaction) => ({ ...redaction, text: texts.get(keyOf(redaction)) ?? null }));
  });
}

const keyOf = ({ recordType, recordId, field }: Pick<StoredRedaction, 'recordType' | 'recordId' | 'field'>): string => `${recordType}/${recordId}/${field}`;
const placeOf = ({ declaration, id }: HeldRow, { name }: HeldValue): string => `${declaration.recordType}/${id}/${name}`;

/** Writes a human's decisions. @returns false when there is no such package, or it was made @throws UnknownProposalError */
export async function decideRedactions(desk: Desk, packageId: string, decisions: readonly { readonly id: string; readonly decision: RedactionDecision }[]): Promise<boolean> {
  return desk.engine.transaction(async (session) => {
    const [stored] = await session.query<StoredPackage>(sql.lockPackage, [packageId]);
    if (stored?.state !== 'waits') return false;
    for (const { id, decision } of decisions) {
      if ((await session.query(sql.decideRedaction, [packageId, id, decision])).length === 0) throw new UnknownProposalError('A decision is about no proposal of this package; nothing was changed.');
    }
    return true;
  });
}

/**
 * Makes the files of a package and seals them. What was written since it was begun is looked through too.
 * @throws PackageWaitsError while a value that may tell of somebody else is not decided
 */
export async function makePackage(desk: Desk, packageId: string): Promise<StoredPackage | null> {
  const waiting = await desk.engine.transaction(async (session) => {
    const [stored] = await session.query<StoredPackage>(sql.lockPackage, [packageId]);
    if (stored?.state !== 'waits') return null;
    const others = await othersThan(session, stored.personId);
    if (others) await propose(session, desk, stored, others);
    return (await readPackage(session, packageId))?.undecided ?? 0;
  });
  if (waiting === null) return null;
  if (waiting > 0) throw new PackageWaitsError(waiting);
  return desk.engine.transaction(async (session) => {
    const [stored] = await session.query<StoredPackage>(sql.lockPackage, [packageId]);
    const others = stored && (await othersThan(session, stored.personId));
    if (!others || stored.state !== 'waits') return null;
    const records = await writeFiles(session, desk, stored, others);
    await session.query(sql.markMade, [packageId, records]);
    return readPackage(session, packageId);
  });
}

async function writeFiles(session: Session, desk: Desk, made: StoredPackage, others: Others): Promise<number> {
  const decisions = new Map((await session.query<StoredRedaction>(sql.listRedactions, [made.id])).map((r) => [keyOf(r), r.decision]));
  const day = await todayOf(session);
  const always = [['data.json', jsonFile(made.kind, made.language, made.personId, day)], ['data.html', htmlFile(made.kind, made.language, day)], ['data.pdf', pdfFile(made.kind, made.language, day)]] as const;
  const whole = always.map(([name, file]) => new SealedFile(session, desk, made.id, name, file));
  for (const file of whole) await file.begin();
  let table = null as SealedFile | null;
  let records = 0;
  for await (const record of recordsOf(session, desk, made, true)) {
    const shown = shownRecord(record, made, others, decisions);
    for (const file of whole) await file.record(shown);
    if (made.kind === 'portability') {
      const name = `${record.declaration.recordType}.csv`;
      if (table?.name !== name) {
        await table?.end({});
        table = new SealedFile(session, desk, made.id, name, csvFile());
        await table.begin();
      }
      await table.record(shown);
    }
    records += 1;
  }
  await table?.end({});
  const own = made.kind === 'access' ? await ownRowsOf(session, made.personId) : {};
  for (const file of whole) await file.end(own);
  return records;
}

function shownRecord(record: CollectedRecord, made: StoredPackage, others: Others, decisions: ReadonlyMap<string, RedactionDecision | null>): ShownRecord {
  const shown = (row: HeldRow): ShownRow => ({ ...row, values: row.values.map((value) => shownValue(row, value, made, others, decisions)) });
  return { ...record, values: shown(record).values, parts: record.parts.map(shown) };
}

function shownValue(row: HeldRow, value: HeldValue, made: StoredPackage, others: Others, decisions: ReadonlyMap<string, RedactionDecision | null>): ShownValue {
  const reason = reasonOf(row, value, made.personId, others);
  if (reason === null) return { ...value, redacted: false };
  const decision = decisions.get(placeOf(row, value)) ?? null;
  if (decision === null) throw new PackageWaitsError(1);
  if (decision === 'release') return { ...value, redacted: false };
  const instead = sentences.redacted[made.language];
  if (reason === 'file' || reason === 'person') return { ...value, value: instead, redacted: true };
  const text = textOf(value.value);
  return { ...value, value: redacted(text, others.mentions(text), instead), redacted: true };
}

async function ownRowsOf(session: Session, personId: string): Promise<Record<string, Record<string, unknown>[]>> {
  const own: Record<string, Record<string, unknown>[]> = {};
  for (const [name, statement] of Object.entries({ ...sql.ownRows, archiveReads: sql.archiveReads(domainRegistry.roots) })) own[name] = await session.query(statement, [personId]);
  return own;
}

/** A file that grows piece by piece, each sealed under the field key and bound to its row. */
class SealedFile {
  private waiting = '';
  private number = 0;

  constructor(
    private readonly session: Session,
    private readonly desk: Desk,
    private readonly packageId: string,
    readonly name: string,
    private readonly file: PackageFile,
  ) {}

  begin(): Promise<void> {
    return this.add(this.file.begin());
  }

  record(record: ShownRecord): Promise<void> {
    return this.add(this.file.record(record));
  }

  async end(own: Parameters<PackageFile['end']>[0]): Promise<void> {
    await this.add(this.file.end(own));
    if (this.waiting !== '') await this.store(this.waiting);
  }

  private async add(text: string): Promise<void> {
    this.waiting += text;
    while (this.waiting.length >= pieceLength) {
      // A letter of two units is not cut in two.
      const cut = /[\ud800-\udbff]/.test(this.waiting.charAt(pieceLength - 1)) ? pieceLength - 1 : pieceLength;
      const piece = this.waiting.slice(0, cut);
      this.waiting = this.waiting.slice(cut);
      await this.store(piece);
    }
  }

  private async store(piece: string): Promise<void> {
    const id = randomUUID();
    this.number += 1;
    await this.session.query(sql.addPart, [id, this.packageId, this.name, this.number, sealField(piece, { table: partTable, column: 'sealed', row: id }, this.desk.fieldKeys())]);
  }
}

/** The files of a made package, opened piece by piece. */
export async function* filesOf(desk: Desk, packageId: string): AsyncGenerator<ZipEntry> {
  const session = desk.engine.session;
  const parts = await session.query<{ id: string; file: string }>(sql.partsOfPackage, [packageId]);
  for (const name of [...new Set(parts.map((part) => part.file))]) {
    yield { name, chunks: piecesOf(session, desk, parts.filter((part) => part.file === name).map((part) => part.id), name.endsWith('.pdf') ? 'latin1' : 'utf8') };
  }
}

/** @param encoding of a piece: a PDF stands in its pieces byte by byte, each as one letter */
async function* piecesOf(session: Session, desk: Desk, ids: readonly string[], encoding: 'latin1' | 'utf8'): AsyncGenerator<Buffer> {
  for (const id of ids) {
    const [part] = await session.query<{ sealed: Buffer }>(sql.readPart, [id]);
    if (!part) throw new Error(`A part of the package is gone: ${id}.`);
    yield Buffer.from(openField(part.sealed, { table: partTable, column: 'sealed', row: id }, desk.fieldKeys()), encoding);
  }
}
