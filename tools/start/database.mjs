import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '../services/postgres.mjs';

const name = 'oubli';

/** The owner's password of the embedded server: made once, readable by the owner of the data folder only. */
function ownerPassword(dataFolder) {
  const file = join(dataFolder, 'postgres.password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

/** Starts the embedded server and creates the database when it is not there. `created`: by this very call. */
export async function embeddedDatabase(dataFolder) {
  const server = await startPostgres({
    dataFolder, password: ownerPassword(dataFolder), settings: { shared_buffers: '256MB', max_wal_size: '2GB', wal_compression: 'on' },
  });
  const client = new pg.Client({ connectionString: server.url });
  try {
    await client.connect();
    const known = await client.query('select 1 from pg_database where datname = $1', [name]);
    const created = known.rowCount === 0;
    if (created) await client.query(`create database ${name}`);
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    return { url: url.toString(), created, stop: server.stop };
  } catch (error) {
    await server.stop();
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Can the database be reached with this URL? @throws Error in one line without the password */
export async function checkDatabase(connectionString) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5000 });
  const { host, pathname } = new URL(connectionString);
  try {
    await client.connect();
    await client.query('select 1');
  } catch (error) {
    throw new Error(`The database ${pathname.slice(1)} at ${host} cannot be reached (${error.code ?? 'no answer'}): check DATABASE_URL and that the server runs.`, { cause: error });
  } finally {
    await client.end().catch(() => undefined);
  }
}
