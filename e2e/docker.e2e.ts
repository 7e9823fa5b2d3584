import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Connections } from '@oubli/database';
import { declareFrance, ended, eventually } from './stack';

const root = join(__dirname, '..');
const read = (file: string): string => readFileSync(join(root, 'docker', file), 'utf8');

interface Service {
  readonly image?: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, unknown>>;
}
const compose = parse(read('compose.yaml'), { merge: true }) as Compose;
const images = ['api.Dockerfile', 'worker.Dockerfile'];

/** The command a Dockerfile ends with, in its exec form. */
const commandOf = (file: string): readonly string[] => {
  const line = read(file).split('\n').findLast((l) => l.startsWith('CMD '));
  return JSON.parse(line?.slice(4) ?? '[]') as string[];
};

describe('the container files', () => {
  it.each(images)('%s copies only what is there, and runs what was built, not as root', (file) => {
    const lines = read(file).split('\n');
    const copied = lines.filter((l) => l.startsWith('COPY ') && !l.includes('--from=')).flatMap((l) => l.split(/\s+/).slice(1, -1));
    expect(copied.length).toBeGreaterThan(5);
    expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    const [node, script] = commandOf(file);
    expect([node, existsSync(join(root, script ?? ''))]).toEqual(['node', true]);
    expect(lines.indexOf('USER node')).toBeGreaterThan(lines.findLastIndex((l) => l.startsWith('FROM ')));
  });

  it('name in the compose file only services, secrets and image files that exist', () => {
    const services = Object.entries(compose.services);
    expect(services.map(([name]) => name).sort()).toEqual(['api', 'migrate', 'postgres', 'redis', 'worker']);
    for (const [name, service] of services) {
      expect([name, service.image !== undefined || existsSync(join(root, 'docker', service.build?.context ?? '?', service.build?.dockerfile ?? '?'))]).toEqual([name, true]);
      expect(Object.keys(service.depends_on ?? {}).filter((other) => !Object.hasOwn(compose.services, other))).toEqual([]);
      expect((service.secrets ?? []).filter((secret) => !Object.hasOwn(compose.secrets, secret))).toEqual([]);
    }
  });
});

describe('the commands of the compose file, run from the built output', () => {
  let folder: string;
  let database: string;
  const children: ChildProcess[] = [];
  const port = 39_700 + Math.floor(Math.random() * 200);
  const admin = new Connections(process.env['OUBLI_TEST_DATABASE_URL'] ?? '', { max: 1 });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'oubli-docker-'));
    declareFrance(folder);
    database = `oubli_docker_${port}`;
    await admin.session.query(`create database ${database}`);
    const url = new URL(process.env['OUBLI_TEST_DATABASE_URL'] ?? '');
    url.pathname = `/${database}`;
    writeFileSync(join(folder, 'database_url'), `${url.toString()}\n`, { mode: 0o600 });
  });
  afterAll(async () => {
    for (const child of children) {
      child.kill('SIGTERM');
      await ended(child);
    }
    await admin.session.query(`drop database if exists ${database} with (force)`);
    await admin.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The service's environment, with the places of this machine for those of the containers. */
  const environmentOf = (service: Service): Record<string, string> => {
    const places: Record<string, string> = { OUBLI_DATA: folder, OUBLI_STORAGE: join(folder, 'storage.json'), DATABASE_URL_FILE: join(folder, 'database_url'), REDIS_URL: '' };
    const given = Object.entries(service.environment ?? {}).map(([name, value]) => [name, places[name] ?? value]);
    return { PATH: process.env['PATH'] ?? '', HOME: folder, NODE_ENV: 'production', OUBLI_PORT: String(port), ...(Object.fromEntries(given) as Record<string, string>) };
  };
  const run = (name: string, command: readonly string[]): ChildProcess => {
    const service = compose.services[name] ?? {};
    const [program, ...args] = command[0] === 'CMD' ? command.slice(1) : command;
    expect(program).toBe('node');
    const child = spawn(process.execPath, args, { cwd: root, env: environmentOf(service), stdio: 'ignore' });
    children.push(child);
    return child;
  };
  const commandFor = (name: string): readonly string[] => compose.services[name]?.command ?? commandOf(compose.services[name]?.build?.dockerfile.replace('docker/', '') ?? '');

  it('migrate the database, then bring API and worker up, healthy and ready', async () => {
    expect(await ended(run('migrate', commandFor('migrate')))).toBe('0');
    expect(await ended(run('migrate', commandFor('migrate')))).toBe('0');
    const worker = run('worker', commandFor('worker'));
    const api = run('api', commandFor('api'));
    const health = compose.services['api']?.healthcheck?.test ?? [];
    await eventually(async () => (await ended(run('api', health))) === '0', 30_000, 'a healthy API');
    const ready = async (): Promise<number | undefined> => (await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null))?.status;
    await eventually(async () => (await ready()) === 200, 30_000, 'readiness');
    worker.kill('SIGTERM');
    api.kill('SIGTERM');
    expect([await ended(worker), await ended(api)]).toEqual(['0', '0']);
    expect(await ended(run('api', health))).toBe('1');
  }, 120_000);
});
