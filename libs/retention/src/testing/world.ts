import { randomUUID } from 'node:crypto';
import { treatmentKeys } from '@oubli/anonymization';
import { calendarSql } from '@oubli/calendar';
import { sqlMigration } from '@oubli/database';
import { hmacPads, ledgerMigrations } from '@oubli/ledger';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import type { Plan } from '../plan/plan';
import { makePlan, type Scope } from '../plan/planner';
import { loadSchedule } from '../policies/load.sql';
import { definePolicy, freezeVersion } from '../policies/freeze';
import { publish, type PublishedMember } from '../policies/publish';
import type { VersionBodyInput } from '@oubli/contracts';
import { retentionMigrations } from '../retention.migration';
import type { BatchContext } from '../run/execute-batch';
import { startRun } from '../run/start';
import { workLane } from '../run/work';
import type { ErasurePlan } from '../request/decision';
import { planErasure } from '../request/plan-erasure';
import { startErasureRun } from '../request/start-erasure';
import { endFulfilledWishes, resumeErasures } from '../request/wishes';
import { toyMigration, toyRegistry } from './toy';

export const ledgerKey = Buffer.alloc(32, 7);
export const pseudonymKey = Buffer.alloc(32, 9);
export const toyMigrations = [sqlMigration(1764000100000, 'Calendar', calendarSql), ...ledgerMigrations, ...retentionMigrations, toyMigration];

/** A clone with the toy tables and helpers to write a schedule and run it to its end without any queue. */
export class ToyWorld {
  private constructor(readonly db: TestDatabase) {}

  static async create(): Promise<ToyWorld> {
    return new ToyWorld(await cloneDatabase(toyMigrations));
  }

  context(overrides: Partial<BatchContext> = {}): BatchContext {
    const keys = { ledger: { ...hmacPads(ledgerKey), version: 1 }, treatment: treatmentKeys(pseudonymKey) };
    return { engine: this.db.engine, registry: toyRegistry, keys, worker: randomUUID(), reach: () => undefined, ...overrides };
  }

  /** Date of the database in Paris, moved by a period such as `-3 months`. */
  async day(shift = '0 days'): Promise<string> {
    const [row] = await this.db.owner.session.query<{ day: string }>('select (calendar.paris_date(now()) + $1::interval)::date::text as day', [shift]);
    return row?.day ?? '';
  }

  async version(policy: string, recordType: string, body: VersionBodyInput): Promise<string> {
    const session = this.db.owner.session;
    await definePolicy(session, toyRegistry, { code: policy, recordType, title: policy, automatic: true });
    return freezeVersion(session, toyRegistry, { policy, body, legalReference: 'Art. 5(1)(e) GDPR', confidence: 'I' });
  }

  publish(effectiveFrom: string, versions: readonly PublishedMember[]): Promise<string> {
    return publish(this.db.owner.session, { effectiveFrom, title: 'Test', reason: 'other', explanation: 'Test', versions }, true);
  }

  /** One policy, in force since 2000. */
  async rule(policy: string, recordType: string, body: VersionBodyInput): Promise<string> {
    const version = await this.version(policy, recordType, body);
    await this.publish('2000-01-01', [{ version }]);
    return version;
  }

  preview(scope: Scope = {}): Promise<Plan> {
    return this.db.engine.transaction(async (session) => (await makePlan(session, toyRegistry, await loadSchedule(session), scope, true)).plan);
  }

  /** Previews, accepts, runs both lanes to the end. */
  async run(scope: Scope = {}, context = this.context(), batchSize?: number): Promise<{ runId: string; plan: Plan; treated: number }> {
    const { digest } = await this.preview(scope);
    const { runId, plan } = await startRun(this.db.engine, toyRegistry, {
      scope, accept: digest, requestedBy: 'test', runId: randomUUID(), ...(batchSize ? { batchSize } : {}),
    });
    await this.finish(runId, context);
    return { runId, plan, treated: await this.treatedBy(runId) };
  }

  async finish(runId: string, context = this.context()): Promise<void> {
    for (;;) {
      const lanes = await Promise.all([0, 1].map((lane) => workLane(context, runId, lane, () => true)));
      if (lanes.some((lane) => lane.state === 'stopped')) return;
      const [run] = await this.db.owner.session.query<{ state: string }>('select state from retention.run where id = $1', [runId]);
      if (run?.state !== 'running') return;
    }
  }

