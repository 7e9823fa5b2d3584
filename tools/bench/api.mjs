// `npm run bench -- api`: what somebody at the API feels of a run. Requests come at a fixed rate whatever the answers do (an open
// loop), and each is measured from the moment it was meant to start, so that a request that had to wait counts as slow.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMissingKeys, ensureDoNotRecreateKey, ensureFieldKeys, writeInstance } from '@oubli/config';
import { Connections, migrate, roleUrl } from '@oubli/database';
import { allMigrations, domainRegistry, shippedSchedule } from '@oubli/domains';
import { openBell } from '@oubli/jobs';
import { installSchedule, loadSchedule, makePlan, recordDeclarations, runDetail, startRun } from '@oubli/retention';
import { root } from '../prepare/install.mjs';
import { freePort } from '../services/ports.mjs';
import { removeCluster, startPostgres } from '../services/postgres.mjs';
import { startRedis } from '../services/redis.mjs';
import { quantile as p, summary } from './latency.mjs';

const perSecond = Number(process.env.OUBLI_BENCH_RATE ?? 200);
const requests = Number(process.env.OUBLI_BENCH_REQUESTS ?? 10_000);
const records = Number(process.env.OUBLI_BENCH_RECORDS ?? 100_000);
/** Either binds: the ratio, or the milliseconds. */
const goals = { ratio: 3, milliseconds: 250 };
const passwords = { app: 'bench-app', engine: 'bench-engine', archive: 'bench-archive' };
const say = (text) => process.stdout.write(`${text}\n`);

const fillPeople = `insert into people.person (id, last_name, first_name, search_key, collected_on, origin)
  select gen_random_uuid(), 'Exemple-' || n, 'Anne', 'anne exemple ' || n, calendar.paris_date(now()) - 1000, 'person' from generate_series(1, 25000) n`;
/** Rejected so long ago that their active phase is over. By the last name: the mix changes first names, and search keys with them. */
const fillDue = `insert into recruitment.application (id, person_id, position, stage, applied_on, decided_on, motivation, pool_consent, collected_on, origin)
  select gen_random_uuid(), p.id, 'Expert', 'rejected', calendar.paris_date(now()) - 900, calendar.paris_date(now()) - 800, 'A motivation of some length', false, calendar.paris_date(now()) - 900, 'person'
  from generate_series(1, $1) n join (select id, row_number() over () as k from people.person where last_name like 'Exemple-%') p on p.k = n % 25000 + 1`;

const folder = mkdtempSync(join(tmpdir(), 'oubli-bench-api-'));
const closing = [];

