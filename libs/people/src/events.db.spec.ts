import { randomUUID } from 'node:crypto';
import { Connections, type Session } from '@oubli/database';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import fc from 'fast-check';
import { peopleMigrations } from './people.migration';

const noKeys = (): never => {
  throw new Error('Nothing to seal in an empty database.');
};

describe('the clock of a person', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await cloneDatabase(peopleMigrations(noKeys));
  });
  afterAll(() => db.close());

  const newPerson = async (): Promise<string> => {
    const id = randomUUID();
    await db.app.session.query(`insert into people.person (id, last_name, collected_on, origin) values ($1, 'Durand', '2020-01-01', 'person')`, [id]);
    return id;
  };
  const insertEvent = (session: Session, personId: string, occurredOn: string, id = randomUUID()): Promise<unknown> =>
    session.query(`insert into people.dated_event (id, person_id, kind, occurred_on, source_type) values ($1, $2, 'last-contact', $3, 'person')`, [id, personId, occurredOn]);
  const clockOf = async (personId: string): Promise<string | undefined> =>
    (await db.app.session.query<{ on: string }>(`select last_on::text as on from people.person_clock where person_id = $1 and kind = 'last-contact'`, [personId]))[0]?.on;
  /** Comes back when a session of the database waits for a lock. */
  const somebodyWaits = async (): Promise<void> => {
    for (;;) {
      const waiting = await db.owner.session.query(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
      if (waiting.length > 0) return;
    }
  };

  it('is always the latest event that is not cancelled, whatever is added, corrected or cancelled', async () => {
    const day = fc.integer({ min: 0, max: 4000 }).map((n) => new Date(Date.UTC(2015, 0, 1 + n)).toISOString().slice(0, 10));
    const date = fc.oneof({ weight: 8, arbitrary: day }, { weight: 1, arbitrary: fc.constant('infinity') });
    const change = fc.oneof(
      fc.record({ kind: fc.constant('add' as const), on: date }),
      fc.record({ kind: fc.constant('correct' as const), which: fc.nat(9), on: date }),
      fc.record({ kind: fc.constant('cancel' as const), which: fc.nat(9) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 10 }), async (changes) => {
        const personId = await newPerson();
        const events = new Map<string, { on: string; cancelled: boolean }>();
        for (const step of changes) {
          if (step.kind === 'add') {
            const id = randomUUID();
            await insertEvent(db.app.session, personId, step.on, id);
            events.set(id, { on: step.on, cancelled: false });
            continue;
          }
          const [id, event] = [...events][step.which % Math.max(events.size, 1)] ?? [];
          if (!id || !event) continue;
          if (step.kind === 'correct') event.on = step.on;
          else event.cancelled = true;
          const set = step.kind === 'correct' ? 'occurred_on = $2::date' : 'cancelled_at = coalesce(cancelled_at, now()), occurred_on = $2::date';
          await db.app.session.query(`update people.dated_event set ${set} where id = $1`, [id, event.on]);
        }
        const counting = [...events.values()].filter((e) => !e.cancelled).map((e) => e.on);
        const latest = counting.includes('infinity') ? 'infinity' : counting.sort().at(-1);
        expect(await clockOf(personId)).toBe(latest ?? (events.size > 0 ? '-infinity' : undefined));
      }),
      { numRuns: 40 },
    );
  });

  it('keeps the later of two events that are written at the same moment', async () => {
    const personId = await newPerson();
    let earlier: Promise<unknown> = Promise.resolve();
    await db.app.transaction(async (session) => {
      await insertEvent(session, personId, '2025-06-01');
      earlier = insertEvent(db.app.session, personId, '2020-06-01');
      await somebodyWaits();
    });
    await earlier;
    expect(await clockOf(personId)).toBe('2025-06-01');
  });

  it.each([
    ['a new event', async (personId: string) => insertEvent(db.app.session, personId, '2026-01-01')],
    ['a corrected event', async (personId: string) => db.app.session.query(`update people.dated_event set occurred_on = '2026-01-01' where person_id = $1`, [personId])],
    ['a cancelled event', async (personId: string) => db.app.session.query('update people.dated_event set cancelled_at = now() where person_id = $1', [personId])],
  ])('lets %s wait for a batch that holds the person', async (_what, write) => {
    const personId = await newPerson();
    await insertEvent(db.app.session, personId, '2019-01-01');
    let writing: Promise<unknown> = Promise.resolve();
    await db.engine.transaction(async (batch) => {
      await batch.query('select id from people.person where id = $1 for update', [personId]);
      writing = write(personId);
      await somebodyWaits();
      expect(await clockOf(personId)).toBe('2019-01-01');
    });
    await writing;
    expect(await clockOf(personId)).not.toBe('2019-01-01');
  });

  it('comes back with a new record after the engine has let it go', async () => {
    const personId = await newPerson();
    await insertEvent(db.app.session, personId, '2019-01-01');
    await db.engine.session.query('delete from people.person_clock where person_id = $1', [personId]);
    await db.app.session.query(`insert into people.contact_details (id, person_id, collected_on, origin) values ($1, $2, '2026-01-01', 'person')`, [randomUUID(), personId]);
    expect(await clockOf(personId)).toBe('2019-01-01');
  });

  it('is not the application’s to write', async () => {
    await expect(db.app.session.query(`update people.person_clock set last_on = 'infinity'`)).rejects.toMatchObject({ code: '42501' });
    await expect(db.app.session.query(`select people.refresh_person_clock($1, 'payment')`, [randomUUID()])).rejects.toMatchObject({ code: '42501' });
  });
});

describe('a person whose phase is over', () => {
  const person = '00000000-0000-4000-8000-000000000001';
  const record = (session: Session): Promise<unknown> =>
    session.query(`insert into people.contact_details (id, person_id, collected_on, origin) values ($1, $2, '2026-01-01', 'person')`, [randomUUID(), person]);

  it('takes no new record and no event from the application, and history from the owner', async () => {
    const db = await cloneDatabase(peopleMigrations(noKeys));
    await db.owner.session.query(`insert into people.person (id, collected_on, origin, phase) values ($1, '2020-01-01', 'person', 'treated')`, [person]);
    await expect(record(db.app.session)).rejects.toMatchObject({ code: 'OB410' });
    await expect(db.app.session.query(`insert into people.dated_event (id, person_id, kind, occurred_on, source_type) values ($1, $2, 'payment', '2026-01-01', 'x')`, [randomUUID(), person]))
      .rejects.toMatchObject({ code: 'OB410' });
    await record(db.owner.session);
    await db.close();
  });

  it('takes no record either that waited while a batch treated her', async () => {
    const db = await cloneDatabase(peopleMigrations(noKeys));
    const other = new Connections(db.roleUrl('app'), { max: 1 });
    await db.owner.session.query(`insert into people.person (id, collected_on, origin) values ($1, '2020-01-01', 'person')`, [person]);
    let refused: Promise<unknown> = Promise.resolve();
    await db.engine.transaction(async (batch) => {
      await batch.query(`select id from people.person where id = $1 for update`, [person]);
      refused = expect(record(other.session)).rejects.toMatchObject({ code: 'OB410' });
      for (;;) {
        const waiting = await db.owner.session.query(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
        if (waiting.length > 0) break;
      }
      await batch.query(`update people.person set phase = 'treated' where id = $1`, [person]);
    });
    await refused;
    await other.close();
    await db.close();
  });
});
