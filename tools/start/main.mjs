// The whole start, on the pinned Node: build, services, migrations, processes, the main job once in a new database.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { execFile } from 'node:child_process';
import { build, buildConsole, cli } from '../prepare/build.mjs';
import { root } from '../prepare/install.mjs';
import { oneLine, step } from '../prepare/say.mjs';
import { freePort, portIsFree } from '../services/ports.mjs';
import { commandOf, isAlive, until } from '../services/processes.mjs';
import { startRedis } from '../services/redis.mjs';
import { Child, endLeftover } from './children.mjs';
import { checkDatabase, embeddedDatabase } from './database.mjs';
import { countsText, storiesText } from './report.mjs';

const say = (text) => process.stdout.write(`${text}\n`);
const mailCapture = join(root, 'tools', 'services', 'mail-capture.mjs');
const scripts = { api: join(root, 'apps', 'api', 'dist', 'main.js'), worker: join(root, 'apps', 'worker', 'dist', 'main.js') };
/** What has been started, in the order in which it is stopped. */
const started = { children: [], services: [] };
let stopping = null;

function stopEverything() {
  stopping ??= (async () => {
    await Promise.all(started.children.map((child) => child.stop()));
    for (const service of started.services.reverse()) await service.stop();
    if (started.pidFile) rmSync(started.pidFile, { force: true });
  })();
  return stopping;
}

function watchEnd() {
  const end = () => void stopEverything().then(() => process.exit(0));
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && end(), 500).unref();
}

/** Runs a command of the command line and reads its JSON. @throws Error with its own line */
function oubli(args, environment) {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [cli, ...args, '--json'], { cwd: root, env: environment, maxBuffer: 64 * 1024 * 1024 }, (error, output, complaint) => {
      const lines = complaint.trim().split('\n');
      if (error && !output) reject(new Error(lines.find((line) => line.trim() !== '') ?? `oubli ${args[0]} failed`));
      else resolve(JSON.parse(output));
    });
  });
}

function claimFolder(dataFolder) {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const pidFile = join(dataFolder, 'start.pid');
  const other = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8')) : 0;
  if (other > 0 && isAlive(other) && commandOf(other).includes(join('start', 'main.mjs'))) {
    throw new Error(`Oubli runs already with the data folder ${dataFolder} (process ${other}): stop it, or name another folder in OUBLI_DATA.`);
  }
  writeFileSync(pidFile, String(process.pid), { mode: 0o600 });
  started.pidFile = pidFile;
}

/** The demo declares its own machine to stand in France; for anything else somebody has to say where it stands. */
function declareDemo({ databaseUrl, demo, dataFolder, storage }) {
  const isNew = !databaseUrl && demo && !existsSync(join(dataFolder, 'instance.json'));
  if (!isNew || existsSync(storage.file)) return;
  const machine = { provider: 'This machine (demo)', identifier: 'siren:000000018', country: 'FR' };
  writeFileSync(storage.file, `${JSON.stringify(['database', 'queue', 'data-folder'].map((store) => ({ store, ...machine })), null, 2)}\n`, { mode: 0o600 });
}

async function startServices(settings) {
  const marker = join(settings.dataFolder, 'first-start');
  let database;
  if (settings.databaseUrl) {
    await checkDatabase(settings.databaseUrl);
    database = { url: settings.databaseUrl, ours: false };
  } else {
    const embedded = await step('Starting PostgreSQL', () => embeddedDatabase(settings.dataFolder));
    started.services.push(embedded);
    if (embedded.created) writeFileSync(marker, '');
    database = { url: embedded.url, ours: true };
  }
  let redisUrl = settings.redisUrl;
  if (!redisUrl) {
    const redis = await step('Starting Redis', () => startRedis({ dataFolder: settings.dataFolder }));
    if (redis) {
      started.services.push(redis);
      redisUrl = redis.url;
    } else {
      say('No Redis is to be had here: the worker finds its work by itself, a little later. (On Debian: apt-get install redis-server)');
    }
  }
  return { database, redisUrl, marker, first: database.ours && existsSync(marker) };
}

