import { snakeCase } from '@oubli/personal-data';
import { versionBodySchema } from '@oubli/contracts';
import { bodyProblems, installSchedule, makePlan, loadSchedule, recordDeclarations } from '@oubli/retention';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import { findSocialSecurityNumber } from '@oubli/people';
import { governedElsewhere, missingRows } from './gaps';
import { allEntities, allMigrations } from './migrations';
import { domainRegistry } from './registry';
import { domainSchedules, shippedSchedule } from './schedule';
import { sealedColumns } from './sealed-columns';

interface LiveColumn {
  readonly table: string;
  readonly column: string;
  readonly nullable: boolean;
}

describe('the database of all domains', () => {
  let db: TestDatabase;
  let live: LiveColumn[];
  beforeAll(async () => {
    db = await cloneDatabase(allMigrations);
    await recordDeclarations(db.engine.session, domainRegistry);
    live = await db.owner.session.query<LiveColumn>(
      `select table_schema || '.' || table_name as "table", column_name as "column", is_nullable = 'YES' as nullable from information_schema.columns
       where table_schema not in ('pg_catalog', 'information_schema') and table_schema !~ '^pg_' and (table_schema, table_name) <> ('public', 'migrations')`);
  });
  afterAll(() => db.close());

  it('has no column that nobody declared, and lacks none that is declared', () => {
    const declared = domainRegistry.declarations.flatMap((d) => Object.keys(d.columns).map((c) => `${d.table}.${snakeCase(c)}`));
    expect(live.map((c) => `${c.table}.${c.column}`).sort()).toEqual([...new Set(declared)].sort());
  });

  it('matches the entities by name and nullability', async () => {
    const source = await db.dataSource(allEntities);
    const entities = source.entityMetadatas.flatMap((m) => m.columns.map((c) => ({ table: m.tablePath, column: c.databaseName, nullable: c.isNullable })));
    const tables = new Set(entities.map((e) => e.table));
    const byName = (a: LiveColumn, b: LiveColumn): number => (`${a.table}.${a.column}` < `${b.table}.${b.column}` ? -1 : 1);
    expect(live.filter((c) => tables.has(c.table)).sort(byName)).toEqual(entities.sort(byName));
  });

  it('hides and protects every governed table by row-level security', async () => {
    const secured = await db.owner.session.query<{ table: string }>(
      `select n.nspname || '.' || c.relname as "table" from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relrowsecurity`);
    const governed = domainRegistry.roots.flatMap((root) => [root.table, ...domainRegistry.childrenOf(root.recordType).map((c) => c.table)]);
    expect(secured.map((row) => row.table).sort()).toEqual(governed.sort());
  });

  it('has an index on every foreign key', async () => {
    const missing = await db.owner.session.query(
      `select conrelid::regclass::text as "table", conname from pg_constraint k where contype = 'f' and not exists (
         select 1 from pg_index i where i.indrelid = k.conrelid and i.indpred is null and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] operator(pg_catalog.@>) k.conkey)`);
    expect(missing).toEqual([]);
  });

  it('seals every sealed column anew when the key is turned', () => {
    const found = live.filter((c) => c.column.endsWith('_sealed')).map(({ table, column }) => ({ table, column }));
    expect(found).toHaveLength(sealedColumns.length);
    expect(found).toEqual(expect.arrayContaining([...sealedColumns]));
  });

  it('deletes no row of a governed table by cascade', async () => {
    const cascades = await db.owner.session.query(
      `select conrelid::regclass::text as "table" from pg_constraint where contype = 'f' and confdeltype <> 'a' and conrelid::regclass::text !~ '^retention\\.'`);
    expect(cascades).toEqual([]);
  });

  it('refuses a purpose that is not on the closed list', async () => {
    const insert = db.engine.session.query(`insert into retention.declared_purpose values ('person', 'last_name', 'advertising')`);
    await expect(insert).rejects.toMatchObject({ code: '23503' });
  });

  it('installs the shipped schedule, every version of which fits declarations and columns, once', async () => {
    expect(await db.owner.transaction((session) => installSchedule(session, domainRegistry, shippedSchedule))).toBe(true);
    expect(await db.owner.transaction((session) => installSchedule(session, domainRegistry, shippedSchedule))).toBe(false);
    const plan = await db.engine.transaction(async (s) => (await makePlan(s, domainRegistry, await loadSchedule(s), {}, true)).plan);
    expect(plan.steps).toEqual([]);
    expect(plan.notGoverned).toEqual([{ recordType: 'appointment', count: 0, because: 'no policy' }]);
    expect(plan.blocked).toEqual([]);
  });

  it('serves, or names as missing, every row of the reference schedule, and governs at least 27 of them', () => {
    const governed = new Set(domainSchedules.flatMap((s) => s.policies.flatMap((p) => p.rows)));
    const elsewhere = Object.keys(governedElsewhere);
    const all = Array.from({ length: 41 }, (_, i) => `RET-${String(i + 1).padStart(2, '0')}`);
    expect([...governed, ...elsewhere, ...missingRows].sort()).toEqual(all);
    expect(governed.size + elsewhere.filter((row) => row !== 'RET-18').length).toBeGreaterThanOrEqual(27);
  });

  it.each([
    ['anonymises at the end', { startEvent: [{ clock: 'decision' }], active: { period: 'P1Y' }, end: 'pseudonymise' }, /dated deletion always follows/],
    ['has a period in weeks', { startEvent: [{ clock: 'decision' }], active: { period: 'P3W' }, end: 'delete' }, /is not a period/],
    ['has a period of nothing', { startEvent: [{ clock: 'decision' }], active: { period: 'P0D' }, end: 'delete' }, /is not a period/],
    ['has no start event', { startEvent: [], active: { period: 'P1Y' }, end: 'delete' }, /./],
  ])('refuses a version that %s', (_what, body, message) => {
    const parsed = versionBodySchema.safeParse(body);
    expect(parsed.success).toBe(false);
    expect(parsed.error?.message).toMatch(message);
  });

  it.each([
    ['names an unknown clock', { startEvent: [{ clock: 'birthday' }], active: { period: 'P1Y' } }, /has no clock "birthday"/],
    ['names an unknown column', { condition: { column: 'shoeSize', is: 'null' as const }, startEvent: [{ clock: 'decision' }], active: { period: 'P1Y' } }, /no declared column "shoeSize"/],
    ['nulls a column that may not be null', { startEvent: [{ clock: 'decision' }], active: { period: 'P1Y', sorting: { columns: { stage: { kind: 'erase' as const } } } }, archived: { period: 'P2Y' } }, /may not be null/],
    ['writes a constant that a CHECK refuses', { startEvent: [{ clock: 'decision' }], active: { period: 'P1Y', sorting: { columns: { stage: { kind: 'erase' as const, constant: 'gone' } } } }, archived: { period: 'P2Y' } }, /CHECK/],
    ['makes a token of a file', { startEvent: [{ clock: 'decision' }], active: { period: 'P1Y', sorting: { columns: { cv: { kind: 'pseudonym' as const, form: 'text' as const } } } }, archived: { period: 'P2Y' } }, /a token is text/],
    ['cuts the link to the person', { startEvent: [{ clock: 'decision' }], active: { period: 'P1Y', sorting: { columns: { personId: { kind: 'erase' as const } } } }, archived: { period: 'P2Y' } }, /links rows|carries the record/],
    ['treats and never deletes', { startEvent: [{ clock: 'decision' }], active: { period: 'P1Y', sorting: { columns: { motivation: { kind: 'erase' as const } } } } }, /a dated deletion must follow/],
  ])('refuses a version that %s, when it is frozen', async (_what, body, message) => {
    const problems = await bodyProblems(db.owner.session, domainRegistry, 'application', versionBodySchema.parse({ ...body, end: 'delete' }));
    expect(problems.join('\n')).toMatch(message);
  });

  it('finds social-security numbers in SQL exactly where TypeScript finds them', async () => {
    const key = (n: string): string => String(97n - (BigInt(n) % 97n)).padStart(2, '0');
    const texts = ['2550175115001', '1850575123456', '1991399123456', '2550175115'].flatMap((n) => [
      `${n}${key(n)}`, `x ${n} ${key(n)} y`, `${n}00`, `9${n}${key(n)}`, `${n}${key(n)}1`, `${n.slice(0, 1)} ${n.slice(1, 3)} ${n.slice(3, 5)} ${n.slice(5, 7)} ${n.slice(7, 10)} ${n.slice(10)} ${key(n)}`,
      `${n.slice(0, 1)}\u00a0${n.slice(1, 3)}\u202f${n.slice(3)}${key(n)}`, `12 ${n}${key(n)}`,
    ]);
    texts.push('FR14 2004 1010 0505 0001 3M02 606', '185052A00408491', '', 'Jean Dupont');
    const rows = await db.owner.session.query<{ found: boolean }>(
      'select people.holds_social_security_number(t) as found from unnest($1::text[]) with ordinality as x (t, n) order by n', [texts]);
    expect(rows.map((r) => r.found)).toEqual(texts.map(findSocialSecurityNumber));
    expect(rows.some((r) => r.found)).toBe(true);
  });

  it('refuses a social-security number in every text column of every governed table', async () => {
    const columns = await db.owner.session.query<{ table: string; column: string }>(
      `select table_schema || '.' || table_name as "table", column_name as "column" from information_schema.columns
       where data_type in ('text', 'character varying') and table_schema in ('people', 'recruitment', 'invoicing', 'training', 'engagement', 'access', 'rights', 'recipients', 'packages')
         and not is_generated = 'ALWAYS'`);
    const checks = await db.owner.session.query<{ definition: string; table: string }>(
      `select pg_get_constraintdef(oid) as definition, conrelid::regclass::text as "table" from pg_constraint where contype = 'c'`);
    const closed = (table: string, column: string): boolean =>
      checks.some((c) => c.table === table && c.definition.includes(`${column} = ANY`));
    const open = columns.filter(({ table, column }) =>
      !closed(table, column) && !checks.some((c) => c.table === table && c.definition.replaceAll('"', '').includes(`holds_social_security_number(${column})`)));
    expect(open).toEqual([]);
  });
});

