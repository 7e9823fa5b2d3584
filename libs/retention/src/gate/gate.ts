import type { Connections } from '@oubli/database';
import { RetentionError } from '../retention-error';

/** Stops every destructive job before its next batch. Waits for the batches under way, one of which may just commit. */
export async function stopAll(app: Connections): Promise<void> {
  await app.session.query('insert into retention.policy_gate (policy) values (null) on conflict do nothing');
}

/** Lets batches go on. @returns whether the kill switch was on */
export async function goOn(app: Connections): Promise<boolean> {
  return (await app.session.query('delete from retention.policy_gate where policy is null returning id')).length > 0;
}

/** Suspends a policy: batches decided by it leave their records as they are. @throws RetentionError for an unknown policy */
export async function suspendPolicy(app: Connections, policy: string): Promise<void> {
  const [known] = await app.session.query('select 1 from retention.policy where code = $1', [policy]);
  if (!known) throw new RetentionError('version-refused', `There is no policy ${policy}.`);
  await app.session.query('insert into retention.policy_gate (policy) values ($1) on conflict do nothing', [policy]);
}

export async function resumePolicy(app: Connections, policy: string): Promise<boolean> {
  return (await app.session.query('delete from retention.policy_gate where policy = $1 returning id', [policy])).length > 0;
}

export interface GateState {
  readonly stopped: boolean;
  readonly suspended: readonly string[];
}

export async function gateState(app: Connections): Promise<GateState> {
  const rows = await app.session.query<{ policy: string | null }>('select policy from retention.policy_gate order by policy');
  return { stopped: rows.some((r) => r.policy === null), suspended: rows.flatMap((r) => (r.policy === null ? [] : [r.policy])) };
}
