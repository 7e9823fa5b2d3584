import { randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { domainRegistry } from '@oubli/domains';
import { snakeCase } from '@oubli/personal-data';
import Redis from 'ioredis';
import type { Stack } from './stack';

export const long = '1995-03-01';
const fixed: Readonly<Record<string, unknown>> = {
  phase: 'active', origin: 'person', stage: 'rejected', status: 'ended', kind: 'last-contact', currency: 'EUR', source_type: 'person', superseded_on: null, closed_on: null,
  cancelled_at: null, lines: null, client_contact_id: null, pool_consent: false, supports_invoice: true, social_contribution_evidence: true, score: 7, ip: '192.0.2.77',
  siret: '00000001800010', beneficiary_siret: '00000001800010', result: 'confirmed', means: 'form', withdrawn_by: 'form', objected_by: 'form', direction: 'sent', channel: 'e-mail', outcome: 'sent', area: 'rights',
  'do_not_recreate.return_task.ground': 'erasure', 'do_not_recreate.feed_task.ground': 'erasure',
  roles: ['recruiter'], language: 'fr', step_up_until: null, 'access.console_user.password_hash': null, 'access.console_token.kind': 'reset',
  'packages.package.kind': 'access', 'packages.package.state': 'made', 'packages.redaction.reason': 'name', decision: 'redact', file: 'data.json',
  recipient_category: 'client', fields: ['lastName'], basis: 'contract', 'recipients.disclosure.purpose': 'assignments',
  page: '/home', about_id: null, invoice_id: null, 'engagement.consent.purpose': 'campaigns', 'engagement.objection.purpose': 'campaigns', 'engagement.objection.standing': 'in-force',
  'rights.request.kind': 'erasure', 'rights.request.state': 'closed', 'rights.request.outcome': 'granted', door: 'form', extension_reason: 'complexity', owner_id: null,
  due_legal: '2099-01-01', due_target: '2099-01-01', 'rights.request_event.kind': 'registered',
  'rights.request_event.state': 'received', 'rights.request_document.kind': 'answer', media_type: 'text/plain', actor_id: null, written_by: null, author_id: null,
  'rights.request_document.sent_by': 'print', 'rights.request_document.template': 'answered', 'rights.deadline_alarm.step': 'near', 'rights.recipient_task.reason': 'rectification', 'rights.recipient_task.their_references': ['R-1'], 'rights.recipient_message.channel': 'webhook', 'rights.recipient_message.state': 'delivered', 'rights.accuracy_task.kind': 'birth-date-conflict', 'rights.accuracy_task.done_on': null, 'rights.accuracy_task.outcome': null, 'rights.forwarding.record_types': ['person'], 'rights.opendsr_request.regulation': 'gdpr', 'rights.opendsr_request.api_version': '2.0', 'rights.opendsr_request.callback_urls': [], 'rights.opendsr_request.body_hash': Buffer.alloc(32), 'rights.opendsr_callback.status': 'completed', 'rights.opendsr_callback.state': 'taken', 'rights.identity_proof.method': 'source-system', 'rights.identity_copy.media_type': 'image/png', 'rights.recipient_task.outcome': 'told', done_by: null, agent_id: null, caught_up: [],
  // The code of a survey, which its counts keep.
  survey: 'satisfaction-1995',
};

/** Two days after the day, so that what lasts an hour and was planted today has not ended. */
const minutesAfter = (day: string, minutes: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + (2 * 1440 + minutes) * 60_000).toISOString();

/** Nothing ends what no policy governs. */
const ungoverned = new Set(['appointment']);

/** Rows of every governed record type about somebody, each text of which can be told from every other. */
export class Planter {
  readonly canaries: string[] = [];
  private alikes = 0;

  /** @param shared id of what records refer to: a session, a client, a campaign */
  constructor(private readonly stack: Stack, private readonly shared: string) {}

  /** A text that stands nowhere else. */
  readonly canary = (place: string): string => {
    const value = `zibeline-${this.canaries.length}-${place.replaceAll('_', '')}`;
    this.canaries.push(value);
    return value;
  };
  /** What stands in somebody else's column: one letter away from a canary. */
  readonly alike = (place: string): string => `zibelinf-${this.alikes++}-${place.replaceAll('_', '')}`;

  /** What records refer to and what is nobody's. */
  async company(): Promise<void> {
    const { session } = this.stack.db.owner;
    await session.query(`insert into calendar.fiscal_year (label, starts_on, ends_on) select y::text, make_date(y, 1, 1), make_date(y, 12, 31) from generate_series(1990, 2030) y`);
    await session.query(`insert into training.session (id, title, starts_on, ends_on, place) values ($1, 'Course', $2, $2, 'Paris')`, [this.shared, long]);
    await session.query(`insert into people.client (id, name) values ($1, 'Exemple SA')`, [this.shared]);
    await session.query(`insert into engagement.campaign (id, title, channel) values ($1, 'Letter', 'e-mail')`, [this.shared]);
    await session.query(`insert into recipients.recipient (id, name, category, country, registered_on) values ($1, 'Exemple Conseil', 'client', 'FR', $2)`, [this.shared, long]);
  }

  /** One row of every governed table about somebody, every day the same, each text, file and document made by `text`. @returns ids by table */
  async plant(whom: string, day: string, text: (place: string) => string): Promise<ReadonlyMap<string, string>> {
    const { session } = this.stack.db.owner;
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
        if (['session_id', 'client_id', 'campaign_id', 'recipient_id', 'record_id', 'publication_id'].includes(name)) return this.shared;
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

  hits(text: string): string[] {
    return this.canaries.filter((c) => text.includes(c) || text.includes(Buffer.from(c).toString('hex')) || text.includes(Buffer.from(c).toString('base64').replace(/=+$/, '')));
  }

  /** Every place of the database where a canary stands, or what `search` finds: `table.column: canary`. */
  async inDatabase(search = (text: string): readonly string[] => this.hits(text)): Promise<string[]> {
    const { session } = this.stack.db.owner;
    const tables = await session.query<{ name: string }>(
      `select table_schema || '.' || table_name as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`);
    const found: string[] = [];
    for (const { name } of tables) {
      const rows = await session.query<{ row: Record<string, unknown> }>(`select to_jsonb(t) as row from ${name} t`);
      for (const [column, value] of rows.flatMap(({ row }) => Object.entries(row))) found.push(...search(JSON.stringify(value) ?? '').map((c) => `${name}.${column}: ${c}`));
    }
    return found;
  }

  /** Rows as the database keeps them, by table. */
  async rows(ids: ReadonlyMap<string, string>): Promise<Record<string, string | undefined>> {
    const rows: Record<string, string | undefined> = {};
    for (const [table, id] of ids) rows[table] = (await this.stack.db.owner.session.query<{ row: string }>(`select t::text as row from ${table} t where id = $1`, [id]))[0]?.row;
    return rows;
  }

  inFiles(folder: string): string[] {
    return readdirSync(folder).flatMap((name) => {
      const path = join(folder, name);
      if (name === 'redis-program') return [];
      return statSync(path).isDirectory() ? this.inFiles(path) : this.hits(readFileSync(path, 'latin1')).map((c) => `${path}: ${c}`);
    });
  }

  /** What the queue holds, keys and values. */
  async queue(): Promise<string> {
    const redis = new Redis(this.stack.redis?.url ?? '');
    const keys = await redis.keys('*');
    const text = (await Promise.all(keys.map(async (key) => `${key} ${String(await redis.dumpBuffer(key))}`))).join('\n');
    redis.disconnect();
    return text;
  }
}
