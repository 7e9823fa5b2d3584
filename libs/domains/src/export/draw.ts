import { randomUUID } from 'node:crypto';
import { recordAct } from '@oubli/access';
import type { Connections, Session } from '@oubli/database';
import type { Purpose } from '@oubli/personal-data';
import { disclose, type Given, type Recipient, recipientToGive } from '@oubli/recipients';
import { loadSchedule } from '@oubli/retention';
import { loadRegister, type PurposeRegister, PurposeWithoutBasisError } from '@oubli/rights';
import { categoriesOfOne } from '../purposes/categories-of';
import { domainRegistry } from '../registry';
import { byteOrderMark, csvLine } from './csv';
import * as sql from './export.sql';
import { type ExportList, openList } from './lists';

/** What makes personal values leave the house: nothing is given without all of it. */
export interface Terms {
  readonly purpose: Purpose;
  readonly recipientId: string;
  readonly reason: string;
  /** Under what the recipient knows the person; of one person’s records only. */
  readonly theirReference: string | null;
}

export interface Drawing {
  /** Person of the account that draws it. */
  readonly personId: string;
  /** Purposes the drawer serves. */
  readonly purposes: readonly Purpose[];
  readonly wanted: ExportList;
  /** Null: masked. */
  readonly terms: Terms | null;
}

/** Bytes after which a part of the file is stored. */
const partBytes = 256 * 1024;

/**
 * Draws a list into a file that lies in the database, page by page, and writes down in the same transaction what it tells of
 * whom (RET-38) and who drew it (RET-25): none of the three is there without the others.
 * @param app the application's login: archived and restricted records are not in its sight
 * @returns id of the extract
 * @throws RecipientError for a recipient that may be given nothing, PurposeWithoutBasisError
 */
export async function drawExport(app: Pick<Connections, 'transaction'>, engine: Session, { personId, purposes, wanted, terms }: Drawing): Promise<string> {
  const schedule = await loadSchedule(engine);
  return app.transaction(async (session) => {
    const recipient = terms === null ? null : await recipientToGive(session, terms.recipientId, terms.purpose);
    const register = terms === null ? null : await loadRegister(session);
    if (register && terms) await assertBasis(session, register, terms.purpose, wanted);
    const sheet = await openList({ session, engine, schedule, purposes: terms === null ? purposes : [terms.purpose], register }, wanted);
    const id = randomUUID();
    await session.query(sql.addExtract, [id, personId, sheet.title, terms === null, terms?.purpose ?? null, terms?.recipientId ?? null, terms?.reason ?? null]);
    const file = new StoredFile(session, id);
    const ledger = new GivenLater(session);
    let [records, leftOut] = [0, 0];
    await file.write(byteOrderMark + csvLine(sheet.header));
    for await (const page of sheet.pages()) {
      await file.write(page.rows.map((row) => csvLine(row.cells)).join(''));
      await ledger.add(page.rows.flatMap((row) => row.given));
      records += page.records;
      leftOut += page.leftOut;
    }
    await file.end();
    if (recipient && terms) await ledger.disclose(recipient, terms);
    await session.query(sql.countExtract, [id, records, leftOut]);
    await recordAct(session, { personId, area: 'rights', action: terms === null ? 'export.drawn masked' : `export.disclosed for ${terms.purpose}`, aboutType: 'report-extract', aboutId: id });
    return id;
  });
}

/** @throws PurposeWithoutBasisError where no basis in force allows anything of the list to leave for the purpose */
async function assertBasis(session: Session, register: PurposeRegister, purpose: Purpose, wanted: ExportList): Promise<void> {
  const { personId, recordType } = { personId: undefined, recordType: undefined, ...wanted };
  const categories = personId === undefined ? [] : await categoriesOfOne(session, personId);
  const roots = recordType === undefined ? domainRegistry.roots : [domainRegistry.root(recordType)];
  if (!register.reaches(roots, purpose, categories)) throw new PurposeWithoutBasisError(purpose);
}

/** The file as it grows: never more than a part of it in memory. */
class StoredFile {
  private waiting: string[] = [];
  private size = 0;
  private number = 0;

  constructor(
    private readonly session: Session,
    private readonly extractId: string,
  ) {}

  async write(text: string): Promise<void> {
    this.waiting.push(text);
    this.size += text.length;
    if (this.size >= partBytes) await this.end();
  }

  async end(): Promise<void> {
    if (this.size === 0) return;
    this.number += 1;
    await this.session.query(sql.addPart, [randomUUID(), this.extractId, this.number, Buffer.from(this.waiting.join(''), 'utf8')]);
    [this.waiting, this.size] = [[], 0];
  }
}

/**
 * What is given, put aside in the database until the file is whole. A disclosure takes its person's lock: written page by page,
 * a long export would make whoever writes about these persons wait for its end, and two exports wait for each other.
 */
class GivenLater {
  private begun = false;

  constructor(private readonly session: Session) {}

  async add(given: readonly Given[]): Promise<void> {
    if (given.length === 0) return;
    if (!this.begun) await this.session.query('create temporary table export_given (person_id uuid, record_type text, record_id uuid, fields text[], basis text) on commit drop');
    this.begun = true;
    await this.session.query(
      `insert into export_given select g."personId", g."recordType", g."recordId", g.fields, g.basis
       from jsonb_to_recordset($1::jsonb) as g ("personId" uuid, "recordType" text, "recordId" uuid, fields text[], basis text)`, [JSON.stringify(given)]);
  }

  async disclose(recipient: Pick<Recipient, 'id' | 'category'>, { purpose, theirReference }: Terms): Promise<void> {
    if (this.begun) await disclose(this.session, recipient, purpose, theirReference, 'pg_temp.export_given');
  }
}
