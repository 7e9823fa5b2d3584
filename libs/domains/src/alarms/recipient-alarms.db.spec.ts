import { randomUUID } from 'node:crypto';
import { registerRecipient } from '@oubli/recipients';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import { allMigrations } from '../migrations';
import { tellReviews } from './recipient-alarms';

const settings = { url: 'https://oubli.example' };

describe('the review of recipients', () => {
  let db: TestDatabase;
  beforeEach(async () => {
    db = await cloneDatabase(allMigrations);
  });
  afterEach(() => db.close());

  const sql = <R = Record<string, unknown>>(text: string, ...values: unknown[]): Promise<R[]> => db.owner.session.query<R>(text, values);
  const account = async (email: string, role: string): Promise<void> => {
    const person = randomUUID();
    await sql(`insert into people.person (id, last_name, collected_on, origin) values ($1, 'Account', '2024-01-01', 'person')`, person);
    await sql(`insert into access.console_user (id, person_id, email, roles, language, collected_on, origin) values (gen_random_uuid(), $1, $2, array[$3], 'en', '2024-01-01', 'person')`, person, email, role);
  };
  const recipient = async (name: string, days: { readonly review?: number; readonly contract?: number }): Promise<void> => {
    const id = randomUUID();
    await registerRecipient(db.app.session, { id, name, category: 'processor', country: 'FR' });
    await sql('update recipients.recipient set review_on = calendar.paris_date(now()) + $2::int, contract_ends_on = calendar.paris_date(now()) + $3::int where id = $1', id, days.review ?? null, days.contract ?? null);
  };
  const told = async (): Promise<{ address: string; text: string }[]> => sql(`select address, subject || E'\\n' || body as text from outbox.message where kind = 'recipient.review' order by created_at`);

  it('is told once a day of review or last day of a contract, to the protection officers alone', async () => {
    await account('officer@example.org', 'data-protection-officer');
    await account('clerk@example.org', 'recruiter');
    await recipient('Near Review', { review: 30 });
    await recipient('Far Review', { review: 31, contract: 31 });
    await recipient('Ended Contract', { contract: -1 });
    await recipient('No Days', {});
    expect(await tellReviews(db.engine, settings)).toBe(2);
    const [message, ...others] = await told();
    expect(others).toEqual([]);
    expect(message?.address).toBe('officer@example.org');
    expect(message?.text).toMatch(/Ended Contract: contract until[\s\S]*Near Review: to be reviewed by[\s\S]*https:\/\/oubli\.example\/settings/);
    expect(message?.text).not.toMatch(/Far Review|No Days/);
    expect(await tellReviews(db.engine, settings)).toBe(0);
    await sql(`update recipients.recipient set review_on = review_on - 1 where name = 'Near Review'`);
    expect(await tellReviews(db.engine, settings)).toBe(1);
  });

  it('is not told of a recipient that is given nothing more, and not written down as told while nobody reads it', async () => {
    await recipient('Waiting', { review: 0 });
    await recipient('Gone', { review: 0 });
    await sql(`update recipients.recipient set ended_on = calendar.paris_date(now()) where name = 'Gone'`);
    expect(await tellReviews(db.engine, settings)).toBe(0);
    await account('officer@example.org', 'data-protection-officer');
    const both = await Promise.all([tellReviews(db.engine, settings), tellReviews(db.engine, settings)]);
    expect(both.sort()).toEqual([0, 1]);
    expect((await told()).map(({ text }) => text.includes('Gone'))).toEqual([false]);
  });
});
