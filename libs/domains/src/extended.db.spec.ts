import { extendSchedule, installSchedule, loadSchedule, makePlan, recordDeclarations, type ShippedSchedule } from '@oubli/retention';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import { allMigrations } from './migrations';
import { domainRegistry } from './registry';
import { shippedSchedule } from './schedule';

/** What an earlier version shipped: everything but what concerns some record types. */
function earlier(...unknown: readonly string[]): ShippedSchedule {
  const policies = shippedSchedule.policies.filter((p) => !unknown.includes(p.recordType));
  const codes = new Set(policies.map((p) => p.code));
  const versions = shippedSchedule.versions.filter((v) => codes.has(v.policy));
  const keys = new Set(versions.map((v) => v.key));
  return {
    policies, versions, floors: shippedSchedule.floors.filter((f) => !unknown.includes(f.recordType)),
    publications: shippedSchedule.publications.map((p) => ({ ...p, versions: p.versions.filter((v) => keys.has(v.key)) })),
  };
}

describe('a database of an earlier version', () => {
  let db: TestDatabase;
  beforeEach(async () => {
    db = await cloneDatabase(allMigrations);
    await recordDeclarations(db.engine.session, domainRegistry);
  });
  afterEach(() => db.close());

  const extend = () => db.owner.transaction((session) => extendSchedule(session, domainRegistry, shippedSchedule));
  const today = async (plus = 0): Promise<string> => (await db.owner.session.query<{ day: string }>('select (calendar.paris_date(now()) + $1::int)::text as day', [plus]))[0]?.day ?? '';
  const plan = () => db.engine.transaction(async (s) => (await makePlan(s, domainRegistry, await loadSchedule(s), {}, true)).plan);

  it('gets the policies of record types it did not know, from the day of the upgrade, once, and keeps every other as it was', async () => {
    await installSchedule(db.owner.session, domainRegistry, earlier('user', 'consent', 'expense-claim'));
    const before = (await loadSchedule(db.owner.session)).publications;
    expect((await plan()).notGoverned.map((g) => g.recordType).sort()).toEqual(['appointment', 'consent', 'expense-claim', 'user']);
    expect(await extend()).toEqual({ recordTypes: ['consent', 'expense-claim', 'user'], effectiveFrom: await today() });
    const { publications, floors } = await loadSchedule(db.owner.session);
    expect(publications.slice(0, -1)).toEqual(before);
    const last = publications.at(-1);
    const kept = before.at(-1)?.versions.map((v) => v.id) ?? [];
    expect(last?.versions.map((v) => v.id)).toEqual(expect.arrayContaining(kept));
    expect(last?.versions.filter((v) => !kept.includes(v.id)).map((v) => v.policy).sort()).toEqual(shippedSchedule.policies.filter((p) => ['user', 'consent', 'expense-claim'].includes(p.recordType)).map((p) => p.code).sort());
    expect(floors.map((f) => f.code).sort()).toEqual(shippedSchedule.floors.map((f) => f.code).sort());
    expect((await plan()).notGoverned.map((g) => g.recordType)).toEqual(['appointment']);
    expect(await db.owner.session.query('select reason, explanation from retention.publication order by effective_from desc limit 1')).toEqual([{ reason: 'technical', explanation: 'technical: record types that came with this version' }]);
    expect(await db.owner.session.query(`select place from retention.activity where kind = 'policy-added' and record_type = 'user'`)).toEqual([{ place: 'user' }]);
    expect(await extend()).toBeNull();
  });

  it('has what was collected before fall due under them', async () => {
    await installSchedule(db.owner.session, domainRegistry, earlier('connection-log'));
    await db.owner.session.query(`insert into people.person (id, last_name, collected_on, origin) values ('00000000-0000-4000-8000-000000000001', 'Durand', '2020-01-01', 'person')`);
    await db.owner.session.query(`insert into access.connection_log (id, person_id, occurred_on, ip, collected_on, origin)
      values (gen_random_uuid(), '00000000-0000-4000-8000-000000000001', '2020-01-01', '192.0.2.1', '2020-01-01', 'derived')`);
    expect((await plan()).steps).toEqual([]);
    await extend();
    expect((await plan()).steps.map((s) => [s.recordType, s.count])).toContainEqual(['connection-log', 1]);
  });

  it('is left alone where somebody has a policy of her own, or is writing one', async () => {
    await installSchedule(db.owner.session, domainRegistry, earlier('user', 'consent'));
    await db.owner.session.query(`insert into retention.policy (code, record_type, title, automatic) values ('our-accounts', 'user', 'Ours', false)`);
    await db.owner.session.query(`insert into retention.policy_draft (policy, record_type, title, automatic, legal_reference, confidence, body, changed_at, etag) values ('our-consents', 'consent', 'Ours', false, '', 'G', '{}', now(), gen_random_uuid())`);
    const publications = await db.owner.session.query('select id from retention.publication');
    expect(await extend()).toBeNull();
    expect(await db.owner.session.query('select id from retention.publication')).toEqual(publications);
  });

  it('that published something today gets them from tomorrow', async () => {
    await installSchedule(db.owner.session, domainRegistry, earlier('user'));
    await db.owner.session.query('update retention.publication set effective_from = $1 where effective_from = (select max(effective_from) from retention.publication)', [await today()]);
    expect(await extend()).toEqual({ recordTypes: ['user'], effectiveFrom: await today(1) });
  });
});
