import { type ChildDeclaration, type RootDeclaration, type Row, snakeCase } from '@oubli/personal-data';
import { heldSql } from '../plan/hold.sql';
import { restrictedSql } from '../restriction/restriction.sql';

/** Deletes the parts of records whose instant has passed; what a hold protects, what is restricted, or somebody works on, stays for the next look. */
export function deleteExpired(child: ChildDeclaration<Row>, expires: string, root: RootDeclaration<Row>): string {
  const via = snakeCase(child.partOf.via);
  return `delete from ${child.table} where id in (
    select c.id from ${child.table} c join ${root.table} r on r.id = c.${via}
    where c.${snakeCase(expires)} <= now() and not ${heldSql(root)} and not ${restrictedSql(root)} for update of c skip locked)`;
}
