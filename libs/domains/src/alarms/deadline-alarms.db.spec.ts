import { randomUUID } from 'node:crypto';
import { appoint, writeEntity } from '@oubli/company';
import { type Actor, extendTerm, moveRequest, registerRequest, type RightsRequest } from '@oubli/rights';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import { allMigrations } from '../migrations';
import { tellDeadlines } from './deadline-alarms';

const settings = { alarmDays: [10, 3], url: 'https://oubli.example' };

describe('the alarms of the terms of requests', () => {
  let db: TestDatabase;
  let officer: Actor;
  let owner: Actor;
  beforeEach(async () => {
    db = await cloneDatabase(allMigrations);
    officer = { mover: 'officer', id: await account('officer@example.org', 'data-protection-officer', 'en') };
    owner = { mover: 'officer', id: await account('owner@example.org', 'accountant', 'fr') };
  });
  afterEach(() => db.close());

  const sql = <R = Record<string, unknown>>(text: string, ...values: unknown[]): Promise<R[]> => db.owner.session.query<R>(text, values);
  async function account(email: string, role: string, language: string): Promise<string> {
    const [person, id] = [randomUUID(), randomUUID()];
    await sql(`insert into people.person (id, last_name, collected_on, origin) values ($1, 'Account', '2024-01-01', 'person')`, person);
    await sql(`insert into access.console_user (id, person_id, email, roles, language, collected_on, origin) values ($1, $2, $3, array[$4], $5, '2024-01-01', 'person')`, id, person, email, role, language);
    return id;
  }
  /** A request that is taken on, whose target lies so many days from today, and its legal date so many after that. */
  const due = async (left: number, roll = 0, by: Actor = officer): Promise<RightsRequest> => {
    const request = await db.app.transaction(async (s) => {
      const { id } = await registerRequest(s, { kind: 'access', door: 'form', language: 'fr', personId: null, contact: { name: 'Zibeline', email: 'zibeline@example.org' }, actorId: null });
      return moveRequest(s, id, 'take', by);
    });
    await shift(request.id, left, roll);
    return request;
  };
  const shift = async (id: string, left: number, roll = 0): Promise<void> =>
    void (await sql(`update rights.request set received_on = calendar.paris_date(now()) + $2::int - 31, due_target = calendar.paris_date(now()) + $2::int, due_legal = calendar.paris_date(now()) + $2::int + $3::int where id = $1`, id, left, roll));
  const messages = async (to: string): Promise<string[]> => (await sql<{ text: string }>(`select subject || E'\\n' || body as text from outbox.message where address = $1 and kind = 'request.deadline' order by created_at`, to)).map(({ text }) => text);

  it('are told once a threshold to the protection officer and to the owner, by number and day and without who asks', async () => {
    const [far, near] = [await due(11), await due(3, 0, owner)];
    expect(await tellDeadlines(db.engine, settings)).toBe(1);
    expect(await tellDeadlines(db.engine, settings)).toBe(0);
    const [[toOfficer], [toOwner]] = [await messages('officer@example.org'), await messages('owner@example.org')];
    expect(toOfficer).toContain(`Requests of persons: 0 late, 1 due soon\nThe term`);
    expect(toOfficer).toContain(`${near.number}: answer by`);
    expect(toOfficer).toContain(`(in 3 days)\n  https://oubli.example/requests/${near.id}`);
    expect(toOwner).toContain(`${near.number} : réponse au plus tard le`);
    expect([toOfficer, toOwner].join()).not.toMatch(/zibeline/i);
    expect(toOfficer).not.toContain(far.number);
    await shift(far.id, 10);
    expect(await tellDeadlines(db.engine, settings)).toBe(1);
    expect([(await messages('officer@example.org')).length, (await messages('owner@example.org')).length]).toEqual([2, 1]);
  });

  it('tell that the target has passed, and that the answer is late, each once', async () => {
    const request = await due(-1, 2);
    await tellDeadlines(db.engine, settings);
    expect((await messages('officer@example.org'))[0]).toContain('the term itself is over');
    await sql('update rights.request set due_target = due_target - 2, due_legal = due_legal - 2 where id = $1', request.id);
    await sql('update rights.deadline_alarm set due_legal = due_legal - 2');
    await tellDeadlines(db.engine, settings);
    expect(await tellDeadlines(db.engine, settings)).toBe(0);
    const [, late] = await messages('officer@example.org');
    expect(late).toContain('late by 1 day (');
    expect(await sql(`select step, days from rights.deadline_alarm where request_id = $1 order by days desc, step desc`, request.id)).toEqual([{ step: 'near', days: 10 }, { step: 'near', days: 3 }, { step: 'target-passed', days: 0 }, { step: 'late', days: 0 }]);
  });

  it('begin anew for an extended term, are silent while identity is asked for, and end with the answer', async () => {
    const [extended, asked, answered] = [await due(2), await due(2), await due(2)];
    await db.app.transaction((s) => moveRequest(s, asked.id, 'ask-identity', officer));
    await db.app.transaction((s) => moveRequest(s, answered.id, 'decide', officer, 'granted'));
    await db.app.transaction((s) => moveRequest(s, answered.id, 'answer', officer));
    expect(await tellDeadlines(db.engine, settings)).toBe(1);
    await db.app.transaction((s) => extendTerm(s, extended.id, 'complexity', officer));
    expect(await tellDeadlines(db.engine, settings)).toBe(0);
    await shift(extended.id, 9);
    expect(await tellDeadlines(db.engine, settings)).toBe(1);
  });

  it('are told once by two jobs that run at once, and not at all by one that is killed', async () => {
    await due(3);
    await sql(`create function public.die() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$`);
    await sql('create trigger die before insert on outbox.message for each row execute function public.die()');
    await expect(tellDeadlines(db.engine, settings)).rejects.toThrow('killed');
    await sql('drop trigger die on outbox.message');
    expect(await sql('select 1 from rights.deadline_alarm')).toEqual([]);
    const both = await Promise.all([tellDeadlines(db.engine, settings), tellDeadlines(db.engine, settings)]);
    expect([...both].sort()).toEqual([0, 1]);
    expect(await messages('officer@example.org')).toHaveLength(1);
  });

  it('go to the office where no protection officer has an account, and wait where there is none at all', async () => {
    await due(3);
    await sql(`update access.console_user set closed_on = calendar.paris_date(now()) where email = 'officer@example.org'`);
    expect(await tellDeadlines(db.engine, settings)).toBe(0);
    await db.app.transaction(async (s) => {
      await writeEntity(s, 'controller', { name: 'Exemple', legalForm: 'SARL', capital: null, registerCity: 'Paris', registerNumber: '732829320', siret: null, vatNumber: null, activityCode: null, street: '1 rue de la Fiction', postcode: '75000', city: 'Paris' }, null);
      await appoint(s, 'protection-officer', { name: null, capacity: null, email: 'dpo@example.org', phone: null }, '2020-01-01');
    });
    expect(await tellDeadlines(db.engine, settings)).toBe(1);
    expect(await messages('dpo@example.org')).toHaveLength(1);
  });
});
