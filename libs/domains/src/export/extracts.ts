import type { Session } from '@oubli/database';
import { loadSchedule, type Schedule, why } from '@oubli/retention';
import { domainRegistry } from '../registry';
import * as sql from './export.sql';

/** An extract as a list of exports shows it. */
export interface Extract {
  readonly id: string;
  readonly personId: string;
  readonly generatedOn: string;
  readonly title: string;
  readonly masked: boolean;
  readonly purpose: string | null;
  readonly recipientId: string | null;
  readonly recipient: string | null;
  readonly reason: string | null;
  readonly records: number;
  readonly leftOut: number;
  readonly maker: string;
  /** First day on which the file is out of reach, by the policy in force (RET-27); null where no policy governs it. */
  readonly expiresOn: string | null;
}

type Stored = Omit<Extract, 'expiresOn'>;

const withExpiry = async (engine: Session, schedule: Schedule, row: Stored): Promise<Extract> => ({ ...row, expiresOn: (await why(engine, domainRegistry, schedule, 'report-extract', row.id)).dueOn });

/** Extracts that are there, latest first. @param maker person id, null for everybody's */
export async function listExtracts(app: Session, engine: Session, maker: string | null, after: { readonly generatedOn: string; readonly id: string } | null, limit: number): Promise<Extract[]> {
  const schedule = await loadSchedule(engine);
  const rows = await app.query<Stored>(sql.listExtracts, [maker, after?.generatedOn ?? null, after?.id ?? null, limit]);
  const extracts: Extract[] = [];
  for (const row of rows) extracts.push(await withExpiry(engine, schedule, row));
  return extracts;
}

/** One extract, or null when there is none any more. */
export async function readExtract(app: Session, engine: Session, id: string): Promise<Extract | null> {
  const [row] = await app.query<Stored>(sql.readExtract, [id]);
  return row ? withExpiry(engine, await loadSchedule(engine), row) : null;
}

/** The file of an extract, part by part. @throws Error naming the extract when a part is not what was stored */
export async function* fileOf(app: Session, id: string): AsyncGenerator<Buffer> {
  for (const { number } of await app.query<{ number: number }>(sql.partNumbers, [id])) {
    const [part] = await app.query<{ content: Buffer; whole: boolean }>(sql.readPart, [id, number]);
    if (!part?.whole) throw new Error(`Part ${number} of report-extract/${id} does not match its hash.`);
    yield part.content;
  }
}
