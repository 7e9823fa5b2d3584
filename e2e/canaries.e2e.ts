import { randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { domainRegistry } from '@oubli/domains';
import { snakeCase } from '@oubli/personal-data';
import Redis from 'ioredis';
import { ended, Stack } from './stack';

const long = '1995-03-01';
const fixed: Readonly<Record<string, unknown>> = {
  phase: 'active', origin: 'person', stage: 'rejected', status: 'ended', kind: 'last-contact', currency: 'EUR', source_type: 'person', superseded_on: null, closed_on: null,
  cancelled_at: null, lines: null, client_contact_id: null, pool_consent: false, supports_invoice: true, social_contribution_evidence: true, score: 7, ip: '192.0.2.77',
  siret: '00000001800010', beneficiary_siret: '00000001800010', result: 'confirmed', means: 'form', direction: 'sent', channel: 'e-mail', outcome: 'sent', area: 'rights',
  'do_not_recreate.return_task.ground': 'erasure', 'do_not_recreate.feed_task.ground': 'erasure',
  roles: ['recruiter'], language: 'fr', step_up_until: null, 'access.console_user.password_hash': null, 'access.console_token.kind': 'reset',
  'packages.package.kind': 'access', 'packages.package.state': 'made', 'packages.redaction.reason': 'name', decision: 'redact', file: 'data.json',
  recipient_category: 'client', fields: ['lastName'], basis: 'contract', 'recipients.disclosure.purpose': 'assignments',
  page: '/home', about_id: null, invoice_id: null, 'engagement.consent.purpose': 'campaigns', 'engagement.objection.purpose': 'campaigns',
  'rights.request.kind': 'erasure', 'rights.request.state': 'closed', 'rights.request.outcome': 'granted', door: 'form', extension_reason: 'complexity', owner_id: null,
  due_legal: '2099-01-01', due_target: '2099-01-01', 'rights.request_event.kind': 'registered',
  'rights.request_event.state': 'received', 'rights.request_document.kind': 'answer', media_type: 'text/plain', actor_id: null, written_by: null, author_id: null,
  'rights.request_document.sent_by': 'print', 'rights.request_document.template': 'answered', 'rights.deadline_alarm.step': 'near', 'rights.accuracy_task.kind': 'birth-date-conflict', 'rights.accuracy_task.done_on': null, 'rights.accuracy_task.outcome': null, 'rights.forwarding.record_types': ['person'], 'rights.identity_proof.method': 'source-system', 'rights.identity_copy.media_type': 'image/png', 'rights.recipient_task.outcome': 'told', done_by: null, agent_id: null, caught_up: [],
  // The code of a survey, which its counts keep.
  survey: 'satisfaction-1995',
};

/** Two days after the day, so that what lasts an hour and was planted today has not ended. */
const minutesAfter = (day: string, minutes: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + (2 * 1440 + minutes) * 60_000).toISOString();

/** Nothing ends what no policy governs. */
const ungoverned = new Set(['appointment']);

describe('canaries in every personal column of a person whose records all expire', () => {
  let stack: Stack;
  const person = randomUUID();
  const neighbour = randomUUID();
  /** Rows of the neighbour, by table. */
  const ofNeighbour = new Map<string, string>();
  const canaries: string[] = [];
  const canary = (place: string): string => {
    const value = `zibeline-${canaries.length}-${place.replaceAll('_', '')}`;
    canaries.push(value);
    return value;
  };
  /** What stands in the neighbour's column: one letter away from a canary. */
  let planted = 0;
  const alike = (place: string): string => `zibelinf-${planted++}-${place.replaceAll('_', '')}`;

  beforeAll(async () => {
    stack = await Stack.create({ redis: true });
    await plantCompany();
    await plant(person, long, canary);
    const [today] = await stack.db.owner.session.query<{ day: string }>('select calendar.paris_date(now())::text as day');
    (await plant(neighbour, today?.day ?? '', alike)).forEach((id, table) => ofNeighbour.set(table, id));
  }, 120_000);
  afterAll(() => stack.close());

  /** What records refer to and what is nobody's. */
  async function plantCompany(): Promise<void> {
    const { session } = stack.db.owner;
    await session.query(`insert into calendar.fiscal_year (label, starts_on, ends_on) select y::text, make_date(y, 1, 1), make_date(y, 12, 31) from generate_series(1990, 2030) y`);
    await session.query(`insert into training.session (id, title, starts_on, ends_on, place) values ($1, 'Course', $2, $2, 'Paris')`, [person, long]);
    await session.query(`insert into people.client (id, name) values ($1, 'Exemple SA')`, [person]);
    await session.query(`insert into engagement.campaign (id, title, channel) values ($1, 'Letter', 'e-mail')`, [person]);
    await session.query(`insert into recipients.recipient (id, name, category, country, registered_on) values ($1, 'Exemple Conseil', 'client', 'FR', $2)`, [person, long]);
  }

  /** One row of every governed table about somebody, every day the same, each text, file and document made by `text`. @returns ids by table */
  async function plant(whom: string, day: string, text: (place: string) => string): Promise<ReadonlyMap<string, string>> {
    const { session } = stack.db.owner;
    const ids = new Map<string, string>();
    const instants: Readonly<Record<string, string>> = { expires_at: minutesAfter(day, 30), issued_at: minutesAfter(day, 0), started_at: minutesAfter(day, 0), seen_at: minutesAfter(day, 0) };
    const rows = new Map<string, string>();
    const governed = domainRegistry.roots.filter((root) => !ungoverned.has(root.recordType));
    for (const declaration of [...governed, ...governed.flatMap((root) => domainRegistry.childrenOf(root.recordType))]) {
      const columns = await session.query<{ name: string; type: string }>(
        `select column_name as name, data_type as type from information_schema.columns where table_schema || '.' || table_name = $1`, [declaration.table]);
      const id = declaration === domainRegistry.person ? whom : randomUUID();
      ids.set(declaration.table, id);
      rows.set(declaration.recordType, id);
      const via = 'partOf' in declaration ? snakeCase(declaration.partOf.via) : null;
      const values = columns.map(({ name, type }) => {
        if (name === 'id') return id;
        if (name === via && 'partOf' in declaration) return rows.get(declaration.partOf.recordType) ?? null;
        if (name === 'person_id') return whom;
        if (['session_id', 'client_id', 'campaign_id', 'recipient_id', 'record_id', 'publication_id'].includes(name)) return person;
        if (name === 'lines') return JSON.stringify([{ text: text(name) }]);
        if (name === 'source_id') return null;
        if (Object.hasOwn(instants, name)) return instants[name];
        if (name === 'occurred_on') return day;
        // A closed account or request falls due; an open one would stay.
        if (name === 'closed_on' && ['access.console_user', 'rights.request'].includes(declaration.table)) return day;
        if (name === 'token_sha256') return randomBytes(32);
        const key = [`${declaration.table}.${name}`, name].find((k) => Object.hasOwn(fixed, k));
        if (key !== undefined) return fixed[key];
        if (type === 'text') return text(name);
        if (type === 'bytea') return name.endsWith('sha256') ? Buffer.alloc(32) : Buffer.from(text(name));
        if (type === 'date') return day;
        if (type === 'boolean') return false;
        // Ids that lead to no row: a reader, a copy that is gone.
        if (type === 'uuid') return randomUUID();
        if (type.startsWith('timestamp')) return `${day}T00:00:00Z`;
        return 1;
      });
      await session.query(`insert into ${declaration.table} (${columns.map((c) => c.name).join(', ')}) values (${columns.map((_, i) => `$${i + 1}`).join(', ')})`, values);
    }
    return ids;
  }

  const hits = (text: string): string[] => canaries.filter((c) => text.includes(c) || text.includes(Buffer.from(c).toString('hex')) || text.includes(Buffer.from(c).toString('base64').replace(/=+$/, '')));

  async function inDatabase(): Promise<string[]> {
    const tables = await stack.db.owner.session.query<{ name: string }>(
      `select table_schema || '.' || table_name as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`);
    const found: string[] = [];
    for (const { name } of tables) {
      const rows = await stack.db.owner.session.query<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t`);
      found.push(...hits(rows.map((r) => r.row).join('\n')).map((c) => `${name}: ${c}`));
    }
    return found;
  }

  /** Each row of the neighbour as the database keeps it, by table. */
  async function neighbourRows(): Promise<Record<string, string | undefined>> {
    const rows: Record<string, string | undefined> = {};
    for (const [table, id] of ofNeighbour) {
      const [row] = await stack.db.owner.session.query<{ row: string }>(`select t::text as row from ${table} t where id = $1`, [id]);
      rows[table] = row?.row;
    }
    return rows;
  }

  function files(folder: string): string[] {
    return readdirSync(folder).flatMap((name) => {
      const path = join(folder, name);
      if (name === 'redis-program') return [];
      return statSync(path).isDirectory() ? files(path) : hits(readFileSync(path, 'latin1')).map((c) => `${path}: ${c}`);
    });
  }

  it('are found before the run, and nowhere after it: tables, logs, errors, the queue, the ledger; what is alike and not due is byte for byte as before', async () => {
    const before = await neighbourRows();
    expect(Object.keys(before).length).toBeGreaterThan(40);
    expect(Object.values(before).every((row) => row !== undefined)).toBe(true);
    expect(new Set((await inDatabase()).map((hit) => hit.split(': ')[1])).size).toBe(canaries.length);
    const { session } = stack.db.owner;
    await session.query(`create function engagement.complain() returns trigger language plpgsql as $$ begin raise exception 'I do not let go of %', old.comment using detail = old.comment, hint = old.survey; end $$;
      create trigger complain before delete on engagement.survey_answer for each row execute function engagement.complain()`);
    const worker = stack.worker();
    const first = await stack.command(['run', '--yes', '--json']);
    expect(JSON.parse(first.output)).toMatchObject({ quarantined: 1 });
    await session.query('drop function engagement.complain() cascade');
    await stack.command(['quarantine', 'retry']);
    const second = await stack.command(['run', '--yes', '--json']);
    expect(JSON.parse(second.output)).toMatchObject({ quarantined: 0 });
    const redis = new Redis(stack.redis?.url ?? '');
    const keys = await redis.keys('*');
    const queue = (await Promise.all(keys.map(async (key) => `${key} ${String(await redis.dumpBuffer(key))}`))).join('\n');
    redis.disconnect();
    worker.kill('SIGTERM');
    await ended(worker);

    expect(await neighbourRows()).toEqual(before);
    expect(await inDatabase()).toEqual([]);
    expect(await session.query('select 1 from people.person where id = $1', [person])).toEqual([]);
    expect(hits(queue)).toEqual([]);
    expect(files(stack.folder)).toEqual([]);
    expect(hits(first.output + first.complaint + second.output + second.complaint)).toEqual([]);
  }, 120_000);
});
