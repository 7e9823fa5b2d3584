import { obeyRestrictions, obeyRestrictionsOfRoot, sqlMigration } from '@oubli/database';
import { snakeCase } from '@oubli/personal-data';
import { domainRegistry } from '../registry';

/** Stored facts about clocks, not use of what is restricted: they are still taken in (ARCHITECTURE.md). */
const stillTakenIn = new Set(['dated-event']);

const ifThere = (table: string, sql: string): string => `do $body$ begin if to_regclass('${table}') is not null then execute $sql$${sql}$sql$; end if; end $body$;`;

/** Every table that was governed before restrictions came; tables that come later obey from their own migration. */
const tables = (): string => domainRegistry.roots.filter((root) => !root.beyondRestriction).flatMap((root) => [
  ifThere(root.table, obeyRestrictions(root.table, root.recordType, root.subjects.map(snakeCase))),
  ...domainRegistry.childrenOf(root.recordType).filter((child) => !stillTakenIn.has(child.recordType))
    .map((child) => ifThere(child.table, obeyRestrictionsOfRoot(child.table, root.table, snakeCase(child.partOf.via)))),
]).join('\n');

/** Latest dates of a person belong to her records; nothing of the application reads them. */
const clocks = 'revoke select on people.person_clock from {{app}};';

export const restrictionReachMigrations = [sqlMigration(1764201040004, 'RestrictionReach', `${tables()}\n${clocks}`)];
