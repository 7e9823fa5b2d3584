import { endOldEntries, writeCheckpoint } from '@oubli/ledger';
import { countFigures, endFulfilledWishes, vacuumTouched } from '@oubli/retention';
import type { Runtime } from './runtime';

/** After a run: a checkpoint outside the database, the dead rows with the old values swept away, wishes of which nothing is left ended, and the figures counted anew. */
export async function finishRun(runtime: Runtime, runId: string): Promise<void> {
  await checkpoint(runtime);
  await vacuumTouched(runtime.logins.owner, runtime.context.registry, runId);
  await endFulfilledWishes(runtime.logins.engine.session, runtime.context.registry);
  await countFigures(runtime.logins.engine, runtime.context.registry);
}

/** Appends a checkpoint if the ledger's head has moved. */
export async function checkpoint({ logins, instance }: Runtime): Promise<void> {
  await writeCheckpoint(logins.engine.session, instance.checkpointFile, logins.keys.checkpoint, new Date().toISOString());
}

/** Ends the ledger's entries that have had their ten years. */
export async function endLedger({ logins, instance }: Runtime): Promise<void> {
  const { checkpointFile } = instance;
  await endOldEntries(logins.owner, { checkpointFile, privateKey: logins.keys.checkpoint, now: new Date().toISOString() });
}