  previewErasure(person: string, recordTypes?: readonly string[]): Promise<ErasurePlan> {
    return this.db.engine.transaction(async (session) =>
      planErasure(session, toyRegistry, await loadSchedule(session), { person, ground: 'no-longer-needed', ...(recordTypes && { recordTypes }) }));
  }

  /** Previews, accepts and carries out a person's wish; answers how many records were treated. */
  async erase(person: string, request = 'R-2026-1', recordTypes?: readonly string[]): Promise<{ erasure: ErasurePlan; treated: number; runId: string }> {
    const erasure = await this.previewErasure(person, recordTypes);
    const { runId } = await startErasureRun(this.db.engine, toyRegistry, {
      person, request, ground: 'no-longer-needed', accept: erasure.plan.digest, runId: randomUUID(), wishId: randomUUID(), ...(recordTypes && { recordTypes }),
    });
    await this.finish(runId);
    return { erasure, runId, treated: await this.treatedBy(runId) };
  }

  async treatedBy(runId: string): Promise<number> {
    const [row] = await this.db.owner.session.query<{ treated: number }>('select coalesce(sum(treated), 0)::int as treated from retention.batch where run = $1', [runId]);
    return row?.treated ?? 0;
  }

  /** What the nightly job does for open wishes; answers how many records were treated. */
  async resumeErasures(): Promise<number> {
    let treated = 0;
    for (const { runId } of await resumeErasures(this.db.engine, toyRegistry, randomUUID)) {
      await this.finish(runId);
      treated += await this.treatedBy(runId);
    }
    await endFulfilledWishes(this.db.engine.session, toyRegistry);
    return treated;
  }

  async guest(name = 'Jeanne Dupont', collectedOn: string | null = '2001-01-01'): Promise<string> {
    return this.insert('guest', { name, collected_on: collectedOn });
  }

  async insert(table: string, row: Record<string, unknown>): Promise<string> {
    const names = Object.keys(row);
    const [found] = await this.db.owner.session.query<{ id: string }>(
      `insert into toy.${table} (${names.join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')}) returning id::text as id`, Object.values(row));
    if (!found) throw new Error('Nothing was inserted.');
    return found.id;
  }

  async row(table: string, id: string): Promise<Record<string, unknown> | null> {
    const [found] = await this.db.owner.session.query(`select * from toy.${table} where id = $1`, [id]);
    return found ?? null;
  }

  async entries(): Promise<number> {
    const [row] = await this.db.owner.session.query<{ n: number }>('select count(*)::int as n from ledger.entry');
    return row?.n ?? 0;
  }

  /** Empties every toy and engine table, so that each test starts from nothing on the same clone. */
  async empty(): Promise<void> {
    await this.db.owner.transaction(async (session) => {
      await session.query('set local session_replication_role = replica');
      for (const table of [
        'toy.scan', 'toy.note_tally', 'toy.note', 'toy.stay', 'toy.visit', 'toy.guest_clock', 'toy.guest', 'retention.outcome', 'retention.batch', 'retention.run_step', 'retention.run', 'retention.erasure_wish',
        'retention.quarantine', 'retention.hold_reason', 'retention.hold', 'retention.restriction_notice', 'retention.restriction_reason', 'retention.restriction', 'retention.policy_gate', 'retention.publication_version', 'retention.publication',
        'retention.policy_version', 'retention.policy', 'retention.statutory_floor', 'calendar.fiscal_year',
      ]) {
        await session.query(`delete from ${table}`);
      }
      await session.query(`alter table ledger.entry disable trigger all`);
      await session.query(`alter table ledger.batch disable trigger all`);
      await session.query(`delete from ledger.entry`);
      await session.query(`delete from ledger.batch`);
      await session.query(`update ledger.head set seq = 0, hash = decode(repeat('00', 32), 'hex')`);
      await session.query(`alter table ledger.entry enable always trigger append_only, enable always trigger append_only_truncate`);
      await session.query(`alter table ledger.batch enable always trigger append_only, enable always trigger append_only_truncate`);
    });
  }
}
