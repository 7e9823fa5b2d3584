import { domainRegistry } from '@oubli/domains';
import { type ColumnDeclaration, state } from '@oubli/personal-data';
import { claimKinds, resumeErasures } from '@oubli/retention';
import { randomUUID } from 'node:crypto';
import { AskedWorld, type Wrong } from './asked-world';

class RolledBack extends Error {}

/** Does something to the engine and gives what takes it back. */
type Spoil = () => () => void;
const swapped = (a: string, b: string): Spoil => () => {
  const kinds = claimKinds as unknown as string[];
  const swap = (): void => {
    const [i, j] = [kinds.indexOf(a), kinds.indexOf(b)];
    [kinds[i], kinds[j]] = [b, a];
  };
  swap();
  return swap;
};
const without = (type: string, column: string): Spoil => () => {
  const columns = domainRegistry.root(type).evidence?.columns as string[];
  const was = [...columns];
  columns.splice(columns.indexOf(column), 1);
  return () => void columns.splice(0, columns.length, ...was);
};
const framed = (type: string, column: string): Spoil => () => {
  const columns = domainRegistry.root(type).columns as Record<string, ColumnDeclaration | undefined>;
  const was = columns[column];
  columns[column] = state;
  return () => void (columns[column] = was);
};
const unused = (type: string): Spoil => () => {
  const declaration = domainRegistry.root(type) as { inUse?: unknown };
  const { inUse } = declaration;
  delete declaration.inUse;
  return () => void (declaration.inUse = inUse);
};

describe('the oracle of erasures', () => {
  let world: AskedWorld;
  beforeAll(async () => {
    world = await AskedWorld.create(0.25);
  }, 180_000);
  afterAll(() => world.db.close());

  it('knows of people with every reason to keep, freeze and erase', () => {
    const claims = new Set(world.people.flatMap((person) => [...world.answerOf(person).values()].flatMap(({ fields }) => [...fields.values()].map(({ claim }) => claim))));
    expect(claims).toEqual(new Set(claimKinds));
    expect(world.people.length).toBeGreaterThanOrEqual(500);
    expect(world.wishes.length).toBeGreaterThan(400);
  });

  it('agrees with every field of preview and letter, of 120 people', async () => {
    expect(await world.differences(world.people.filter((_, i) => i % 4 === 0).slice(0, 120))).toEqual([]);
  }, 240_000);

  /** The first people about whom the oracle says something of that reason, in records of that type. */
  const peopleWith = (type: string, claim: string): string[] =>
    world.people.filter((person) => [...world.answerOf(person)].some(([place, { fields }]) => place.startsWith(`${type}/`) && [...fields.values()].some((field) => field.claim === claim))).slice(0, 3);
  it.each<readonly [string, string, string, Spoil | Wrong]>([
    ['weighs claims in another order', 'assignment', 'in-use', swapped('in-use', 'evidence')],
    ['keeps a day too long', 'assignment', 'evidence', { before: (s) => s.query(`create or replace function calendar.last_day_kept(clock date, period interval) returns date language sql immutable as $$ select case when clock in ('infinity', '-infinity') then clock else (clock + period)::date + 1 end $$`) }],
    ['forgot a statutory period', 'invoice', 'statutory', { schedule: (schedule) => ({ ...schedule, floors: schedule.floors.filter(({ recordType }) => recordType !== 'invoice') }) }],
    ['forgot a field of the evidence', 'assignment', 'evidence', without('assignment', 'dayRate')],
    ['takes what somebody wrote for the frame of the row', 'application', 'evidence', framed('application', 'motivation')],
    ['does not see what is owed', 'invoice', 'in-use', unused('invoice')],
    ['does not see holds', 'invoice', 'hold', { before: (s) => s.query('update retention.hold set released_at = now() where released_at is null') }],
    ['does not see what somebody else had restricted', 'assignment', 'restriction', { before: (s) => s.query('delete from retention.restriction') }],
  ])('tells an engine that %s', async (_name, type, claim, spoil) => {
    const people = peopleWith(type, claim);
    expect(people).not.toEqual([]);
    const restore = typeof spoil === 'function' ? spoil() : () => undefined;
    try {
      expect(await world.differences(people, typeof spoil === 'function' ? {} : spoil)).not.toEqual([]);
    } finally {
      restore();
    }
  }, 60_000);

  it('finds in the database what it expects of everybody, once ten were served by the door of requests and the others by the night', async () => {
    for (const wish of world.wishes.slice(0, 10)) await world.carryOut(wish);
    expect(await world.carryOutAll()).toBeGreaterThan(1000);
    expect(await world.audit()).toEqual([]);
    expect(await resumeErasures(world.db.engine, domainRegistry, randomUUID)).toEqual([]);
  }, 300_000);

  const kept = (table: string, where: string): string => `(select t.id from ${table} t join retention.erasure_wish w on w.person_id = t.person_id and w.record_types is null where ${where} order by t.id limit 1)`;
  it.each([
    ['a field that had to go', `update recruitment.assignment set notes = 'left' where id = ${kept('recruitment.assignment', `t.phase = 'archived' and t.notes is null`)}`, /^survived assignment/],
    ['a field that had to stay', `update invoicing.invoice set amount_excluding_tax = amount_excluding_tax + 1 where id = ${kept('invoicing.invoice', `t.phase = 'archived'`)}`, /^changed invoice/],
    ['a record that had to go', `insert into engagement.survey_answer select * from shadow.engagement_survey_answer s where s.id = (select s.id from shadow.engagement_survey_answer s join retention.erasure_wish w on w.person_id = s.person_id and w.record_types is null left join engagement.survey_answer t on t.id = s.id where t.id is null order by s.id limit 1)`, /^left survey-answer/],
    ['a record that had to stay', `delete from invoicing.invoice where id = ${kept('invoicing.invoice', `t.phase = 'archived'`)}`, /^lost invoice/],
    ['a record still in sight', `update recruitment.assignment set phase = 'active' where id = ${kept('recruitment.assignment', `t.phase = 'archived' and t.ended_on < current_date`)}`, /^phase assignment/],
    ['somebody else’s record', `update people.contact_details set city = 'Elsewhere' where id = (select c.id from people.contact_details c where not exists (select from retention.erasure_wish w where w.person_id = c.person_id) order by c.id limit 1)`, /^notAsked contact-details/],
    ['a comment on a time sheet', `update recruitment.time_sheet set comment = 'left' where id = (select s.id from recruitment.time_sheet s join recruitment.assignment t on t.id = s.assignment_id join retention.erasure_wish w on w.person_id = t.person_id and w.record_types is null where t.phase = 'archived' order by s.id limit 1)`, /time-sheet/],
  ])('finds %s', async (_name, statement, says) => {
    const work = world.db.owner.transaction(async (s) => {
      await s.query('set local session_replication_role = replica');
      await s.query(statement);
      expect((await world.audit((text, values) => s.query(text, values))).some((line) => says.test(line))).toBe(true);
      throw new RolledBack();
    });
    await expect(work).rejects.toBeInstanceOf(RolledBack);
  }, 60_000);
});
