import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Connections } from '@oubli/database';
import { declareFrance, ended, eventually } from './stack';

const root = join(__dirname, '..');

interface Started {
  readonly child: ChildProcess;
  output(): string;
  /** Resolves when it is ready or has ended. */
  ready(): Promise<string>;
}

/** What the whole demo company may take on a fresh machine. */
const fiveMinutes = 300_000;

describe('npm start', () => {
  let folder: string;
  let port: number;
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'oubli-start-'));
    port = await new Promise<number>((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
      });
    });
  });
  afterEach(async () => {
    for (const child of children.splice(0)) {
      child.kill('SIGTERM');
      await ended(child);
    }
    try {
      rmSync(join('/var/lib/oubli', readFileSync(join(folder, 'data', 'postgres.id'), 'utf8').trim()), { recursive: true, force: true });
    } catch {
      // Not as root, or no server was started: the cluster lies in the folder.
    }
    rmSync(folder, { recursive: true, force: true });
  });

  const start = (environment: Record<string, string> = {}): Started => {
    const child = spawn(process.execPath, [join(root, 'tools', 'start.mjs')], {
      cwd: root, env: { ...process.env, OUBLI_DATA: join(folder, 'data'), OUBLI_PORT: String(port), DATABASE_URL: '', REDIS_URL: '', ...environment }, stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    return {
      child, output: () => output,
      ready: async () => {
        await eventually(() => Promise.resolve(/Oubli is ready at/.test(output) || child.exitCode !== null), fiveMinutes, 'a ready start');
        return output;
      },
    };
  };
  const processes = (): string => {
    const found: string[] = [];
    for (const pid of readdirNumbers('/proc')) {
      try {
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        if ((environment.includes(folder) || command.includes(folder)) && pid !== process.pid) found.push(command);
      } catch {
        // The process has just ended.
      }
    }
    return found.join('\n');
  };

  it('brings a new demo company into line, keeps it at the second start, ends on Ctrl-C and recovers from kill -9', async () => {
    const first = start();
    const output = await first.ready();
    expect(output).toMatch(/Treated \d+: \d+ deleted, \d+ archived/);
    expect(output).toMatch(/Odile Delmas[^]*survey-answer: deleted[^]*henri\.peyrat@example\.fr -> u[0-9a-f]{32}@example\.invalid[^]*application: as it was/);
    expect(output).toMatch(/Ledger: verified/);
    expect(output.trimEnd().split('\n').at(-1)).toBe(`Oubli is ready at http://127.0.0.1:${port}`);
    expect(output).not.toMatch(/anonymi/i);
    const health = (await (await fetch(`http://127.0.0.1:${port}/health/ready`)).json()) as { status: string };
    expect(health.status).toBe('ready');

    const before = performance.now();
    first.child.kill('SIGINT');
    await ended(first.child);
    expect(performance.now() - before).toBeLessThan(10_000);
    expect(processes()).toBe('');

    const second = start();
    expect(await second.ready()).toMatch(/0 records are due; nothing is treated by starting[^]*Ledger: verified, [1-9]\d* batches/);
    const inner = Number(readFileSync(join(folder, 'data', 'start.pid'), 'utf8'));
    process.kill(inner, 'SIGKILL');
    second.child.kill('SIGKILL');
    await ended(second.child);

    const third = start();
    expect(await third.ready()).toMatch(/Oubli is ready at/);
    third.child.kill('SIGTERM');
    await ended(third.child);
    await eventually(() => Promise.resolve(processes() === ''), 10_000, 'the end of every process');
  }, fiveMinutes + 60_000);

  it('treats nothing in a database that it did not create', async () => {
    const admin = new Connections(process.env['OUBLI_TEST_DATABASE_URL'] ?? '', { max: 1 });
    const name = `oubli_foreign_${port}`;
    await admin.session.query(`create database ${name}`);
    const url = new URL(process.env['OUBLI_TEST_DATABASE_URL'] ?? '');
    url.pathname = `/${name}`;
    const unsaid = start({ DATABASE_URL: url.toString() });
    expect((await unsaid.ready()).trimEnd().split('\n').at(-1)).toMatch(/^Where the data stand is not written down: .*Oubli does not start\.$/);
    expect(await ended(unsaid.child)).toBe('1');
    declareFrance(join(folder, 'data'));
    const run = start({ DATABASE_URL: url.toString() });
    const output = await run.ready();
    expect(output).toMatch(/nothing is treated by starting/);
    expect(output).not.toMatch(/demo|Odile/);
    const foreign = new Connections(url.toString(), { max: 1 });
    // Nobody but the first administrator, who is invited and not yet in.
    expect(await foreign.session.query('select p.last_name as name, u.password_hash as password from people.person p left join access.console_user u on u.person_id = p.id')).toEqual([{ name: 'Administrator', password: null }]);
    expect(await foreign.session.query('select 1 from ledger.entry limit 1')).toEqual([]);
    run.child.kill('SIGTERM');
    await ended(run.child);
    await foreign.session.query(`insert into public.migrations (timestamp, name) values (9, 'FromTheFuture9')`);
    await foreign.close();
    const older = start({ DATABASE_URL: url.toString() });
    expect((await older.ready()).trimEnd().split('\n').at(-1)).toMatch(/^The database is newer than this version of Oubli/);
    await admin.session.query(`drop database ${name} with (force)`);
    await admin.close();
  }, fiveMinutes + 60_000);

  /** Every program of this machine but those by which a Redis could be had. */
  const pathWithoutRedis = (): string => {
    const programs = join(folder, 'programs');
    mkdirSync(programs);
    const seen = new Set<string>();
    for (const place of (process.env['PATH'] ?? '').split(delimiter)) {
      for (const name of safely(() => readdirSync(place), [])) {
        if (seen.has(name) || /^(redis|valkey)-|^apt/.test(name)) continue;
        seen.add(name);
        symlinkSync(join(place, name), join(programs, name));
      }
    }
    return programs;
  };

  it('says in one line that there is no Redis to be had, and its worker finds the work by itself', async () => {
    const admin = new Connections(process.env['OUBLI_TEST_DATABASE_URL'] ?? '', { max: 1 });
    const name = `oubli_alone_${port}`;
    await admin.session.query(`create database ${name}`);
    const url = new URL(process.env['OUBLI_TEST_DATABASE_URL'] ?? '');
    url.pathname = `/${name}`;
    mkdirSync(join(folder, 'data'));
    declareFrance(join(folder, 'data'));
    const environment = { DATABASE_URL: url.toString(), PATH: pathWithoutRedis() };
    const run = start(environment);
    const output = await run.ready();
    expect(output.match(/No Redis is to be had here: the worker finds its work by itself, a little later\./g)).toHaveLength(1);
    expect(output.trimEnd().split('\n').at(-1)).toBe(`Oubli is ready at http://127.0.0.1:${port}`);
    expect(await (await fetch(`http://127.0.0.1:${port}/health/ready`)).json()).toMatchObject({ status: 'ready', queue: 'off', worker: 'up' });
    const database = new Connections(url.toString(), { max: 1 });
    const person = '00000000-0000-4000-8000-000000000001';
    await database.session.query(`insert into people.person (id, last_name, collected_on, origin) values ($1, 'Durand', calendar.paris_date(now()), 'person')`, [person]);
    await database.session.query(`insert into engagement.survey_answer (id, person_id, survey, answered_on, collected_on, origin) values (gen_random_uuid(), $1, 's', '2020-01-01', '2020-01-01', 'person')`, [person]);
    const command = spawnSync(process.execPath, [join(root, 'apps', 'worker', 'dist', 'cli', 'main.js'), 'run', '--yes', '--json'], { cwd: root, env: { ...process.env, ...environment, OUBLI_DATA: join(folder, 'data'), REDIS_URL: '' }, encoding: 'utf8' });
    expect(command.stderr).not.toMatch(/No worker is alive/);
    expect(JSON.parse(command.stdout)).toMatchObject({ treated: 1, byAction: { deleted: 1 } });
    expect(await database.session.query('select 1 from engagement.survey_answer')).toEqual([]);
    await database.close();
    run.child.kill('SIGTERM');
    expect(await ended(run.child)).toBe('0');
    expect(processes()).toBe('');
    await admin.session.query(`drop database ${name} with (force)`);
    await admin.close();
  }, fiveMinutes + 60_000);

  const taken = (): Promise<Server> => new Promise((resolve) => {
    const server = createServer().listen(port, '127.0.0.1', () => resolve(server));
  });
  it.each([
    ['a taken port', async () => {
      const server = await taken();
      return { environment: {}, after: () => server.close() };
    }, /^Port \d+ of 127\.0\.0\.1 is taken: stop what uses it, or name another in OUBLI_PORT\.$/],
    ['an unreachable database', () => Promise.resolve({ environment: { DATABASE_URL: 'postgres://me:hunter2@127.0.0.1:1/x' }, after: () => undefined }), /^The database x at 127\.0\.0\.1:1 cannot be reached \(ECONNREFUSED\)/],
    ['a data folder that is a file', () => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'file'), '');
      return Promise.resolve({ environment: { OUBLI_DATA: join(folder, 'file') }, after: () => undefined });
    }, /is not a folder|may not write/],
    ['a wrong country', () => Promise.resolve({ environment: { OUBLI_ALLOWED_COUNTRIES: 'Germany' }, after: () => undefined }), /^OUBLI_ALLOWED_COUNTRIES must be country codes with commas between, such as DE,BE$/],
    ['a wrong setting', () => Promise.resolve({ environment: { OUBLI_DEMO: 'perhaps' }, after: () => undefined }), /^OUBLI_DEMO must be on or off$/],
  ])('says in one line what is wrong with %s', async (_what, prepare, line) => {
    const { environment, after } = await prepare();
    const run = start(environment as unknown as Record<string, string>);
    const output = await run.ready();
    expect(await ended(run.child)).toBe('1');
    after();
    expect(output.trimEnd().split('\n').at(-1)).toMatch(line);
    expect(output).not.toMatch(/\bat .*:\d+:\d+|hunter2/);
    expect(processes()).toBe('');
  }, 60_000);
});

function readdirNumbers(path: string): number[] {
  return readdirSync(path).map(Number).filter((n) => n > 0);
}

/** What a folder that may not be there answers. */
function safely<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
