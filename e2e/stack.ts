import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMissingKeys, ensureDoNotRecreateKey, ensureFieldKeys, type Instance, type Keys, loadKeys, writeInstance } from '@oubli/config';
import { allMigrations, domainRegistry, knownGaps, seedDemo, shippedSchedule } from '@oubli/domains';
import { installSchedule, loadSchedule, makePlan, type Plan, recordDeclarations } from '@oubli/retention';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';

interface Redis {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

const root = join(__dirname, '..');

/** Says that everything with this data folder stands in France. */
export function declareFrance(folder: string): void {
  const machine = { provider: 'Exemple SAS', identifier: 'siren:000000018', country: 'FR' };
  writeFileSync(join(folder, 'storage.json'), JSON.stringify(['database', 'queue', 'data-folder'].map((store) => ({ store, ...machine }))));
}

/** The demo company on a database of its own, a Redis of its own, and processes that are really started and killed. */
export class Stack {
  private constructor(
    readonly db: TestDatabase,
    readonly folder: string,
    readonly keys: Keys,
    readonly redis: Redis | null,
    readonly checkpointFile: string,
  ) {}

  static async create(options: { readonly redis: boolean; readonly port?: number }): Promise<Stack> {
    const db = await cloneDatabase(allMigrations);
    const folder = mkdtempSync(join(tmpdir(), 'oubli-e2e-'));
    const keysFolder = join(folder, 'keys');
    createMissingKeys(keysFolder);
    ensureDoNotRecreateKey(keysFolder);
    const { startRedis } = (await import('../tools/services/redis.mjs')) as { startRedis: (o: { dataFolder: string }) => Promise<Redis | null> };
    const redis = options.redis ? await startRedis({ dataFolder: folder }) : null;
    const checkpointFile = join(folder, 'checkpoints.jsonl');
    const instance: Instance = {
      ownerUrl: db.url, rolePrefix: db.rolePrefix, passwords: { app: 'test-app', engine: 'test-engine', archive: 'test-archive' },
      redisUrl: redis?.url ?? null, port: options.port ?? 39_000, keysFolder, checkpointFile,
    };
    writeInstance(folder, instance);
    declareFrance(folder);
    await recordDeclarations(db.engine.session, domainRegistry);
    await installSchedule(db.owner.session, domainRegistry, shippedSchedule);
    return new Stack(db, folder, loadKeys(keysFolder), redis, checkpointFile);
  }

  async seed(): Promise<void> {
    const [today] = await this.db.owner.session.query<{ day: string }>('select calendar.paris_date(now())::text as day');
    await seedDemo(this.db.owner.session, { asOf: today?.day ?? '', seed: 20_261_124, fieldKeys: ensureFieldKeys(join(this.folder, 'keys')) });
  }

  preview(): Promise<Plan> {
    return this.db.engine.transaction(async (s) => (await makePlan(s, domainRegistry, await loadSchedule(s), {}, true, knownGaps)).plan);
  }

  /** Starts a program of ours; its output goes to a file of the stack's folder. */
  spawn(script: string, args: readonly string[] = [], environment: Readonly<Record<string, string>> = {}): ChildProcess {
    const log = openSync(join(this.folder, 'processes.log'), 'a');
    const child = spawn(process.execPath, [join(root, script), ...args], {
      cwd: root, stdio: ['ignore', log, log], env: { ...process.env, OUBLI_DATA: this.folder, OUBLI_PARENT_PID: String(process.pid), ...environment },
    });
    closeSync(log);
    return child;
  }

  worker(environment: Readonly<Record<string, string>> = {}): ChildProcess {
    return this.spawn('apps/worker/dist/main.js', [], environment);
  }

  /** Runs a command of `oubli`. */
  command(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<{ code: number; output: string; complaint: string }> {
    return new Promise((resolve) => {
      const child = spawn(process.execPath, [join(root, 'apps/worker/dist/cli/main.js'), ...args], {
        cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, OUBLI_DATA: this.folder, ...environment },
      });
      let output = '';
      let complaint = '';
      child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
      child.once('close', (code) => resolve({ code: code ?? 1, output, complaint }));
    });
  }

  /** Everything the processes wrote. */
  logs(): string {
    const file = join(this.folder, 'processes.log');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  async close(): Promise<void> {
    await this.redis?.stop();
    await this.db.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

type Query = (text: string, values?: readonly unknown[]) => Promise<unknown[]>;
export interface Audit {
  readonly counters: Readonly<Record<string, number>>;
  readonly violations: readonly string[];
}
/** tools/oracle, which imports nothing of the project. */
export interface Oracle {
  snapshot(query: Query): Promise<void>;
  audit(query: Query, options: { asOf: string; ledgerKey: Buffer; appRole: string }): Promise<Audit>;
}
export const loadOracle = async (): Promise<Oracle> => (await import('../tools/oracle/oracle.mjs')) as unknown as Oracle;

/** Resolves with the signal or code by which a process ended. */
export const ended = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(String(child.signalCode ?? child.exitCode));
    else child.once('exit', (code, signal) => resolve(String(signal ?? code)));
  });

/** Asks again and again until the answer is true. @throws Error when the time is over */
export async function eventually(question: () => Promise<boolean>, milliseconds: number, what: string): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!(await question())) {
    if (performance.now() > end) throw new Error(`Waited in vain: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
