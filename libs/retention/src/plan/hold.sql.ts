import { type RootDeclaration, type Row, snakeCase } from '@oubli/personal-data';

/**
 * True for a record of alias `r` that a hold protects: by any of its subjects, by type, by itself, by its day of
 * collection, or by everything at once. A record collected on an unknown day is inside every range of days.
 * Each exact test stands behind one that is worked out once a statement (who has a hold at all, whether any hold names
 * no person): mostly nobody has one, and looking into the table for each record was a third of a plan.
 */
export function heldSql(declaration: RootDeclaration<Row>): string {
  const collected = `r.${snakeCase(declaration.collectedOn)}`;
  const scope = `h.released_at is null
        and (h.record_type is null or h.record_type = '${declaration.recordType}')
        and (h.record_id is null or h.record_id = r.id)
        and (h.collected_from is null or ${collected} is null or ${collected} >= h.collected_from)
        and (h.collected_to is null or ${collected} is null or ${collected} <= h.collected_to)`;
  const bySubject = declaration.subjects.map(snakeCase).map(
    (subject) => `(r.${subject} in (select o.person_id from retention.hold o where o.person_id is not null and o.released_at is null)
        and exists (select 1 from retention.hold h where h.person_id = r.${subject} and ${scope}))`,
  );
  const byOther = `((select exists (select 1 from retention.hold o where o.person_id is null and o.released_at is null))
        and exists (select 1 from retention.hold h where h.person_id is null and ${scope}))`;
  return `(${[...bySubject, byOther].join('\n      or ')})`;
}

/** True for a record that was set aside and whose next try is still to come. */
export const quarantinedSql = (declaration: RootDeclaration<Row>, asOf: string): string =>
  `((select exists (select 1 from retention.quarantine)) and exists (select 1 from retention.quarantine q where q.record_type = '${declaration.recordType}' and q.record_id = r.id and q.next_try_on > ${asOf}))`;
