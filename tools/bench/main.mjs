import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { dictionary } from '@oubli/anonymization';
import { Connections, migrate, roleUrl } from '@oubli/database';
import { hmacPads } from '@oubli/ledger';
import { defineFloor, definePolicy, freezeVersion, loadSchedule, makePlan, publish } from '@oubli/retention';
import { removeCluster, startPostgres } from '../services/postgres.mjs';
import { deletion, limit, reference } from './statements.mjs';
import { typeormRate } from './typeorm.mjs';
import { benchFloors, benchIndexes, benchMigrations, benchRegistry, deleting, deletingBonds, fillDue, fillItems, treating } from './world.mjs';

const run = promisify(execFile);
const here = dirname(fileURLToPath(import.meta.url));
const passwords = { app: 'bench-app', engine: 'bench-engine', archive: 'bench-archive' };
const rows = 1_000_000;
const repeats = 3;
const say = (text) => process.stdout.write(`${text}\n`);
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const { ipad, opad } = hmacPads(Buffer.alloc(32, 1));

/** Goals of this version; the last column of the table in the documentation comes later. */
const goals = {
  engine_over_limit: ['>=', 0.5], engine_over_ref: ['>=', 1.1], engine_over_typeorm_row: ['>=', 60], engine_over_typeorm_array: ['>=', 8],
  delete_over_statement: ['>=', 0.4], due_1m_over_100k: ['<=', 1.5], worker_peak_rss_mb: ['<=', 250],
};

const folder = mkdtempSync(join(tmpdir(), 'oubli-bench-'));
const server = await startPostgres({
  dataFolder: folder, password: 'bench-owner', settings: { shared_buffers: '2GB', max_wal_size: '8GB', wal_compression: 'off', checkpoint_timeout: '30min', autovacuum: 'off', max_connections: 40 },
});
const databaseUrl = (name) => Object.assign(new URL(server.url), { pathname: `/${name}` }).toString();
const admin = new Connections(server.url, { max: 1 });

async function template(name, fill, versions, floors = []) {
  await admin.session.query(`create database ${name}`);
  const url = databaseUrl(name);
  await migrate(url, benchMigrations, passwords);
  const owner = new Connections(url, { max: 1 });
  await owner.session.query(fill);
  await owner.session.query(benchIndexes);
  await owner.transaction(async (s) => {
    const published = [];
    for (const floor of floors) await defineFloor(s, benchRegistry, floor);
    for (const [code, recordType, body] of versions) {
      await definePolicy(s, benchRegistry, { code, recordType, title: code, automatic: false });
      published.push({ version: await freezeVersion(s, benchRegistry, { policy: code, body, legalReference: 'bench', confidence: 'I' }) });
    }
    await publish(s, { effectiveFrom: '2000-01-01', title: 'bench', reason: 'other', explanation: 'bench', versions: published }, true);
  });
  await owner.session.query('vacuum analyze');
  await owner.close();
}

/** Runs work on a fresh clone and drops it. */
async function onClone(source, work) {
  const name = `clone_${randomUUID().slice(0, 8)}`;
  await admin.session.query(`create database ${name} template ${source} strategy file_copy`);
  const url = databaseUrl(name);
  const owner = new Connections(url, { max: 1 });
  await owner.session.query('checkpoint');
  try {
    return await work({ owner, url, engineUrl: roleUrl(url, source, 'engine', passwords.engine) });
  } finally {
    await owner.close();
    await admin.session.query(`drop database ${name} with (force)`);
  }
}

async function engineRate(source) {
  return onClone(source, async ({ engineUrl }) => {
    const { stdout } = await run(process.execPath, ['--max-old-space-size=96', '--max-semi-space-size=8', join(here, 'engine.mjs'), engineUrl], { maxBuffer: 1e7 });
    const { rows: treated, seconds, planSeconds, peak } = JSON.parse(stdout);
    return { rate: treated / seconds, treated, seconds, planSeconds, peak };
  });
}

const statementRate = (source, text, prepare = '') =>
  onClone(source, async ({ owner }) => {
    if (prepare) await owner.session.query(prepare);
    const words = dictionary('last-name');
    const parameters = ['2026-11-24', randomUUID(), ipad, opad, randomUUID(), words].slice(0, Math.max(...[...text.matchAll(/\$(\d)/g)].map((m) => Number(m[1]))));
    const started = performance.now();
    await owner.transaction((s) => s.query(text, parameters));
    const seconds = (performance.now() - started) / 1000;
    const [row] = await owner.session.query('select count(*)::int as n from ledger.entry');
    return { rate: row.n / seconds, treated: row.n, seconds };
  });

