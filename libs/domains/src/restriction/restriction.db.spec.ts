import { randomUUID } from 'node:crypto';
import { snakeCase } from '@oubli/personal-data';
import { placeRestriction, recordDeclarations } from '@oubli/retention';
import { loadRegister } from '@oubli/rights';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import { searchPeople } from '../held/search';
import { allMigrations } from '../migrations';
import { readRecords } from '../records/read';
import { changeRecord, upsertRecords } from '../records/records';
import { domainRegistry } from '../registry';
import { drawReports } from '../reports/reports';

const key = Buffer.alloc(32, 5);
const purposes = [...new Set(domainRegistry.roots.flatMap((root) => root.purposes))];
const reached = domainRegistry.roots.filter((root) => !root.beyondRestriction);
const bringer = { source: 'erp', origin: 'import', purposes, key, listKeys: { list: () => key, fields: () => { throw new Error('not asked'); } } } as const;

describe('what is restricted (Art. 18 GDPR), for the application’s own login', () => {
  let db: TestDatabase;
  let today = '';
  const [ann, joan, client] = [randomUUID(), randomUUID(), randomUUID()];
  const ids = { application: randomUUID(), profile: randomUUID(), cv: randomUUID(), assignment: randomUUID(), other: randomUUID() };
  const owner = (text: string, values: readonly unknown[] = []) => db.owner.session.query(text, values);
  const app = (text: string, values: readonly unknown[] = []) => db.app.session.query(text, values);

  beforeAll(async () => {
    db = await cloneDatabase(allMigrations);
    await recordDeclarations(db.engine.session, domainRegistry);
    today = String((await owner('select calendar.paris_date(now())::text as day'))[0]?.['day']);
    for (const [id, name] of [[ann, 'Ann'], [joan, 'Joan'], [client, 'Client']]) await owner(`insert into people.person (id, last_name, search_key, collected_on, origin) values ($1, $2, lower($2), '2024-01-01', 'person')`, [id, name]);
    await owner(`insert into recruitment.application (id, person_id, stage, applied_on, motivation, collected_on, origin) values ($1, $2, 'open', '2024-01-01', 'hers', '2024-01-01', 'person'), ($3, $4, 'open', '2024-01-01', 'hers', '2024-01-01', 'person')`, [ids.application, ann, ids.other, joan]);
    await owner(`insert into recruitment.expert_profile (id, person_id, collected_on, origin) values ($1, $2, '2024-01-01', 'person')`, [ids.profile, ann]);
    await owner(`insert into recruitment.cv_file (id, profile_id) values ($1, $2)`, [ids.cv, ids.profile]);
    await owner(`insert into recruitment.assignment (id, person_id, client_contact_id, status, started_on, collected_on, origin) values ($1, $2, $3, 'running', '2024-02-01', '2024-01-01', 'person')`, [ids.assignment, ann, client]);
  });
  beforeEach(() => owner('truncate retention.restriction, retention.restriction_reason, retention.restriction_notice'));
  afterAll(() => db.close());

  const restrict = async (personId: string, recordType?: string): Promise<string> =>
    (await placeRestriction(db.app, db.engine.session, domainRegistry, key, { personId, recordType, ground: 'unlawful', reason: 'She opposes deletion', author: 'Officer', reviewOn: today })).id;
  const lift = async (id: string): Promise<void> => {
    await app(`insert into retention.restriction_notice values ($1, calendar.paris_date(now()), 'letter', 'Officer')`, [id]);
    await app('update retention.restriction set lifted_at = now() where id = $1', [id]);
  };

  it('is enforced on every governed table, by its own subjects and under its own record type', async () => {
    const policies = await owner(`select schemaname || '.' || tablename as "table", permissive, qual = with_check as "both", qual from pg_policies where policyname = 'unrestricted'`);
    expect(policies.map((p) => p['table']).sort()).toEqual(reached.map((root) => root.table).sort());
    for (const { recordType, table, subjects } of reached) {
      const policy = policies.find((p) => p['table'] === table);
      expect(policy).toMatchObject({ permissive: 'RESTRICTIVE', both: true, qual: expect.stringContaining(`'${recordType}'::text`) as string });
      for (const subject of subjects) expect(policy?.['qual']).toContain(`${snakeCase(subject)} IN `);
    }
    const guarded = await owner(`select tgrelid::regclass::text as "table" from pg_trigger where tgname in ('aa_subjects_not_restricted', 'aa_root_not_restricted')`);
    const governed = reached.flatMap((root) => [root.table, ...domainRegistry.childrenOf(root.recordType).map((c) => c.table)]).filter((table) => table !== 'people.dated_event');
    expect(guarded.map((t) => t['table'])).toEqual(expect.arrayContaining(governed));
  });

  it('is neither read nor changed, in none of her tables, RESET ROLE included; everybody else is', async () => {
    await restrict(ann);
    for (const { table, subjects } of reached) {
      const hers = subjects.map((subject) => `${snakeCase(subject)} = '${ann}'`).join(' or ');
      const rows = await db.app.transaction(async (s) => {
        await s.query('reset role');
        await s.query('reset session authorization');
        const read = await s.query(`select 1 from ${table} where ${hers}`);
        const changed = await s.query(`update ${table} set origin = 'import' where ${hers} returning 1`);
        return [...read, ...changed];
      });
      expect([table, rows]).toEqual([table, []]);
    }
    expect(await app('select id::text as id from recruitment.cv_file')).toEqual([]);
    expect(await app('update recruitment.cv_file set profile_id = profile_id returning 1')).toEqual([]);
    expect(await app('select id::text as id from recruitment.application')).toEqual([{ id: ids.other }]);
    expect(await owner(`select 1 from recruitment.application where origin <> 'person'`)).toEqual([]);
    await expect(app('select 1 from people.person_clock')).rejects.toMatchObject({ code: '42501' });
    await expect(app(`select set_config('row_security', 'off', false); select 1 from recruitment.application`)).rejects.toMatchObject({ code: '42501' });
  });

  it('includes a record that she shares with somebody who is not restricted', async () => {
    await restrict(client, 'assignment');
    expect(await app('select 1 from recruitment.assignment')).toEqual([]);
    expect(await app('select last_name from people.person where id = $1', [client])).toEqual([{ last_name: 'Client' }]);
  });

  it('is one field group where it is asked for one, and comes back when it is lifted', async () => {
    const [first, second] = [await restrict(ann, 'application'), await restrict(ann, 'application')];
    const see = async () => (await app('select id::text as id from recruitment.application where person_id = $1', [ann])).length;
    expect([await see(), (await app('select 1 from recruitment.cv_file')).length]).toEqual([0, 1]);
    await lift(first);
    expect(await see()).toBe(0);
    await lift(second);
    expect(await see()).toBe(1);
  });

  it('is in no list, search, report and timeline', async () => {
    const lists = async () => ({
      records: (await readRecords(db.app.session, 'application', { limit: 10 }, purposes, await loadRegister(db.app.session))).length,
      byId: (await readRecords(db.app.session, 'application', { id: ids.application, limit: 10 }, purposes, await loadRegister(db.app.session))).length,
      people: (await searchPeople(db.app.session, 'Ann', null, 10)).length,
      all: (await searchPeople(db.app.session, '', null, 10)).length,
      events: (await app('select 1 from people.dated_event')).length,
    });
    await owner(`insert into people.dated_event (id, person_id, kind, occurred_on, source_type) values (gen_random_uuid(), $1, 'last-contact', '2024-01-01', 'test')`, [ann]);
    for (let i = 0; i < 6; i += 1) await owner(`insert into recruitment.application (id, person_id, stage, collected_on, origin) values (gen_random_uuid(), $1, 'open', '2024-01-01', 'person')`, [joan]);
    expect(await lists()).toEqual({ records: 8, byId: 1, people: 1, all: 3, events: 1 });
    const counted = async () => (await drawReports(db.app.session, purposes)).find((r) => r.report === 'applications-by-stage')?.cells;
    expect(await counted()).toEqual([{ label: 'open', count: 8 }]);
    await restrict(ann);
    expect(await lists()).toEqual({ records: 7, byId: 0, people: 0, all: 2, events: 0 });
    expect(await counted()).toEqual([{ label: 'open', count: 7 }]);
  });

  it('does not reach the file of her request, through which it is placed and lifted', async () => {
    expect(domainRegistry.roots.filter((root) => root.beyondRestriction).map((root) => root.recordType).sort()).toEqual(['access-package', 'disclosure', 'rights-request']);
    await restrict(ann);
    const [request] = await app(`insert into rights.request (kind, door, language, person_id, received_on, due_target, due_legal, collected_on)
      values ('restriction', 'desk', 'fr', $1, $2, $2::date + 30, $2::date + 30, $2) returning id`, [ann, today]);
    await app(`insert into rights.request_note (request_id, body) values ($1, 'x')`, [request?.['id']]);
    expect(await app('select state from rights.request where person_id = $1', [ann])).toEqual([{ state: 'received' }]);
    expect(await app(`select retention.record_is_restricted('rights-request', $1) as restricted`, [request?.['id']])).toEqual([{ restricted: false }]);
  });

  it('takes no new record and no part of one, and says so in its own words', async () => {
    await restrict(ann);
    await expect(app(`insert into recruitment.application (id, person_id, stage, collected_on, origin) values (gen_random_uuid(), $1, 'open', $2, 'person')`, [ann, today])).rejects.toMatchObject({ code: 'OB423' });
    await expect(app('update recruitment.application set person_id = $1 where id = $2', [ann, ids.other])).rejects.toMatchObject({ code: 'OB423' });
    await expect(app('insert into recruitment.cv_file (id, profile_id) values (gen_random_uuid(), $1)', [ids.profile])).rejects.toMatchObject({ code: 'OB423' });
    const values = { personId: ann, stage: 'open' };
    expect(await changeRecord(db.app, 'application', ids.application, { stage: 'rejected' }, bringer, false)).toMatchObject({ result: 'refused', code: 'restricted' });
    expect(await upsertRecords(db.app, 'application', [{ sourceId: 'new', values }], bringer, false)).toMatchObject([{ result: 'refused', code: 'restricted' }]);
  });

  it('refuses the next synchronisation by name, and accepts it after the lifting', async () => {
    const values = { personId: joan, stage: 'open' };
    const push = (stage: string) => upsertRecords(db.app, 'application', [{ sourceId: 'A-1', values: { ...values, stage } }], bringer, false);
    expect(await push('open')).toMatchObject([{ result: 'created' }]);
    const id = await restrict(joan, 'application');
    expect(await push('rejected')).toMatchObject([{ result: 'refused', code: 'restricted' }]);
    await lift(id);
    expect(await push('rejected')).toMatchObject([{ result: 'updated' }]);
  });

  it('still takes in the events that its periods will count from, and shows them to nobody until then', async () => {
    const id = await restrict(ann);
    const event = randomUUID();
    await app(`insert into people.dated_event (id, person_id, kind, occurred_on, source_type) values ($1, $2, 'last-contact', $3, 'test')`, [event, ann, today]);
    expect(await app('select 1 from people.dated_event where id = $1', [event])).toEqual([]);
    expect(await app('update people.dated_event set cancelled_at = now() where id = $1 returning 1', [event])).toEqual([]);
    await lift(id);
    expect(await app('select 1 as one from people.dated_event where id = $1', [event])).toEqual([{ one: 1 }]);
    const gone = randomUUID();
    await owner(`insert into people.person (id, collected_on, origin, phase) values ($1, '2001-01-01', 'person', 'archived')`, [gone]);
    await expect(app(`insert into people.dated_event (id, person_id, kind, occurred_on, source_type) values (gen_random_uuid(), $1, 'last-contact', $2, 'test')`, [gone, today])).rejects.toMatchObject({ code: 'OB410' });
  });

  it('is read by the archive’s login alone, for a stated purpose, and that is written down', async () => {
    const read = () => db.archive.session.query<{ r: { motivation: string } | null }>('select retention.read_archived($1, $2, $3, $4) as r', ['application', ids.application, 'rights-and-disputes', 'her own claim']);
    expect((await read())[0]?.r).toBeNull();
    await restrict(ann);
    expect((await read())[0]?.r?.motivation).toBe('hers');
    await expect(db.archive.session.query('select 1 from recruitment.application')).rejects.toMatchObject({ code: '42501' });
    expect(await owner('select count(*)::int as reads from retention.archive_access where record_id = $1', [ids.application])).toEqual([{ reads: 2 }]);
  });
});
