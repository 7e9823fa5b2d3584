import type { Instance } from '@oubli/config';
import type { Logins } from '@oubli/domains';
import { readCheckpoints } from '@oubli/ledger';
import { queueDepth } from '@oubli/jobs';
import { readOutboxFigures } from '@oubli/outbox';
import { readFigures, readPulse } from '@oubli/retention';
import { countRequests } from '@oubli/rights';
import { Gauge, Registry } from 'prom-client';

/** Adds one gauge; without labels, or one value per set of labels. */
type Add = (name: string, help: string, values: number | null | readonly (readonly [Record<string, string>, number])[]) => void;

function adder(registry: Registry): Add {
  return (name, help, values) => {
    const list = typeof values === 'number' ? [[{}, values] as const] : (values ?? []);
    const labelNames = Object.keys(list[0]?.[0] ?? {});
    const gauge = new Gauge({ name: `oubli_${name}`, help, labelNames, registers: [registry] });
    for (const [labels, value] of list) gauge.set(labels, value);
  };
}

/**
 * What an operator watches, in the text format of Prometheus. Labels are record types, reasons and limits: no id, no personal
 * value. Figures of a plan are those of the last count, whose age is a figure of its own.
 */
export async function metricsText(instance: Instance, logins: Logins, soonDays: number): Promise<{ readonly type: string; readonly text: string }> {
  const registry = new Registry();
  const add = adder(registry);
  const session = logins.engine.session;
  const pulse = await readPulse(session);
  const checkpoint = readCheckpoints(instance.checkpointFile).at(-1);
  add('workers', 'Workers that gave a sign of life in the last thirty seconds.', pulse.workers);
  add('worker_heartbeat_age_seconds', 'Seconds since any worker gave a sign of life.', pulse.heartbeatAge);
  add('runs_open', 'Runs that are not over.', pulse.openRuns);
  add('batches_pending', 'Batches of open runs that nobody has done yet.', pulse.pendingBatches);
  add('records_treated', 'Records treated by all runs whose manifest is kept.', Number(pulse.treated));
  add('records_treated_per_second', 'Records treated a second over the last minute.', pulse.treatedPerSecond);
  add('records_quarantined', 'Records that could not be treated and were set aside.', pulse.quarantined);
  add('policies_waiting', 'Automatic policies above a limit, which wait for a person.', pulse.waitingPolicies);
  add('holds', 'Holds in force.', pulse.holds);
  add('restrictions', 'Restrictions (Art. 18 GDPR) in force.', pulse.restrictions);
  add('restrictions_review_overdue', 'Restrictions past their day of review.', pulse.restrictionsOverdue);
  add('kill_switch', '1 while nothing may be treated.', pulse.stopped > 0 ? 1 : 0);
  add('integrity_alarms', 'Stored files and issued documents that do not match their hash.', pulse.integrityAlarms);
  add('ledger_batches', 'Sealed batches of the ledger.', Number(pulse.ledgerBatches));
  add('ledger_age_seconds', 'Seconds since the last batch was sealed.', pulse.ledgerAge);
  add('ledger_batches_without_checkpoint', 'Sealed batches after the newest checkpoint.', Number(pulse.ledgerBatches) - (checkpoint?.seq ?? 0));
  const depth = await queueDepth(instance.redisUrl);
  add('queue_up', '1 when Redis answers; without it the sweeper finds the work.', depth === null ? 0 : 1);
  add('queue_jobs', 'Jobs in the queue.', depth === null ? [] : Object.entries(depth).map(([state, count]) => [{ state }, count] as const));
  const outbox = await readOutboxFigures(session);
  add('messages_waiting', 'Messages that have not left.', outbox.waiting);
  add('messages_oldest_waiting_seconds', 'Seconds that the message which waits longest has waited.', outbox.oldestSeconds);
  add('messages_refused', 'Messages of the last thirty days that the mail server refused for good.', outbox.refused);
  const requests = await countRequests(session, soonDays);
  add('requests_open', 'Requests of persons that somebody owes an answer.', requests.open);
  add('requests_soon', 'Those whose term ends within the days of the first alarm.', requests.soon);
  add('requests_late', 'Those whose term is over.', requests.late);
  await addFigures(add, logins);
  return { type: registry.contentType, text: await registry.metrics() };
}

async function addFigures(add: Add, logins: Logins): Promise<void> {
  const figures = await readFigures(logins.engine.session);
  if (!figures) return;
  const { due, kept, noClock } = figures.counts;
  const type = (recordType: string): Record<string, string> => ({ record_type: recordType });
  add('figures_age_seconds', 'Seconds since due, overdue, kept and without clock were counted.', figures.ageSeconds);
  add('records_due', 'Records that are due.', due.map((d) => [type(d.recordType), d.due] as const));
  add('records_overdue', 'Records whose first day of treatment is more than so many days ago.', due.flatMap((d) => [
    [{ ...type(d.recordType), days: '1' }, d.over1] as const, [{ ...type(d.recordType), days: '7' }, d.over7] as const,
    [{ ...type(d.recordType), days: '30' }, d.over30] as const, [{ ...type(d.recordType), days: '90' }, d.over90] as const,
  ]));
  add('overdue_days_max', 'Days that the longest overdue record has waited.', due.map((d) => [type(d.recordType), d.longestOverdue] as const));
  add('records_kept', 'Records whose period looks over and that stay, by reason; held ones have the reason hold.', kept.map((k) => [{ ...type(k.recordType), reason: k.reason }, k.count] as const));
  add('records_expired_frozen', 'Records whose period is over and which a restriction alone keeps (EXPIRED_FROZEN).', kept.filter((k) => k.reason === 'restricted').map((k) => [type(k.recordType), k.count] as const));
  add('records_without_clock', 'Records whose start event cannot be trusted.', noClock.map((n) => [{ ...type(n.recordType), reason: n.reason }, n.count] as const));
}
