import type { Connections } from '@oubli/database';
import type { Registry } from '@oubli/personal-data';
import { deleteExpired } from './expiry.sql';
import { lockGate, readGate } from './lock.sql';

/**
 * Ends what lasts hours instead of days: parts of records that declare `expires` (RET-19). The gate is locked first, as
 * by every batch, so that a hold placed meanwhile is seen, and the kill switch stops this too.
 */
export async function endExpiredParts(engine: Connections, registry: Registry): Promise<void> {
  for (const root of registry.roots) {
    for (const child of registry.childrenOf(root.recordType)) {
      const { expires } = child;
      if (expires === undefined) continue;
      await engine.transaction(async (session) => {
        await session.query(lockGate);
        const gate = await session.query<{ policy: string | null }>(readGate);
        if (!gate.some((row) => row.policy === null)) await session.query(deleteExpired(child, expires, root));
      });
    }
  }
}
