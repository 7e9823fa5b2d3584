import { hasDoNotRecreateKey, type Instance, missingKeys, onlyPseudonymKeyMissing } from '@oubli/config';
import { domainRegistry, type Logins } from '@oubli/domains';
import { queueDepth } from '@oubli/jobs';
import { readCheckpoints } from '@oubli/ledger';
import { openAlarms, undeclaredColumns } from '@oubli/retention';

type State = 'up' | 'down' | 'off';

export interface Readiness {
  readonly status: 'ready' | 'not-ready';
  readonly database: State;
  /** `off`: no Redis is configured, the sweeper finds the work. A queue that is down does not stop the work either. */
  readonly queue: State;
  readonly worker: State;
  readonly ledger: State;
  /** `partial`: the pseudonym key or that of the do-not-recreate list is lost; deletion goes on, what needs the key waits. */
  readonly keys: State | 'partial';
  /** Columns nobody declared; their tables are left alone. */
  readonly declarations: { readonly state: State; readonly undeclared: readonly string[] };
  /** Stored files and issued documents that do not match their hash, and that nobody has accepted. */
  readonly integrity: { readonly state: State; readonly alarms: number };
}

const patience = 1000;

/** Asks every part once, each with a limit of time; an answer holds no personal value. */
export async function examineReadiness(instance: Instance, logins: Logins): Promise<Readiness> {
  const session = logins.engine.session;
  const database = await up(session.query('select 1'));
  const worker = database === 'up' ? await aliveWorker(logins) : 'down';
  const ledger = database === 'up' ? await ledgerState(instance, logins) : 'down';
  const undeclared = database === 'up' ? (await undeclaredColumns(session, domainRegistry, domainRegistry.roots.map((r) => r.recordType))).flatMap((b) => b.columns) : [];
  const queue = instance.redisUrl === null ? 'off' : (await queueDepth(instance.redisUrl)) === null ? 'down' : 'up';
  const keys = missingKeys(instance.keysFolder).length === 0 && hasDoNotRecreateKey(instance.keysFolder) ? 'up' : missingKeys(instance.keysFolder).length === 0 || onlyPseudonymKeyMissing(instance.keysFolder) ? 'partial' : 'down';
  const declarations = { state: database === 'down' || undeclared.length > 0 ? ('down' as const) : ('up' as const), undeclared };
  const alarms = database === 'up' ? (await openAlarms(session)).length : 0;
  const integrity = { state: database === 'down' || alarms > 0 ? ('down' as const) : ('up' as const), alarms };
  const ready = [database, worker, ledger, declarations.state, integrity.state].every((state) => state === 'up') && keys !== 'down';
  return { status: ready ? 'ready' : 'not-ready', database, queue, worker, ledger, keys, declarations, integrity };
}

async function up(asked: Promise<unknown>): Promise<State> {
  const late = new Promise<State>((resolve) => setTimeout(() => resolve('down'), patience).unref());
  return Promise.race([asked.then((): State => 'up', (): State => 'down'), late]);
}

async function aliveWorker({ engine }: Logins): Promise<State> {
  const [row] = await engine.session.query<{ n: number }>(`select count(*)::int as n from retention.worker where seen_at > now() - interval '30 seconds'`);
  return (row?.n ?? 0) > 0 ? 'up' : 'down';
}

async function ledgerState({ checkpointFile }: Instance, { engine }: Logins): Promise<State> {
  const [head] = await engine.session.query<{ seq: number }>('select seq from ledger.head');
  const newest = readCheckpoints(checkpointFile).at(-1);
  return head && head.seq >= (newest?.seq ?? 0) ? 'up' : 'down';
}