/** The product as it is started: its own PostgreSQL and Redis, API and worker as processes. */
async function open() {
  const server = await startPostgres({ dataFolder: folder, password: 'bench-owner' });
  closing.push(async () => {
    await server.stop();
    removeCluster(server.cluster);
  });
  const admin = new Connections(server.url, { max: 1 });
  await admin.session.query('create database oubli_bench');
  await admin.close();
  const ownerUrl = Object.assign(new URL(server.url), { pathname: '/oubli_bench' }).toString();
  const redis = await startRedis({ dataFolder: folder });
  if (!redis) throw new Error('There is no Redis to ring with.');
  closing.push(() => redis.stop());
  const keysFolder = join(folder, 'keys');
  createMissingKeys(keysFolder);
  ensureFieldKeys(keysFolder);
  ensureDoNotRecreateKey(keysFolder);
  const port = await freePort();
  const instance = { ownerUrl, rolePrefix: 'oubli_bench', passwords, redisUrl: redis.url, port, keysFolder, checkpointFile: join(folder, 'checkpoints.jsonl') };
  writeInstance(folder, instance);
  const machine = { provider: 'Exemple SAS', identifier: 'siren:000000018', country: 'FR' };
  writeFileSync(join(folder, 'storage.json'), JSON.stringify(['database', 'queue', 'data-folder'].map((store) => ({ store, ...machine }))));
  await migrate(ownerUrl, allMigrations, passwords);
  const owner = new Connections(ownerUrl, { max: 1 });
  const engine = new Connections(roleUrl(ownerUrl, 'oubli_bench', 'engine', passwords.engine), { max: 2 });
  const bell = openBell(redis.url);
  closing.push(() => Promise.all([owner.close(), engine.close(), bell.close()]));
  await recordDeclarations(engine.session, domainRegistry);
  await installSchedule(owner.session, domainRegistry, shippedSchedule);
  await owner.session.query(fillPeople);
  // The state an installation is in: autovacuum counts within a minute of a fill. Uncounted, the planner believes in 57 persons
  // and sorts all of them for each page; that is no cost of a run, and the answer to it is the count.
  await owner.session.query('vacuum analyze people.person');
  const environment = { ...process.env, OUBLI_DATA: folder, OUBLI_PORT: String(port), OUBLI_PARENT_PID: String(process.pid) };
  const log = openSync(join(folder, 'processes.log'), 'a');
  for (const script of ['apps/api/dist/main.js', 'apps/worker/dist/main.js']) {
    const child = spawn(process.execPath, [join(root, script)], { cwd: root, stdio: ['ignore', log, log], env: environment });
    const over = new Promise((resolve) => child.once('exit', resolve));
    closing.push(async () => {
      child.kill('SIGTERM');
      await over;
    });
  }
  const url = `http://127.0.0.1:${port}`;
  while ((await fetch(`${url}/health/ready`).catch(() => null))?.status !== 200) await pause(200);
  return { owner, engine, bell, port, key: await apiKey(environment) };
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A key as an integrator gets one. */
function apiKey(environment) {
  return new Promise((resolve, reject) => {
    const args = ['api-key', 'create', '--name', 'bench', '--scopes', 'records:read,records:write,people:read', '--source', 'bench', '--purposes', 'recruitment', '--json'];
    const child = spawn(process.execPath, [join(root, 'apps/worker/dist/cli/main.js'), ...args], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], env: environment });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.once('close', (code) => (code === 0 ? resolve(JSON.parse(output).key) : reject(new Error('The key was refused.'))));
  });
}

/** Requests as an integration makes them: seven reads, three writes in ten. */
function mix(people) {
  let made = 0;
  const someone = () => people[Math.floor(Math.random() * people.length)];
  const kinds = [
    () => ['GET', `/records/person/${someone()}`], () => ['GET', `/records/person/${someone()}`], () => ['GET', `/records/application?personId=${someone()}&limit=20`],
    () => ['GET', `/people?q=${someone()}`], () => ['GET', '/records/person?limit=50'], () => ['GET', `/records/person/${someone()}`], () => ['GET', '/purposes'],
    () => ['POST', '/records/person', { sourceId: `bench-${process.pid}-${(made += 1)}`, values: { lastName: 'Nouveau', firstName: 'Jean' } }],
    () => ['PATCH', `/records/person/${someone()}`, { values: { firstName: `Jeanne ${(made += 1)}` } }],
    () => ['POST', '/records/person/batch', { items: Array.from({ length: 5 }, (_, i) => ({ sourceId: `batch-${i}`, values: { lastName: 'Lot', firstName: `Un ${i}` } })) }],
  ];
  let turn = 0;
  return () => kinds[(turn += 1) % kinds.length]();
}

/** Sends at the fixed rate until `over`; @returns what each took from its intended start, in milliseconds, and what failed */
async function load({ port, key }, next, over) {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const latencies = [];
  const errors = new Map();
  const open = new Set();
  const send = (intended) => {
    const [method, path, body] = next();
    const text = body === undefined ? undefined : JSON.stringify(body);
    const done = new Promise((resolve) => {
      const finish = (problem) => {
        latencies.push(performance.now() - intended);
        if (problem) errors.set(problem, (errors.get(problem) ?? 0) + 1);
        resolve();
      };
      const call = request({ agent, port, host: '127.0.0.1', method, path: `/api/v1${path}`, headers: { Authorization: `Bearer ${key}`, ...(text && { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }) } }, (answer) => {
        let said = '';
        if (answer.statusCode < 400) answer.resume();
        else answer.on('data', (chunk) => (said += chunk));
        answer.once('end', () => finish(answer.statusCode < 400 ? null : `${method} ${path.split('/')[1].split('?')[0]} ${answer.statusCode} ${/"code":"([a-z-]+)"/.exec(said)?.[1] ?? ''}`));
      });
      call.once('error', (error) => finish(`${method} ${error.code}`));
      call.end(text);
    });
    open.add(done);
    void done.then(() => open.delete(done));
  };
  const began = performance.now();
  for (let sent = 0; !over(sent); ) {
    for (; began + (sent * 1000) / perSecond <= performance.now() && !over(sent); sent += 1) send(began + (sent * 1000) / perSecond);
    await pause(1);
  }
  await Promise.all(open);
  agent.destroy();
  return { latencies, errors };
}

