import { fieldKeysOf } from '@oubli/config';
import { allMigrations, beginPackage, decideRedactions, type Desk, domainRegistry, filesOf, makePackage, proposalsOf, readPackage, seedDemo, shippedSchedule } from '@oubli/domains';
import { installSchedule, recordDeclarations } from '@oubli/retention';
import type { PackageKind } from '@oubli/rights';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';

type Query = <R = Record<string, unknown>>(text: string, values?: readonly unknown[]) => Promise<R[]>;
export interface Told {
  record: string;
  fields: { name: string; value: unknown; redacted?: boolean }[];
  parts?: Told[];
}
type Expected = ReadonlyMap<string, ReadonlyMap<string, unknown>>;
interface Oracle {
  readColumns(query: Query): Promise<unknown>;
  expectPackage(query: Query, columns: unknown, person: string, except: string): Promise<Expected>;
  comparePackage(expected: Expected, told: readonly Told[], redacted: ReadonlySet<string>): string[];
}

/** What was made for one person, and what the oracle wants of it. */
export interface Judged {
  readonly expected: Expected;
  readonly told: Told[];
  readonly redacted: ReadonlySet<string>;
}

/** A mixed company and the packages that are made of its people. */
export class PackagesWorld {
  private constructor(readonly db: TestDatabase, readonly oracle: Oracle, private readonly columns: unknown, readonly people: readonly string[]) {}

  /** @param scale of the demo company, of 2,000 people at 1 */
  static async create(scale: number): Promise<PackagesWorld> {
    const oracle = (await import('./packages.mjs')) as unknown as Oracle;
    const mixture = (await import('./mixture.mjs')) as unknown as { mixPeople(query: Query): Promise<void> };
    const db = await cloneDatabase(allMigrations);
    await recordDeclarations(db.engine.session, domainRegistry);
    await installSchedule(db.owner.session, domainRegistry, shippedSchedule);
    const query: Query = (text, values) => db.owner.session.query(text, values);
    const [today] = await query<{ day: string }>('select calendar.paris_date(now())::text as day');
    await seedDemo(db.owner.session, { asOf: today?.day ?? '', seed: 20_261_125, scale, fieldKeys: fieldKeysOf([1, Buffer.alloc(32, 7)]) });
    await db.owner.transaction((s) => mixture.mixPeople((text, values) => s.query(text, values)));
    await query('analyze');
    const people = await query<{ id: string }>('select id::text as id from people.person order by md5(id::text)');
    return new PackagesWorld(db, oracle, await oracle.readColumns(query), people.map((p) => p.id));
  }

  private readonly query: Query = (text, values) => this.db.owner.session.query(text, values);

  private desk(): Desk {
    return { engine: this.db.engine, fieldKeys: () => fieldKeysOf([1, Buffer.alloc(32, 7)]) };
  }

  /** Makes a package, every second proposal of redaction decided one way and the others the other. */
  async make(person: string, kind: PackageKind): Promise<Judged> {
    const desk = this.desk();
    const id = (await beginPackage(desk, person, kind, 'fr')) ?? '';
    const begun = await readPackage(this.db.engine.session, id);
    const proposals = begun ? await proposalsOf(desk, begun) : [];
    const decisions = proposals.map(({ id: of }, i) => ({ id: of, decision: i % 2 === 0 ? ('redact' as const) : ('release' as const) }));
    if (decisions.length > 0) await decideRedactions(desk, id, decisions);
    await makePackage(desk, id);
    const redacted = new Set(proposals.filter((_, i) => i % 2 === 0).map(({ recordType, recordId, field }) => `${recordType}/${recordId}/${field}`));
    const told = (await this.records(desk, id)).filter(({ record }) => record !== `access-package/${id}`);
    return { told, redacted, expected: await this.oracle.expectPackage(this.query, this.columns, person, id) };
  }

  private async records(desk: Desk, id: string): Promise<Told[]> {
    for await (const { name, chunks } of filesOf(desk, id)) {
      if (name !== 'data.json') continue;
      const pieces: Buffer[] = [];
      for await (const chunk of chunks) pieces.push(chunk);
      return (JSON.parse(Buffer.concat(pieces).toString('utf8')) as { records: Told[] }).records;
    }
    return [];
  }

  judge({ expected, told, redacted }: Judged): string[] {
    return this.oracle.comparePackage(expected, told, redacted);
  }

  /** Differences of the packages of some people, two at a time. */
  async differences(people: readonly string[], kind: PackageKind): Promise<{ found: string[]; fields: number; redactions: number }> {
    const result = { found: [] as string[], fields: 0, redactions: 0 };
    const queue = [...people];
    const maker = async (): Promise<void> => {
      for (let person = queue.shift(); person !== undefined; person = queue.shift()) {
        const judged = await this.make(person, kind);
        result.found.push(...this.judge(judged).map((line) => `${person} ${line}`));
        for (const fields of judged.expected.values()) result.fields += fields.size;
        result.redactions += judged.redacted.size;
      }
    };
    await Promise.all([maker(), maker()]);
    return result;
  }
}
