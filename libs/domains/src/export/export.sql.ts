import { type RootDeclaration, type Row, snakeCase } from '@oubli/personal-data';
import { heldSql, restrictedSql } from '@oubli/retention';
import type { Field } from '../records/shape';

type Declaration = RootDeclaration<Row>;

const subjectsOf = ({ subjects }: Declaration): string => subjects.map((subject) => `r.${snakeCase(subject)}`).join(', ');

/** Ids of active records after $2, of one person where $1 names her; what is restricted is in no list (Art. 18). */
export const nextIds = (declaration: Declaration): string =>
  `select r.id::text as id from ${declaration.table} r where ($1::uuid is null or $1 in (${subjectsOf(declaration)})) and ($2::uuid is null or r.id > $2) and not ${restrictedSql(declaration)} order by r.id limit $3`;

/** Persons of the records $1, out of reach of a batch until the transaction ends: what is read stays true until it is written down. */
export const lockSubjects = (declaration: Declaration): string =>
  `select p.id::text as id from people.person p where p.id in (select unnest(array[${subjectsOf(declaration)}]) from ${declaration.table} r where r.id = any($1::uuid[])) order by p.id for key share`;

/** The records $1 as far as the login sees them. */
export const readRows = (declaration: Declaration, fields: readonly Field[]): string =>
  `select r.id::text as id, r.${snakeCase(declaration.collectedOn)}::text as "collectedOn", array_remove(array[${subjectsOf(declaration)}]::text[], null) as subjects, ${heldSql(declaration)} as held,
     jsonb_build_object(${fields.map((field) => `'${field.property}', r.${field.name}`).join(', ')}) as values
   from ${declaration.table} r where r.id = any($1::uuid[]) and not ${restrictedSql(declaration)}`;

/** Of the records $1, those that nobody had restricted. */
export const unrestricted = (declaration: Declaration): string => `select r.id::text as id from ${declaration.table} r where r.id = any($1::uuid[]) and not ${restrictedSql(declaration)}`;

export const addExtract = `insert into access.report_extract (id, person_id, generated_on, title, masked, purpose, recipient_id, reason, collected_on, origin)
  values ($1, $2, calendar.paris_date(now()), $3, $4, $5, $6, $7, calendar.paris_date(now()), 'derived')`;
export const addPart = `insert into access.report_extract_part (id, extract_id, number, content, sha256) values ($1, $2, $3, $4, sha256($4))`;
export const countExtract = 'update access.report_extract set records = $2, left_out = $3 where id = $1';

const columns = `e.id::text as id, e.person_id::text as "personId", e.generated_on::text as "generatedOn", e.title, e.masked, e.purpose, e.recipient_id::text as "recipientId", r.name as recipient, e.reason,
  e.records, e.left_out as "leftOut", coalesce(u.display_name, '') as maker`;
const from = `from access.report_extract e left join recipients.recipient r on r.id = e.recipient_id left join lateral (select display_name from access.console_user u where u.person_id = e.person_id limit 1) u on true`;
/** Of the maker $1, or of everybody. */
export const listExtracts = `select ${columns} ${from} where ($1::uuid is null or e.person_id = $1) and ($2::date is null or (e.generated_on, e.id) < ($2::date, $3::uuid))
  order by e.generated_on desc, e.id desc limit $4`;
export const readExtract = `select ${columns} ${from} where e.id = $1`;

export const partNumbers = 'select number from access.report_extract_part where extract_id = $1 order by number';
export const readPart = 'select content, sha256 = sha256(content) as whole from access.report_extract_part where extract_id = $1 and number = $2';