/** A run of so many due applications, worked on by the worker; says when it is over. */
async function run({ owner, engine, bell }) {
  await owner.session.query(fillDue, [records]);
  await owner.session.query('analyze recruitment.application');
  await owner.session.query('checkpoint');
  const scope = { recordTypes: ['application'] };
  const { plan } = await engine.transaction(async (session) => makePlan(session, domainRegistry, await loadSchedule(session), scope, false));
  const runId = randomUUID();
  const state = { over: false, seconds: 0, treated: 0 };
  const began = performance.now();
  const follow = async () => {
    await startRun(engine, domainRegistry, { scope, accept: plan.digest, requestedBy: 'test', runId });
    await bell.ring('retention.run', { runId });
    for (;;) {
      const { state: now, treated } = await runDetail(engine.session, runId);
      if (now === 'done') break;
      if (now !== 'running') throw new Error(`The run is ${now}.`);
      Object.assign(state, { treated });
      await pause(100);
    }
    Object.assign(state, { over: true, seconds: (performance.now() - began) / 1000, treated: (await runDetail(engine.session, runId)).treated });
  };
  return { state, done: follow() };
}

/** What became of the records that runs left, counted by reason. */
async function left({ owner }) {
  const reasons = await owner.session.query('select reason, count(*)::int as n from retention.outcome group by reason order by reason');
  return reasons.map(({ reason, n }) => `${n} left as ${reason}`).join(', ') || 'nothing says why';
}

let failed = true;
try {
  say('Starting the product over 25,000 people');
  const house = await open();
  const people = (await house.owner.session.query('select id::text as id from people.person order by id limit 20000')).map((row) => row.id);
  const next = mix(people);
  await load(house, next, (sent) => sent >= Math.min(1000, requests));
  const idle = await load(house, next, (sent) => sent >= requests);
  say(`  idle: ${summary(idle.latencies)}`);
  const busy = { latencies: [], errors: new Map(idle.errors) };
  for (let round = 1; busy.latencies.length < requests; round += 1) {
    const { state, done } = await run(house);
    const found = await load(house, next, () => state.over);
    await done;
    if (state.treated < records) throw new Error(`The run treated ${state.treated} records, not ${records}: ${await left(house)}.`);
    busy.latencies.push(...found.latencies);
    for (const [what, count] of found.errors) busy.errors.set(what, (busy.errors.get(what) ?? 0) + count);
    say(`  run ${round} of ${state.treated} records in ${state.seconds.toFixed(1)} s: ${summary(found.latencies)}`);
  }
  const errors = [...busy.errors].map(([what, count]) => `${count} x ${what}`);
  const [p99, quiet] = [p(busy.latencies, 0.99), p(idle.latencies, 0.99)];
  const met = p99 / quiet <= goals.ratio || p99 <= goals.milliseconds;
  if (errors.length > 0) say(`  refused: ${errors.join(', ')}`);
  say(`api_requests_under_run ${busy.latencies.length}`);
  say(`api_errors ${[...busy.errors.values()].reduce((sum, count) => sum + count, 0)}`);
  say(`api_p99_run_over_idle ${(p99 / quiet).toFixed(2)}`);
  say(`api_p99_ms ${p99.toFixed(1)}${met ? '' : ` (MISSED: the ratio <= ${goals.ratio} or <= ${goals.milliseconds} ms)`}`);
  failed = !met || errors.length > 0;
} catch (error) {
  process.stderr.write(`The bench failed: ${error.message}\n`);
} finally {
  for (const close of closing.reverse()) await close();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