async function startProcesses(settings, environment) {
  for (const [name, script] of Object.entries(scripts)) started.children.push(new Child(name, script, { dataFolder: settings.dataFolder, environment, root }).start());
  const url = `http://127.0.0.1:${settings.port}`;
  const ready = await until(async () => (await fetch(`${url}/health/ready`).catch(() => null))?.status === 200, 60_000, 100);
  if (!ready) {
    const answer = await fetch(`${url}/health/ready`).then((r) => r.text()).catch(() => 'no answer');
    throw new Error(`API and worker did not become ready (${answer}): see ${join(settings.dataFolder, 'api.log')} and worker.log beside it.`);
  }
  return url;
}

/** The demo has a mail server of its own, which keeps every message as a file and sends none on. @returns settings for the processes */
async function startMail({ mail, demo, databaseUrl, dataFolder }) {
  if (mail || !demo || databaseUrl) return {};
  const port = await freePort();
  const folder = join(dataFolder, 'mail');
  started.children.push(new Child('mail', mailCapture, { dataFolder, environment: process.env, root, args: [String(port), folder] }).start());
  say(`Messages of the demo leave for nobody: each is a file in ${folder}`);
  return { OUBLI_SMTP_URL: `smtp://127.0.0.1:${port}`, OUBLI_MAIL_FROM: 'demo@oubli.example' };
}

/** Only in a database that this command has just created: the demo company is brought into line with its policy. */
async function firstRun(environment) {
  const before = await oubli(['stories'], environment);
  const preview = await step('Previewing', () => oubli(['preview'], environment));
  say(`\nOn ${preview.asOf} these records of the demo company are due, and these are kept:\n${countsText(preview)}\n`);
  const result = await step(`Treating ${preview.due} records`, () => oubli(['run', '--accept', preview.digest, '--yes'], environment));
  const { archived, treated, deleted } = result.byAction;
  say(`\nTreated ${result.treated}: ${deleted} deleted, ${archived} archived, ${treated} left with what the law keeps. Kept ${result.kept}, set aside ${result.quarantined}.\n`);
  say(`${storiesText(before, await oubli(['stories'], environment))}\n`);
}

async function main() {
  watchEnd();
  await build(process.execPath);
  await buildConsole(process.execPath);
  const { parseSettings } = createRequire(import.meta.url)(join(root, 'libs', 'config', 'dist', 'index.js'));
  const settings = parseSettings(process.env, root);
  claimFolder(settings.dataFolder);
  declareDemo(settings);
  for (const [name, script] of [...Object.entries(scripts), ['mail', mailCapture]]) await endLeftover(name, script, settings.dataFolder);
  if (!(await portIsFree(settings.port))) throw new Error(`Port ${settings.port} of 127.0.0.1 is taken: stop what uses it, or name another in OUBLI_PORT.`);
  const { database, redisUrl, marker, first } = await startServices(settings);
  const environment = { ...process.env, OUBLI_DATA: settings.dataFolder, OUBLI_PORT: String(settings.port), DATABASE_URL: database.url, REDIS_URL: redisUrl ?? '', ...(await startMail(settings)) };
  const { policies } = await step('Migrating', () => oubli(['migrate'], environment));
  if (policies) say(policies);
  const demo = first && settings.demo;
  if (demo && (await oubli(['stories'], environment)).every((story) => story.records.every((r) => r.fields === null))) {
    await step('Loading the demo company', () => oubli(['seed'], environment));
  }
  const url = await step('Starting API and worker', () => startProcesses(settings, environment));
  if (demo) {
    await firstRun(environment);
  } else {
    const preview = await step('Previewing', () => oubli(['preview'], environment));
    say(`\nOn ${preview.asOf} ${preview.due} records are due; nothing is treated by starting.\n${preview.byPolicy.length + preview.kept.length > 0 ? `${countsText(preview)}\n` : ''}`);
  }
  rmSync(marker, { force: true });
  const ledger = await oubli(['ledger', 'verify'], environment);
  say(`Ledger: ${ledger.verified ? 'verified' : `NOT verified (${ledger.findings[0]?.place}: ${ledger.findings[0]?.what})`}, ${ledger.batches} batches, ${ledger.entries} entries, ${ledger.checkpoints} checkpoints.`);
  const { link, email } = await oubli(['user', 'first'], environment);
  if (link) say(`Sign in for the first time, within 24 hours, as ${email}: ${link}`);
  say(`Oubli is ready at ${url}`);
}

main().catch(async (error) => {
  if (stopping) return;
  process.stderr.write(`${oneLine(error)}\n`);
  await stopEverything();
  process.exit(1);
});
