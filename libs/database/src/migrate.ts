import { DataSource } from 'typeorm';
import type { MigrationClass } from './migration';
import { ensureRoles, roleKinds, roleName, type RolePasswords } from './roles';
import { Connections } from './session';

export interface Migrated {
  readonly rolePrefix: string;
  /** Names of the migrations that were applied now. */
  readonly applied: readonly string[];
  /** True when this call made the first migration. */
  readonly created: boolean;
}

/** One lock for every migration of a database, so that two starts do not meet. */
const migrationLock = 7_368_215_001;

/**
 * Brings a database up to date with the owner's login: roles first, then migrations, each in its own transaction.
 * @throws Error in one line when the database knows a migration that this version does not (it is newer)
 */
export async function migrate(ownerUrl: string, migrations: readonly MigrationClass[], passwords: RolePasswords): Promise<Migrated> {
  const owner = new Connections(ownerUrl, { max: 1 });
  try {
    await owner.session.query('select pg_advisory_lock($1)', [migrationLock]);
    const created = await createInstallation(owner);
    const [row] = await owner.session.query<{ role_prefix: string }>('select role_prefix from public.installation');
    const rolePrefix = row?.role_prefix ?? '';
    await refuseNewer(owner, migrations);
    await ensureRoles(owner.session, rolePrefix, passwords);
    await grantConnect(owner, rolePrefix);
    const applied = await run(ownerUrl, migrations);
    return { rolePrefix, applied, created };
  } finally {
    await owner.close();
  }
}

async function createInstallation(owner: Connections): Promise<boolean> {
  return owner.transaction(async (session) => {
    await session.query(`create table if not exists public.installation (role_prefix text not null, created_at timestamptz not null default now())`);
    const rows = await session.query(
      `insert into public.installation (role_prefix) select left(current_database(), 50) where not exists (select 1 from public.installation) returning 1`,
    );
    return rows.length > 0;
  });
}

async function refuseNewer(owner: Connections, migrations: readonly MigrationClass[]): Promise<void> {
  const [table] = await owner.session.query<{ there: boolean }>(`select to_regclass('public.migrations') is not null as there`);
  if (!table?.there) return;
  const known = new Set(migrations.map((M) => new M().name));
  const rows = await owner.session.query<{ name: string }>('select name from public.migrations order by id');
  const unknown = rows.filter((row) => !known.has(row.name));
  if (unknown.length > 0) {
    throw new Error(`The database is newer than this version of Oubli (it knows ${unknown.at(-1)?.name ?? ''}): start the newer version, or use another database.`);
  }
}

async function grantConnect(owner: Connections, prefix: string): Promise<void> {
  for (const kind of roleKinds) {
    const [row] = await owner.session.query<{ text: string }>(
      `select format('grant connect, temporary on database %I to %I', current_database(), $1::text) as text`, [roleName(prefix, kind)]);
    await owner.session.query(row?.text ?? '');
  }
}

async function run(ownerUrl: string, migrations: readonly MigrationClass[]): Promise<string[]> {
  const source = new DataSource({ type: 'postgres', url: ownerUrl, migrations: [...migrations], migrationsTransactionMode: 'each' });
  await source.initialize();
  try {
    return (await source.runMigrations()).map((migration) => migration.name);
  } finally {
    await source.destroy();
  }
}