async function planTime(source, recordType) {
  const engine = new Connections(roleUrl(databaseUrl(source), source, 'engine', passwords.engine), { max: 1 });
  const times = [];
  for (let i = 0; i < 7; i += 1) {
    const started = performance.now();
    const due = await engine.transaction(async (s) => {
      const { plan } = await makePlan(s, benchRegistry, await loadSchedule(s), { recordTypes: [recordType] }, false);
      return plan.steps.reduce((sum, step) => sum + step.count, 0);
    });
    if (due !== 5000) throw new Error(`The plan of ${recordType} has ${due} records due, not 5000.`);
    times.push(performance.now() - started);
  }
  await engine.close();
  return median(times);
}

/** TypeORM with the same checks, treatment and ledger: so many rows, so many at once. */
async function typeormRound(count, size) {
  const started = performance.now();
  const rate = await onClone('bench_treat', ({ url }) => typeormRate(url, count, size));
  return { rate, treated: count, seconds: (performance.now() - started) / 1000 };
}

async function measure() {
  say('Filling the templates');
  await template('bench_treat', fillItems(rows), [['item', 'item', treating]]);
  await template('bench_delete', fillItems(rows), [['item', 'item', deleting]]);
  const found = { engine: [], limit: [], reference: [], engineDelete: [], deletion: [], row: [], array: [], peak: [] };
  for (let i = 1; i <= repeats; i += 1) {
    const withoutUnique = 'alter table ledger.entry drop constraint entry_ref_phase_action_due_on_key';
    const results = {
      limit: await statementRate('bench_treat', limit, withoutUnique), engine: await engineRate('bench_treat'), reference: await statementRate('bench_treat', reference),
      deletion: await statementRate('bench_delete', deletion), engineDelete: await engineRate('bench_delete'),
      row: await typeormRound(2000, 1), array: await typeormRound(20_000, 500),
    };
    for (const [name, { rate, treated, seconds, planSeconds, peak }] of Object.entries(results)) {
      found[name].push(rate);
      if (peak) found.peak.push(peak);
      say(`  round ${i} ${name}: ${treated} rows in ${seconds.toFixed(2)} s, ${Math.round(rate)}/s${planSeconds ? `, of which the plan ${planSeconds.toFixed(2)} s` : ''}`);
    }
  }
  for (const name of ['bench_treat', 'bench_delete']) await admin.session.query(`drop database ${name}`);
  await template('due_small', fillDue(100_000), [['item', 'item', deleting], ['bond', 'bond', deletingBonds]], benchFloors);
  await template('due_large', fillDue(1_000_000), [['item', 'item', deleting], ['bond', 'bond', deletingBonds]], benchFloors);
  const ratios = [];
  for (const type of ['item', 'bond']) {
    const [small, large] = [await planTime('due_small', type), await planTime('due_large', type)];
    ratios.push(large / small);
    say(`  plan of 5,000 due ${type}s: ${small.toFixed(1)} ms of 100,000, ${large.toFixed(1)} ms of 1,000,000`);
  }
  // Both sides of a ratio come from one round: the machine's own ups and downs last longer than a round.
  const over = (ours, theirs) => median(found[ours].map((rate, i) => rate / found[theirs][i]));
  return {
    engine_over_limit: over('engine', 'limit'), engine_over_ref: over('engine', 'reference'), engine_over_typeorm_row: over('engine', 'row'), engine_over_typeorm_array: over('engine', 'array'),
    delete_over_statement: over('engineDelete', 'deletion'), due_1m_over_100k: Math.max(...ratios), worker_peak_rss_mb: Math.max(...found.peak),
  };
}

let failed = false;
try {
  const figures = await measure();
  for (const [name, value] of Object.entries(figures)) {
    const [sign, goal] = goals[name];
    const met = sign === '>=' ? value >= goal : value <= goal;
    failed ||= !met;
    say(`${name} ${value.toFixed(2)}${met ? '' : ` (MISSED: ${sign} ${goal})`}`);
  }
} catch (error) {
  failed = true;
  process.stderr.write(`The bench failed: ${error.message}\n`);
} finally {
  await admin.close();
  await server.stop();
  removeCluster(server.cluster);
  rmSync(folder, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
