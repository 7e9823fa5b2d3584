import { type RootDeclaration, type Row, snakeCase } from '@oubli/personal-data';

/**
 * True for a record of alias `r` one of whose subjects asked for restriction, of everything or of its record type. The
 * list of the restricted is read into a hash once a statement; it is empty as a rule, and an empty hash costs nothing.
 */
export function restrictedSql({ recordType, subjects, beyondRestriction }: RootDeclaration<Row>): string {
  if (beyondRestriction) return 'false';
  const restricted = `select x.person_id from retention.restriction x where x.lifted_at is null and (x.record_type is null or x.record_type = '${recordType}')`;
  return `(${subjects.map((subject) => `(r.${snakeCase(subject)} in (${restricted})) is true`).join('\n      or ')})`;
}

export const insertRestriction = `insert into retention.restriction (person_id, record_type, review_on) values ($1, $2, $3)
  returning id::text as id, placed_at::text as "placedAt"`;
export const insertReason = 'insert into retention.restriction_reason (restriction_id, ground, reason, request_reference, author) values ($1, $2, $3, $4, $5)';

/** Once: what the person was told first is what counts. */
export const insertNotice = `insert into retention.restriction_notice (restriction_id, told_on, means, author)
  select id, $2, $3, $4 from retention.restriction where id = $1 and lifted_at is null on conflict (restriction_id) do nothing returning restriction_id`;
export const isOpen = 'select 1 from retention.restriction where id = $1 and lifted_at is null';

export const liftRestriction = 'update retention.restriction set lifted_at = now() where id = $1 and lifted_at is null returning person_id::text as "personId"';
export const reviewRestriction = 'update retention.restriction set review_on = $2 where id = $1 and lifted_at is null returning id';

/** $1 = lifted ones too, $2 = of one person, or null. */
export const listRestrictions = `select x.id::text as id, x.person_id::text as "personId", x.record_type as "recordType", x.placed_at::text as "placedAt",
    x.lifted_at::text as "liftedAt", x.review_on::text as "reviewOn", x.lifted_at is null and x.review_on < calendar.paris_date(now()) as "reviewOverdue",
    r.ground, r.reason, r.request_reference as "requestReference", r.author, n.told_on::text as "toldOn", n.means as "toldBy"
  from retention.restriction x left join retention.restriction_reason r on r.restriction_id = x.id left join retention.restriction_notice n on n.restriction_id = x.id
  where ($1 or x.lifted_at is null) and ($2::uuid is null or x.person_id = $2) order by x.placed_at, x.id`;

/** Restrictions of a person that reach a record type and are open, oldest first. */
export const restrictionsOn = `select x.id::text as id, x.placed_at::text as "placedAt", x.review_on::text as "reviewOn"
  from retention.restriction x where x.lifted_at is null and (x.record_type is null or x.record_type = $2)
    and x.person_id = any($1::uuid[]) order by x.placed_at, x.id`;
