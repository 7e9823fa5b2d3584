import { randomUUID } from 'node:crypto';
import { fieldKeysOf } from '@oubli/config';
import { recordDeclarations } from '@oubli/retention';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import { allMigrations } from '../migrations';
import { type Bringer, changeRecord, type ItemResult, upsertRecords } from '../records/records';
import { domainRegistry } from '../registry';
import { type AccuracyKeys, cameBack, confirmData, endAccuracyTask, listAccuracyTasks, openBirthDates, reportReturnedMail } from './accuracy-tasks';
import { watchAccuracy } from './watch-accuracy';

const fields = () => fieldKeysOf([1, Buffer.alloc(32, 7)]);
const keys: AccuracyKeys = { key: Buffer.alloc(32, 1), fields };
const bringer = (source: string): Bringer => ({ source, origin: 'import', purposes: ['recruitment', 'assignments'], key: keys.key, listKeys: { list: () => Buffer.alloc(32, 3), fields } });
const settings = { addressYears: 3, confirmData: true, url: 'https://oubli.example' };

describe('the accuracy of what is held', () => {
  let db: TestDatabase;
  beforeEach(async () => {
    db = await cloneDatabase(allMigrations);
    await recordDeclarations(db.engine.session, domainRegistry);
  });
  afterEach(() => db.close());

  const sql = <R = Record<string, unknown>>(text: string, ...values: unknown[]): Promise<R[]> => db.owner.session.query<R>(text, values);
  const open = () => listAccuracyTasks(db.app.session, null);
  const brought = async (source: string, values: Record<string, string>): Promise<string> => {
    const [made] = await upsertRecords(db.app, 'person', [{ sourceId: `at ${source}`, values: { lastName: 'Zibeline', ...values } }], bringer(source), false);
    return made?.id ?? '';
  };
  const change = (source: string, id: string, birthDate: string | null): Promise<ItemResult> => changeRecord(db.app, 'person', id, { birthDate }, bringer(source), false);
  const held = async (id: string): Promise<string | undefined> => (await sql<{ day: string }>('select birth_date::text as day from people.person where id = $1', id))[0]?.day;
  /** Somebody with contact details that old, and a relation that runs or does not. */
  const contact = async (email: string, years: number, runs = true): Promise<{ person: string; details: string }> => {
    const [person, details] = [randomUUID(), randomUUID()];
    await sql(`insert into people.person (id, last_name, collected_on, origin) values ($1, 'Zibeline', '2015-01-01', 'person')`, person);
    await sql(`insert into people.contact_details (id, person_id, email, street, postcode, city, collected_on, origin) values ($1, $2, $3, '1 rue de la Fiction', '75000', 'Paris', calendar.paris_date(now()) - 1 - make_interval(years => $4::int), 'person')`, details, person, email, years);
    if (runs) await sql(`insert into people.dated_event (id, person_id, kind, occurred_on, source_type) values (gen_random_uuid(), $1, 'assignment-end', 'infinity', 'test')`, person);
    return { person, details };
  };
  const asked = () => sql<{ address: string; body: string }>(`select address, body from outbox.message where kind = 'confirm-data' order by address`);

  describe('two birth dates of one person', () => {
    it('are written over by nobody but the source that said the first, alone: a human decides, once', async () => {
      const id = await brought('hr', { birthDate: '1950-01-02' });
      expect(await change('hr', id, '1950-02-01')).toMatchObject({ result: 'updated' });
      expect(await change('crm', id, '1951-01-02')).toMatchObject({ result: 'conflict', errors: [{ pointer: '/values/birthDate' }] });
      expect(await change('crm', id, '1951-01-02')).toMatchObject({ result: 'conflict' });
      expect(await held(id)).toBe('1950-02-01');
      const tasks = await open();
      expect(tasks).toMatchObject([{ personId: id, kind: 'birth-date-conflict', source: 'crm', field: 'birthDate' }]);
      expect(JSON.stringify(await sql('select * from rights.accuracy_task'))).not.toContain('1951');
      expect(await db.app.transaction((s) => openBirthDates(s, tasks[0]?.id ?? '', fields))).toEqual({ held: '1950-02-01', brought: '1951-01-02' });
    });

    it.each([['kept', '1950-01-02', '1951-01-02'], ['changed', '1951-01-02', '1950-01-02']] as const)('end with the right one %s, and no source brings the other back', async (outcome, right, wrong) => {
      const id = await brought('hr', { birthDate: '1950-01-02' });
      await change('crm', id, '1951-01-02');
      const [task] = await open();
      await endAccuracyTask(db.app, task?.id ?? '', outcome, null, keys);
      expect([await held(id), await open()]).toEqual([right, []]);
      expect(await sql('select brought_sealed as brought from rights.accuracy_task')).toEqual([{ brought: null }]);
      for (const source of ['hr', 'crm']) expect(await change(source, id, wrong)).toMatchObject({ result: 'conflict', code: 'rectified' });
      expect(await open()).toEqual([]);
      await expect(endAccuracyTask(db.app, task?.id ?? '', outcome, null, keys)).rejects.toMatchObject({ code: 'wrong-state' });
    });

    it('are none where nothing was held, where the same is brought, and in a dry run', async () => {
      const id = await brought('hr', {});
      expect(await change('crm', id, '1951-01-02')).toMatchObject({ result: 'updated' });
      expect(await change('crm', id, '1951-01-02')).toMatchObject({ result: 'unchanged' });
      expect(await changeRecord(db.app, 'person', id, { birthDate: '1960-01-01' }, bringer('crm'), true)).toMatchObject({ result: 'conflict' });
      expect(await open()).toEqual([]);
    });
  });

  describe('mail that came back', () => {
    it('marks the address until it is mended by hand, or another one stands there', async () => {
      const { person, details } = await contact('a@example.org', 0);
      const returned = (field: 'email' | 'street') => db.app.transaction((s) => reportReturnedMail(s, person, details, field));
      const marked = async () => [await cameBack(db.app.session, person, { email: 'A@example.org' }), await cameBack(db.app.session, person, { address: 'Mme Zibeline, 1, rue de la Fiction 75000 Paris' }), await cameBack(db.app.session, person, { email: 'b@example.org' })];
      expect(await marked()).toEqual([false, false, false]);
      await returned('email');
      await returned('email');
      await returned('street');
      expect(await marked()).toEqual([true, true, false]);
      const tasks = await open();
      expect(tasks.map(({ kind, field }) => [kind, field]).sort()).toEqual([['returned-mail', 'email'], ['returned-mail', 'street']]);
      await expect(endAccuracyTask(db.app, tasks[0]?.id ?? '', 'kept', null, keys)).rejects.toMatchObject({ code: 'wrong-kind' });
      await endAccuracyTask(db.app, tasks.find(({ field }) => field === 'street')?.id ?? '', 'mended', null, keys);
      await changeRecord(db.app, 'contact-details', details, { email: 'b@example.org' }, bringer('crm'), false);
      expect([await marked(), await open()]).toEqual([[false, false, false], []]);
    });

    it('is about an address that is there and hers', async () => {
      const [one, other] = [await contact('a@example.org', 0), await contact('b@example.org', 0)];
      await expect(db.app.transaction((s) => reportReturnedMail(s, one.person, other.details, 'email'))).rejects.toMatchObject({ code: 'no-person' });
      await sql('update people.contact_details set street = null where id = $1', one.details);
      await expect(db.app.transaction((s) => reportReturnedMail(s, one.person, one.details, 'street'))).rejects.toMatchObject({ code: 'wrong-state' });
    });
  });

  describe('an address nobody has confirmed', () => {
    it('becomes a task after some years of a running relation, once, and again years after it was confirmed', async () => {
      const [old, fresh, over] = [await contact('old@example.org', 3), await contact('fresh@example.org', 2), await contact('over@example.org', 9, false)];
      const unverified = async () => (await watchAccuracy(db.engine, { ...settings, confirmData: false })).unverified;
      expect([await unverified(), await unverified()]).toEqual([1, 0]);
      const [task] = await open();
      expect(task).toMatchObject({ personId: old.person, kind: 'unverified-address', recordId: old.details, field: 'street' });
      await endAccuracyTask(db.app, task?.id ?? '', 'confirmed', null, keys);
      expect(await unverified()).toBe(0);
      await sql(`update rights.accuracy_task set opened_on = opened_on - 1500, done_on = done_on - 1100`);
      expect(await unverified()).toBe(1);
      expect(await sql('select 1 from rights.accuracy_task where person_id = any($1::uuid[])', [fresh.person, over.person])).toEqual([]);
    });
  });

  describe('the question of the year', () => {
    it('goes to a running relation and an address that is hers alone and works, once a year, whatever runs twice', async () => {
      const hers = await contact('hers@example.org', 1);
      await contact('over@example.org', 1, false);
      await contact('new@example.org', 0);
      for (let n = 0; n < 2; n += 1) await contact('couple@example.org', 1);
      const returned = await contact('returned@example.org', 1);
      await db.app.transaction((s) => reportReturnedMail(s, returned.person, returned.details, 'email'));
      const restricted = await contact('restricted@example.org', 1);
      await sql('insert into retention.restriction (person_id, review_on) values ($1, calendar.paris_date(now()) + 10)', restricted.person);
      const both = await Promise.all([watchAccuracy(db.engine, settings), watchAccuracy(db.engine, settings)]);
      expect(both.map((watched) => watched.asked).sort()).toEqual([0, 1]);
      expect(await asked()).toMatchObject([{ address: 'hers@example.org', body: expect.stringContaining('https://oubli.example/public/own-page') }]);
      expect((await asked())[0]?.body).not.toMatch(/zibeline/i);
      expect((await watchAccuracy(db.engine, settings)).asked).toBe(0);
      await sql(`update rights.accuracy_task set opened_on = opened_on - 366 where kind = 'confirm-data'`);
      expect((await watchAccuracy(db.engine, settings)).asked).toBe(1);
      expect(await listAccuracyTasks(db.app.session, hers.person)).toMatchObject([{ kind: 'confirm-data', outcome: null }, { kind: 'confirm-data', outcome: 'unanswered' }]);
    });

    it('is answered on her own page: what nobody had confirmed for years is, and she is not asked again within the year', async () => {
      const { person } = await contact('hers@example.org', 4);
      expect(await watchAccuracy(db.engine, settings)).toEqual({ unverified: 1, asked: 1 });
      await db.app.transaction((s) => confirmData(s, person));
      expect((await listAccuracyTasks(db.app.session, person)).map(({ outcome }) => outcome)).toEqual(['confirmed', 'confirmed']);
      expect(await watchAccuracy(db.engine, settings)).toEqual({ unverified: 0, asked: 0 });
      await db.app.transaction((s) => confirmData(s, person));
      expect(await listAccuracyTasks(db.app.session, person)).toHaveLength(3);
    });

    it('asks nobody where a house does not want it, and writes neither question nor message when it is killed between', async () => {
      await contact('hers@example.org', 1);
      expect(await watchAccuracy(db.engine, { ...settings, confirmData: false })).toEqual({ unverified: 0, asked: 0 });
      await sql(`create function public.die() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$`);
      await sql('create trigger die before insert on outbox.message for each row execute function public.die()');
      await expect(watchAccuracy(db.engine, settings)).rejects.toThrow('killed');
      await sql('drop trigger die on outbox.message');
      expect(await sql('select 1 from rights.accuracy_task')).toEqual([]);
      expect((await watchAccuracy(db.engine, settings)).asked).toBe(1);
    });
  });
});