describe('an archived record', () => {
  let db: TestDatabase;
  const person = '00000000-0000-4000-8000-000000000001';
  const application = '00000000-0000-4000-8000-000000000002';
  beforeAll(async () => {
    db = await cloneDatabase(allMigrations);
    await recordDeclarations(db.engine.session, domainRegistry);
    await db.owner.session.query(`insert into people.person (id, last_name, collected_on, origin) values ($1, 'Durand', '2020-01-01', 'person')`, [person]);
    await db.owner.session.query(
      `insert into recruitment.application (id, person_id, stage, decided_on, collected_on, origin, phase) values ($1, $2, 'rejected', '2020-01-01', '2020-01-01', 'person', 'archived')`,
      [application, person]);
  });
  afterAll(() => db.close());

  it('is hidden from the application’s own login, RESET ROLE and SET ROLE included', async () => {
    const look = () => db.app.transaction(async (s) => {
      await s.query('reset role');
      return s.query('select id from recruitment.application');
    });
    expect(await look()).toEqual([]);
    await expect(db.app.session.query(`set role "${db.rolePrefix}_engine"`)).rejects.toMatchObject({ code: '42501' });
    await expect(db.app.session.query('set session authorization default; select set_config(\'row_security\', \'off\', false); select id from recruitment.application')).rejects.toMatchObject({ code: '42501' });
  });

  it('cannot be written, brought back, or deleted by the application', async () => {
    expect(await db.app.session.query(`update recruitment.application set phase = 'active' where id = $1 returning id`, [application])).toEqual([]);
    await expect(db.app.session.query('delete from recruitment.application')).rejects.toMatchObject({ code: '42501' });
    await expect(db.app.session.query(`insert into recruitment.application (id, person_id, stage, origin, phase) values (gen_random_uuid(), $1, 'open', 'person', 'archived')`, [person])).rejects.toMatchObject({ code: '42501' });
  });

  it('is read by the archive role only through the function that demands a purpose and logs', async () => {
    await expect(db.archive.session.query('select id from recruitment.application')).rejects.toMatchObject({ code: '42501' });
    const read = (purpose: string, motive: string) =>
      db.archive.session.query<{ r: { id: string } | null }>('select retention.read_archived($1, $2, $3, $4) as r', ['application', application, purpose, motive]);
    await expect(read('curiosity', 'because')).rejects.toMatchObject({ code: '23503' });
    await expect(read('rights-and-disputes', '')).rejects.toMatchObject({ code: '23514' });
    expect((await read('rights-and-disputes', 'complaint of 3 May'))[0]?.r?.id).toBe(application);
    await expect(db.app.session.query('select retention.read_archived($1, $2, $3, $4)', ['application', application, 'rights-and-disputes', 'no right'])).rejects.toMatchObject({ code: '42501' });
    const log = await db.owner.session.query('select record_id::text as id, purpose, asked_by from retention.archive_access');
    expect(log).toEqual([{ id: application, purpose: 'rights-and-disputes', asked_by: `${db.rolePrefix}_archive` }]);
  });
});

describe('a dispute', () => {
  it('opens its hold in its own transaction and closes it when it is settled', async () => {
    const db = await cloneDatabase(allMigrations);
    const person = '00000000-0000-4000-8000-000000000001';
    await db.app.session.query(`insert into people.person (id, last_name, collected_on, origin) values ($1, 'Durand', '2020-01-01', 'person')`, [person]);
    await db.app.session.query(`insert into access.dispute_case (id, person_id, opened_on, origin) values (gen_random_uuid(), $1, '2026-01-15', 'person')`, [person]);
    const open = () => db.owner.session.query('select person_id::text as person, review_on from retention.hold where released_at is null');
    expect(await open()).toEqual([{ person, review_on: '2026-07-15' }]);
    await db.app.session.query(`update access.dispute_case set settled_on = '2026-03-01'`);
    expect(await open()).toEqual([]);
    await db.close();
  });
});
