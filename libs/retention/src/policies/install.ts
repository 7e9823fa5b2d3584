import type { Session } from '@oubli/database';
import type { Registry } from '@oubli/personal-data';
import { snakeCase } from '@oubli/personal-data';
import { defineFloor, definePolicy, type FloorDefinition, freezeVersion } from './freeze';
import { type ChangeReason, publish } from './publish';
import type { Confidence, VersionBodyInput } from '@oubli/contracts';

/** A whole schedule as data: what an installation begins with, to be edited by an administrator. */
export interface ShippedSchedule {
  readonly policies: readonly { readonly code: string; readonly recordType: string; readonly title: string; readonly automatic: boolean }[];
  /** Frozen in this order; `key` names the version inside this value. */
  readonly versions: readonly {
    readonly key: string;
    readonly policy: string;
    readonly body: VersionBodyInput;
    readonly legalReference: string;
    readonly confidence: Confidence;
  }[];
  readonly publications: readonly {
    readonly effectiveFrom: string;
    readonly title: string;
    readonly reason: ChangeReason;
    readonly explanation: string;
    readonly versions: readonly {
      readonly key: string;
      readonly mandatoryRetroactive?: { readonly legalReference: string };
      readonly optedOut?: { readonly reason: string };
    }[];
  }[];
  readonly floors: readonly FloorDefinition[];
}

/**
 * Installs a schedule into a database that has none yet; with one it changes nothing.
 * @returns whether it was installed
 */
export async function installSchedule(session: Session, registry: Registry, schedule: ShippedSchedule): Promise<boolean> {
  const [known] = await session.query('select 1 from retention.publication limit 1');
  if (known) return false;
  for (const policy of schedule.policies) await definePolicy(session, registry, policy);
  const ids = new Map<string, string>();
  for (const { key, ...draft } of schedule.versions) ids.set(key, await freezeVersion(session, registry, draft));
  for (const floor of schedule.floors) await defineFloor(session, registry, floor);
  for (const { versions, ...publication } of schedule.publications) {
    const members = versions.map(({ key, ...member }) => {
      const version = ids.get(key);
      if (!version) throw new Error(`The schedule publishes ${key}, which it does not define.`);
      return { version, ...member };
    });
    await publish(session, { ...publication, versions: members }, true);
  }
  return true;
}

/** Writes down which tables are governed and for which purposes; the database refuses a purpose that is not on the closed list. */
export async function recordDeclarations(session: Session, registry: Registry): Promise<void> {
  await session.query('delete from retention.governed_table');
  await session.query('delete from retention.declared_purpose');
  for (const root of registry.roots) {
    const [schema, table] = root.table.split('.');
    await session.query('insert into retention.governed_table values ($1, $2, $3, $4, $5)', [root.recordType, schema, table, snakeCase(root.phase), root.beyondRestriction ? [] : root.subjects.map(snakeCase)]);
  }
  for (const declaration of registry.declarations) {
    const rows = Object.entries(declaration.columns).flatMap(([property, column]) =>
      (column.purposes ?? declaration.purposes).map((purpose) => [snakeCase(property), purpose] as const));
    await session.query(
      `insert into retention.declared_purpose (record_type, column_name, purpose) select $1, * from unnest($2::text[], $3::text[])`,
      [declaration.recordType, rows.map(([name]) => name), rows.map(([, purpose]) => purpose)],
    );
  }
}
