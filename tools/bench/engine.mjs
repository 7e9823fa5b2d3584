// The whole engine in a process of its own: prints what it did and its peak of memory. Arguments: engine URL, owner URL.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { treatmentKeys } from '@oubli/anonymization';
import { Connections } from '@oubli/database';
import { hmacPads } from '@oubli/ledger';
import { loadSchedule, makePlan, startRun, workLane } from '@oubli/retention';
import { benchRegistry } from './world.mjs';

const engine = new Connections(process.argv[2], { max: 4 });
const keys = { ledger: { ...hmacPads(Buffer.alloc(32, 1)), version: 1 }, treatment: treatmentKeys(Buffer.alloc(32, 2)) };
const context = { engine, registry: benchRegistry, keys, worker: randomUUID(), reach: () => undefined };
const scope = { recordTypes: ['item'] };
const { plan } = await engine.transaction(async (s) => makePlan(s, benchRegistry, await loadSchedule(s), scope, false));

const started = performance.now();
const { runId } = await startRun(engine, benchRegistry, { scope, accept: plan.digest, requestedBy: 'test', runId: randomUUID() });
const planned = performance.now();
for (;;) {
  const lanes = await Promise.all([0, 1].map((lane) => workLane(context, runId, lane, () => true)));
  if (lanes.some((lane) => lane.state === 'done')) break;
}
const seconds = (performance.now() - started) / 1000;
const [row] = await engine.session.query('select sum(treated)::int as n from retention.batch where run = $1', [runId]);
const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) / 1024;
process.stdout.write(JSON.stringify({ rows: row.n, seconds, planSeconds: (planned - started) / 1000, peak }));
await engine.close();
