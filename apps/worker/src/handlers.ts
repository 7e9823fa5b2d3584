import { randomUUID } from 'node:crypto';
import type { Settings } from '@oubli/config';
import type { JobName, JobPayload } from '@oubli/contracts';
import { advance, checkIntegrity, countFigures, endExpiredParts, endOwnRows, executeBatch, loadMaterial, pendingBatches, resumeErasures, separateTallies, startNightly, todayOf } from '@oubli/retention';
import { endDelegatedActs, endIdempotentRequests } from '@oubli/access';
import { endFormerHolders } from '@oubli/company';
import { endForgottenSources, keepDoNotRecreateList, sealedColumns, sendSecondNotices, tellDeadlines, tellReviews, tellUnconfirmed, watchAccuracy } from '@oubli/domains';
import { resealColumns, SealedFieldError } from '@oubli/people';
import { endOldMessages } from '@oubli/outbox';
import { endFormerSecrets } from '@oubli/recipients';
import { endOldLinks } from '@oubli/rights';
import type { Bell } from '@oubli/jobs';
import type { Log } from '@oubli/logging';
import type { Courier } from './courier';
import { checkpoint, endLedger, finishRun } from './finish';
import type { Herald } from './herald';
import type { Lanes } from './lanes';
import type { Postman } from './postman';
import type { Runtime } from './runtime';

export interface HandlerContext {
  readonly runtime: Runtime;
  readonly lanes: Lanes;
  readonly postman: Postman;
  readonly courier: Courier;
  readonly herald: Herald;
  readonly settings: Pick<Settings, 'addressYears' | 'alarmDays' | 'confirmData' | 'url'>;
  readonly bell: Bell;
  readonly draining: () => boolean;
  readonly log: Log;
}

export type Handler<N extends JobName> = (payload: JobPayload<N>, context: HandlerContext) => Promise<void>;
export type Handlers = { readonly [N in JobName]: Handler<N> };

/** Every job and what is done for it: a missing one does not compile. Each may be delivered twice, or never. */
export const handlers: Handlers = {
  'retention.batch': ({ runId, batch }, context) => context.lanes.run(() => doBatch(context, runId, batch)),
  'retention.run': async ({ runId }, { runtime, bell }) => {
    for (const batch of await pendingBatches(runtime.context, runId)) await bell.ring('retention.batch', { runId, batch });
  },
  'retention.nightly': async (_payload, { runtime, bell }) => {
    const { engine } = runtime.logins;
    for (const { runId } of await startNightly(engine, runtime.context.registry, randomUUID)) {
      if (runId !== null) await bell.ring('retention.run', { runId });
    }
  },
  'retention.housekeeping': async (_payload, { runtime }) => {
    await endOwnRows(runtime.logins.owner);
    await separateTallies(runtime.logins.owner, runtime.context.registry.roots);
    await endForgottenSources(runtime.logins.owner);
    await endFormerHolders(runtime.logins.owner.session, await todayOf(runtime.logins.owner.session));
    await keepDoNotRecreateList(runtime.logins.owner, runtime.logins.listKeys);
    await runtime.logins.owner.session.query(endIdempotentRequests);
    await runtime.logins.engine.session.query(endDelegatedActs);
    await endOldMessages(runtime.logins.owner.session);
    await endOldLinks(runtime.logins.owner.session);
    await endFormerSecrets(runtime.logins.owner.session);
  },
  'retention.erasures': async (_payload, { runtime, bell }) => {
    for (const { runId } of await resumeErasures(runtime.logins.engine, runtime.context.registry, randomUUID)) await bell.ring('retention.run', { runId });
    await sendSecondNotices(runtime.logins.engine);
  },
  'rights.accuracy': async (_payload, { runtime, settings }) => void (await watchAccuracy(runtime.logins.engine, settings)),
  'rights.deadlines': async (_payload, { runtime, settings }) => {
    await tellDeadlines(runtime.logins.engine, settings);
    await tellReviews(runtime.logins.engine, settings);
    await tellUnconfirmed(runtime.logins.engine, settings);
  },
  'retention.expiry': (_payload, { runtime }) => endExpiredParts(runtime.logins.engine, runtime.context.registry),
  'retention.integrity': async (_payload, { runtime, log }) => {
    const { damaged } = await checkIntegrity(runtime.logins.engine, runtime.context.registry);
    if (damaged > 0) log.write('integrity-damaged', { records: damaged });
  },
  'retention.figures': (_payload, { runtime }) => countFigures(runtime.logins.engine, runtime.context.registry),
  'people.reseal': async (_payload, { runtime }) => {
    const { unopened } = await resealColumns(runtime.logins.engine.session, sealedColumns, runtime.logins.listKeys.fields());
    if (unopened > 0) throw new SealedFieldError(`${unopened} sealed values do not open: the key they were sealed under is missing.`);
  },
  'ledger.end': (_payload, { runtime }) => endLedger(runtime),
  'ledger.checkpoint': (_payload, { runtime }) => checkpoint(runtime),
  'recipients.send': (_payload, { courier, draining }) => courier.deliver(() => !draining()),
  'opendsr.callbacks': (_payload, { herald, draining }) => herald.deliver(() => !draining()),
  'outbox.send': (_payload, { postman, draining }) => postman.deliver(() => !draining()),
};

/** Does one job by name, with the types tied together. */
export function handle<N extends JobName>(name: N, payload: JobPayload<N>, context: HandlerContext): Promise<void> {
  return handlers[name](payload, context);
}

/** One batch and what follows from it: bells for what it left, the next wave, the end of the run. */
export async function doBatch(context: HandlerContext, runId: string, batch: number | null): Promise<void> {
  if (context.draining()) return;
  const { runtime, bell } = context;
  const material = await loadMaterial(runtime.logins.engine.session, runId);
  const result = await executeBatch(runtime.context, material, batch);
  if (result.kind === 'split') for (const half of result.batches) await bell.ring('retention.batch', { runId, batch: half });
  if (result.kind === 'stopped' || result.kind === 'later') return;
  const next = await advance(runtime.context, runId);
  if (next.kind === 'wave') for (const number of next.batches) await bell.ring('retention.batch', { runId, batch: number });
  if (next.kind === 'done') await finishRun(runtime, runId);
}
