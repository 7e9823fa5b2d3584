import { type ChildDeclaration, type RootDeclaration, type Row, snakeCase } from '@oubli/personal-data';

const values = (cells: readonly string[]): string => `jsonb_build_array(${cells.join(', ')})`;

/** Records of the person $1 in any role and phase, after the id $2. */
export const readRecords = ({ table, subjects, phase, collectedOn, columns }: RootDeclaration<Row>, cells: readonly string[]): string =>
  `select r.id::text as id, '' as via, r.${snakeCase(phase)} as phase, ${'origin' in columns ? 'r.origin' : 'null'} as origin, r.${snakeCase(collectedOn)}::text as "collectedOn", ${values(cells)} as values
   from ${table} r where (${subjects.map((s) => `r.${snakeCase(s)} = $1`).join(' or ')}) and ($2::uuid is null or r.id > $2) order by r.id limit $3`;

export const readParts = ({ table, partOf }: ChildDeclaration<Row>, cells: readonly string[]): string =>
  `select r.id::text as id, r.${snakeCase(partOf.via)}::text as via, ${values(cells)} as values from ${table} r where r.${snakeCase(partOf.via)} = any($1::uuid[]) order by r.id`;

export const sourcesOf = 'select record_id::text as id, source from people.source_record where record_type = $1 and record_id = any($2::uuid[]) order by source';

export const nextPersons = `select id::text as id, last_name as "lastName", birth_name as "birthName", first_name as "firstName" from people.person
  where ($1::uuid is null or id > $1) order by id limit $2`;
/** E-mails and telephones of a table whose first subject is the person. */
export const nextContacts = (table: string, subject: string, email: string | null, phone: string | null): string =>
  `select r.id::text as id, r.${subject}::text as "personId", ${email === null ? 'null' : `r.${email}`} as email, ${phone === null ? 'null' : `r.${phone}`} as phone from ${table} r
   where ($1::uuid is null or r.id > $1) order by r.id limit $2`;

/** Keeps batches away from her until the package is made: what it says was true of one moment. */
export const lockPerson = 'select id::text as id, last_name as "lastName", birth_name as "birthName", first_name as "firstName" from people.person where id = $1 for key share';

export const addPackage = `insert into packages.package (id, person_id, kind, language, begun_on, collected_on, origin)
  values ($1, $2, $3, $4, calendar.paris_date(now()), calendar.paris_date(now()), 'derived')`;
const columns = `id::text as id, person_id::text as "personId", kind, language, state, begun_on::text as "begunOn", made_on::text as "madeOn", records,
  (select count(*)::int from packages.redaction d where d.package_id = p.id and d.decision is null) as undecided`;
export const lockPackage = `select ${columns} from packages.package p where id = $1 for update`;
export const readPackage = `select ${columns} from packages.package p where id = $1`;
export const packagesOf = `select ${columns} from packages.package p where person_id = $1 order by begun_on desc, id limit 100`;
export const markMade = `update packages.package set state = 'made', made_on = calendar.paris_date(now()), records = $2 where id = $1`;

/** Proposals of the package $1 as rows of JSON; one that is there already stays as it was decided. */
export const addRedactions = `insert into packages.redaction (id, package_id, record_type, record_id, field, reason)
  select gen_random_uuid(), $1, d."recordType", d."recordId", d.field, d.reason from jsonb_to_recordset($2::jsonb) as d ("recordType" text, "recordId" uuid, field text, reason text)
  on conflict do nothing`;
export const listRedactions = `select id::text as id, record_type as "recordType", record_id::text as "recordId", field, reason, decision from packages.redaction
  where package_id = $1 order by decision is not null, record_type, record_id, field`;
export const decideRedaction = 'update packages.redaction set decision = $3 where package_id = $1 and id = $2 returning id';

export const addPart = 'insert into packages.part (id, package_id, file, number, sealed) values ($1, $2, $3, $4, $5)';
export const partsOfPackage = `select id::text as id, file, number from packages.part where package_id = $1 order by file, number`;
export const readPart = 'select sealed from packages.part where id = $1';

/** The engine's own rows about a person: that there is a hold, not what for; who looked is told by day and act, never by name. */
export const ownRows: Readonly<Record<string, string>> = {
  recipients: `select r.name as recipient, d.recipient_category as category, r.country, d.record_type as "recordType", d.record_id as "recordId", d.fields, d.purpose, d.basis, d.disclosed_on as "disclosedOn", d.their_reference as "theirReference"
    from recipients.disclosure d join recipients.recipient r on r.id = d.recipient_id where d.person_id = $1 order by d.disclosed_on, d.id`,
  holds: `select placed_at as "placedAt", released_at as "releasedAt", review_on as "reviewOn", record_type as "recordType", record_id as "recordId" from retention.hold where person_id = $1 order by placed_at, id`,
  restrictions: `select placed_at as "placedAt", lifted_at as "liftedAt", review_on as "reviewOn", record_type as "recordType" from retention.restriction where person_id = $1 order by placed_at, id`,
  clocks: `select kind, last_on::text as "lastOn" from people.person_clock where person_id = $1 and last_on > '-infinity' order by kind`,
  consultations: `select occurred_on::text as "on", action from access.staff_activity where about_type = 'person' and about_id = $1 order by occurred_on, id`,
};

/** When records of hers were read in the archive, and what for. */
export const archiveReads = (roots: readonly RootDeclaration<Row>[]): string =>
  `select a.asked_at as "askedAt", a.purpose, a.record_type as "recordType" from retention.archive_access a
   where a.record_id in (${roots.map(({ table, subjects }) => `select r.id from ${table} r where ${subjects.map((s) => `r.${snakeCase(s)} = $1`).join(' or ')}`).join(' union all ')}) order by a.asked_at, a.id`;
