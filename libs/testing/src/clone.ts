import { createHash, randomBytes } from 'node:crypto';
import { Connections, dataSourceOptions, type MigrationClass, migrate, type RolePasswords, roleUrl } from '@oubli/database';
import { DataSource, type EntityTarget, type ObjectLiteral } from 'typeorm';

const passwords: RolePasswords = { app: 'test-app', engine: 'test-engine', archive: 'test-archive' };

export interface TestDatabase {
  readonly name: string;
  readonly url: string;
  readonly rolePrefix: string;
  readonly owner: Connections;
  readonly app: Connections;
  readonly engine: Connections;
  readonly archive: Connections;
  /** URL of a role's login, for a process of its own. */
  roleUrl(kind: 'app' | 'engine' | 'archive'): string;
  /** TypeORM with the application's login. */
  dataSource(entities: readonly EntityTarget<ObjectLiteral>[]): Promise<DataSource>;
  close(): Promise<void>;
}

function serverUrl(): string {
  const url = process.env['OUBLI_TEST_DATABASE_URL'];
  if (!url) throw new Error('No test server: database tests run through the Jest projects "database", "whole" and "long".');
  return url;
}

const databaseUrl = (name: string): string => {
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return url.toString();
};

/** Many files start at once and want the same template: one makes it, the others wait. */
const templateLock = 7_368_215_002;

/**
 * A database of its own for a test file, cloned from a template that carries the migrations.
 * The template is made once for each set of migrations and server; a clone takes well under 100 ms.
 */
export async function cloneDatabase(migrations: readonly MigrationClass[]): Promise<TestDatabase> {
  const digest = createHash('sha256').update(migrations.map((M) => `${new M().name}${M.prototype.constructor.toString()}`).join()).digest('hex').slice(0, 12);
  const template = `oubli_template_${digest}`;
  const name = `oubli_test_${randomBytes(6).toString('hex')}`;
  const admin = new Connections(serverUrl(), { max: 1 });
  try {
    await admin.session.query('select pg_advisory_lock($1)', [templateLock]);
    const [known] = await admin.session.query('select 1 from pg_database where datname = $1', [template]);
    if (!known) {
      await admin.session.query(`create database ${template}`);
      await migrate(databaseUrl(template), migrations, passwords);
    }
    await admin.session.query(`create database ${name} template ${template} strategy wal_log`);
    await admin.session.query('select pg_advisory_unlock($1)', [templateLock]);
  } finally {
    await admin.close();
  }
  return open(name, template);
}

function open(name: string, rolePrefix: string): TestDatabase {
  const url = databaseUrl(name);
  const of = (kind: 'app' | 'engine' | 'archive'): string => roleUrl(url, rolePrefix, kind, passwords[kind]);
  const owner = new Connections(url);
  const app = new Connections(of('app'), { max: 20 });
  const engine = new Connections(of('engine'), { max: 20 });
  const archive = new Connections(of('archive'));
  const sources: DataSource[] = [];
  return {
    name, url, rolePrefix, owner, app, engine, archive,
    roleUrl: of,
    dataSource: async (entities) => {
      const source = await new DataSource(dataSourceOptions(of('app'), entities)).initialize();
      sources.push(source);
      return source;
    },
    close: async () => {
      for (const source of sources) await source.destroy();
      await Promise.all([owner, app, engine, archive].map((connections) => connections.close()));
      const admin = new Connections(serverUrl(), { max: 1 });
      await admin.session.query(`drop database if exists ${name} with (force)`);
      await admin.close();
    },
  };
}
