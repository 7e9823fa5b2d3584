import type { MigrationInterface, QueryRunner } from 'typeorm';
import { roleKinds, roleName } from './roles';

export type MigrationClass = new () => MigrationInterface;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** SQL with the installation's role names in the places of `{{app}}`, `{{engine}}` and `{{archive}}`. */
export const withRoles = (sql: string, prefix: string): string =>
  roleKinds.reduce((text, kind) => text.replaceAll(`{{${kind}}}`, quoted(roleName(prefix, kind))), sql);

/**
 * A migration in plain SQL. Migrations only go forward: what is taken away again is a later migration.
 * @param timestamp orders all migrations of all libraries; unique
 */
export function sqlMigration(timestamp: number, name: string, up: string): MigrationClass {
  const fullName = `${name}${timestamp}`;
  return class implements MigrationInterface {
    readonly name = fullName;

    async up(runner: QueryRunner): Promise<void> {
      const rows: unknown = await runner.query('select role_prefix from public.installation');
      const prefix = Array.isArray(rows) ? String((rows[0] as { role_prefix?: unknown } | undefined)?.role_prefix ?? '') : '';
      await runner.query(withRoles(up, prefix));
    }

    down(): Promise<void> {
      return Promise.reject(new Error(`Migration ${fullName} goes forward only.`));
    }
  };
}
