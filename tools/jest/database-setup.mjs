import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../services/postgres.mjs';

/** One server for a whole Jest run; where durability is not what is tested, a crash may lose it. */
export default async function setup() {
  const dataFolder = mkdtempSync(join(tmpdir(), 'oubli-test-'));
  const server = await startPostgres({
    dataFolder,
    password: 'test-owner',
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: 200, shared_buffers: '256MB', max_wal_size: '2GB' },
  });
  process.env.OUBLI_TEST_DATABASE_URL = server.url;
  globalThis.oubliTestServer = { server, dataFolder };
}
