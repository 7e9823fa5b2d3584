import type { FieldKeys } from '@oubli/config';
import type { Session } from '@oubli/database';
import { sealAccount } from '@oubli/people';
import { Company, type DemoTable, demoTables, type Row } from './company';
import { addHardCases } from './hard-cases';
import { seedIdentity } from './identity';
import { seedTexts } from './policy-texts';
import { publicationDays } from '../schedule';
import { addApplications, addEngagementAndAccess, addExpenseClaims, addFiscalYears, addInvoices, addTrainings } from './records';
import { addRelations } from './relations';
import { addRequests } from './requests';
import { addStories } from './stories';
import { addAssignmentParts, addDisclosures, addExtractParts, addPackages, addOwnClockRecords, addRelationRecords } from './wider-records';

/** The scale of the demo company that `npm start` loads: 10,000 people. Tests make do with less. */
export const wholeCompany = 5;

/** The fictional company as rows, the same for the same day, seed and scale. */
export function demoCompany(asOf: string, seed: number, scale = 1): Company {
  const company = new Company(asOf, seed, scale);
  const relations = addRelations(company);
  addFiscalYears(company);
  addApplications(company, relations);
  addInvoices(company, relations);
  addExpenseClaims(company, relations);
  addTrainings(company, relations);
  addEngagementAndAccess(company, relations);
  addAssignmentParts(company);
  addOwnClockRecords(company, relations);
  addRelationRecords(company, relations);
  addHardCases(company, relations);
  addStories(company);
  addRequests(company, relations);
  addExtractParts(company);
  addDisclosures(company, relations);
  addPackages(company, relations);
  return company;
}

export interface Demo {
  /** The day everything is relative to. */
  readonly asOf: string;
  readonly seed: number;
  readonly fieldKeys: FieldKeys;
  readonly scale?: number;
  /** Told the table and its number of rows as each is loaded. */
  readonly progress?: (table: string, rows: number) => void;
}

/** A row of the company as its table keeps it. */
function storedRow(table: DemoTable, row: Row, keys: FieldKeys): Row {
  if (table !== 'people.bank_details') return row;
  const { iban, bic, ...rest } = row;
  const text = (value: Row[string] | undefined): string | null => (typeof value === 'string' ? value : null);
  const hex = (bytes: Buffer | null): string | null => bytes && `\\x${bytes.toString('hex')}`;
  const { ibanSealed, bicSealed, accountShown } = sealAccount(String(rest['id']), { iban: text(iban), bic: text(bic) }, keys);
  return { ...rest, iban_sealed: hex(ibanSealed), bic_sealed: hex(bicSealed), account_shown: accountShown };
}

/**
 * Loads the demo company with the owner's login: rows that are archived already cannot be written by the application.
 * @returns rows written
 */
export async function seedDemo(session: Session, demo: Demo): Promise<number> {
  const { asOf, seed, fieldKeys, progress, scale } = demo;
  // Inventing the company takes longer, on a slow machine, than a transaction may stand idle.
  await session.query('set local idle_in_transaction_session_timeout = 0');
  const company = demoCompany(asOf, seed, scale);
  let written = 0;
  for (const table of demoTables) {
    const rows = (company.rows.get(table) ?? []).map((row) => storedRow(table, row, fieldKeys));
    const columns = Object.keys(rows[0] ?? {});
    if (columns.length === 0) continue;
    const list = columns.map((c) => `"${c}"`).join(', ');
    await session.query(`insert into ${table} (${list}) select ${list} from jsonb_populate_recordset(null::${table}, $1::jsonb)`, [JSON.stringify(rows)]);
    written += rows.length;
    progress?.(table, rows.length);
  }
  await session.query(`select setval('rights.request_number', count(*)) from rights.request`);
  await seedIdentity(session);
  await seedTexts(session, publicationDays);
  await session.query('analyze');
  return written;
}
