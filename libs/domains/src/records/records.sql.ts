import { type RootDeclaration, type Row, snakeCase } from '@oubli/personal-data';

type Declaration = RootDeclaration<Row>;

export const findSource = 'select record_id::text as id, forgotten_on::text as "forgottenOn" from people.source_record where keyed_hash = $1';
export const writeSource = `insert into people.source_record (keyed_hash, source, record_type, record_id) values ($1, $2, $3, $4)
  on conflict (keyed_hash) do update set record_id = excluded.record_id, forgotten_on = null`;
export const isActive = ({ table }: Declaration): string => `select 1 from ${table} where id = $1`;

export const insertRecord = ({ table }: Declaration, names: readonly string[]): string =>
  `insert into ${table} (${names.join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')})`;

/** Numbers without the zeros at their end, everything else as its text. */
export const lockRecord = ({ table }: Declaration, names: readonly string[]): string =>
  `select id::text as "id"${names.map((name) => `, case when pg_typeof(${name}) = 'numeric'::regtype then trim_scale(nullif(${name}::text, '')::numeric)::text else ${name}::text end as "${name}"`).join('')} from ${table} where id = $1 for no key update`;

export const updateRecord = ({ table }: Declaration, names: readonly string[]): string =>
  `update ${table} set ${names.map((name, i) => `${name} = $${i + 2}`).join(', ')} where id = $1`;

export const subjectOf = ({ table }: Declaration, subject: string): string => `select ${snakeCase(subject)}::text as id from ${table} where id = $1`;

export const namesOf = 'select last_name as last, birth_name as birth, first_name as first from people.person where id = $1';
export const writeSearchKey = 'update people.person set search_key = $2 where id = $1';

/** Once a person and source, a month from today. */
export const addNotice = `insert into people.notice_task (id, person_id, source, due_on) values ($1, $2, $3, (calendar.paris_date(now()) + interval '1 month')::date)
  on conflict (person_id, source) do nothing`;
export const listNotices = `select id::text as id, person_id::text as "personId", source, due_on::text as "dueOn", due_on < calendar.paris_date(now()) as late
  from people.notice_task where done_on is null order by due_on, id limit 1000`;
export const doneNotice = 'update people.notice_task set done_on = calendar.paris_date(now()) where id = $1 and done_on is null returning id';

export const selectRecords = ({ table, collectedOn, subjects }: Declaration, columns: readonly { property: string; name: string }[]): string =>
  `select r.id::text as id, ${snakeCase(collectedOn)}::text as "collectedOn", jsonb_build_object(${columns.map((c) => `'${c.property}', ${c.name}`).join(', ')}) as values from ${table} r
   where ($1::uuid is null or r.id = $1) and ($2::uuid is null or ${subjects.map((s) => `${snakeCase(s)} = $2`).join(' or ')}) and ($3::uuid is null or r.id > $3) order by r.id limit $4`;

/** Records of a type that are active no longer: from today on their source is told so, for a year. */
export const markForgotten = ({ recordType, table, phase }: Declaration): string =>
  `update people.source_record s set forgotten_on = calendar.paris_date(now()) where s.record_type = '${recordType}' and s.forgotten_on is null
     and not exists (select 1 from ${table} r where r.id = s.record_id and r.${snakeCase(phase)} = 'active')`;
export const endForgotten = 'delete from people.source_record where forgotten_on < calendar.paris_date(now()) - 365';
