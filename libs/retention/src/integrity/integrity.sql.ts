import { type IntegrityCheck, type Row, snakeCase } from '@oubli/personal-data';

/** Rows read by one statement: short enough to hold back no vacuum, long enough to be no more than a few round trips. */
export const rowsAtOnce = 500;

/** Whether a row does not match. A file without hash, a hash without file and a hash of something else are all damage. */
function damagedSql(check: IntegrityCheck<Row>): string {
  const hash = `r.${snakeCase(check.hash)}`;
  if ('row' in check) return `${hash} is distinct from ${check.row}(r)`;
  const content = `r.${snakeCase(check.file)}`;
  return `${hash} is distinct from case when ${content} is not null then sha256(${content}) end`;
}

/** The next rows after id $1: how many, the last id, the ids that do not match. */
export const readNext = (table: string, check: IntegrityCheck<Row>): string =>
  `select count(*)::int as read, (array_agg(r.id order by r.id desc))[1]::text as last,
    coalesce(array_agg(r.id::text) filter (where r.damaged), '{}') as damaged
  from (select r.id, ${damagedSql(check)} as damaged from ${table} r where r.id > $1::uuid order by r.id limit ${rowsAtOnce}) r`;

/** Of the records $1: which are there, and whether they match now. */
export const readAgain = (table: string, check: IntegrityCheck<Row>): string =>
  `select r.id::text as id, ${damagedSql(check)} as damaged from ${table} r where r.id = any($1::uuid[])`;

/** Raises alarms for the records $3 and writes them down; one that is known already stays as it is. */
export const raiseAlarms = `with raised as (
    insert into retention.integrity_alarm (record_type, record_id, place) select $1, id, $2 from unnest($3::uuid[]) as d (id)
    on conflict do nothing returning record_type, record_id, place)
  insert into retention.activity (kind, record_type, record_id, place) select 'integrity-alarm', record_type, record_id, place from raised returning record_id::text as id`;

export const alarmsOf = `select record_id::text as id from retention.integrity_alarm where record_type = $1 and place = $2`;

/** Ends the alarms of records $3, each with its reason in $4. */
export const endAlarms = `with ended as (
    delete from retention.integrity_alarm a using unnest($3::uuid[], $4::text[]) as e (id, kind)
    where a.record_type = $1 and a.place = $2 and a.record_id = e.id returning a.record_type, a.record_id, a.place, e.kind)
  insert into retention.activity (kind, record_type, record_id, place) select kind, record_type, record_id, place from ended`;

export const listAlarms = `select record_type as "recordType", record_id::text as "recordId", place, raised_at as "raisedAt", accepted_at as "acceptedAt"
  from retention.integrity_alarm where $1 or accepted_at is null order by raised_at, record_type, record_id, place`;

export const acceptAlarm = `with accepted as (
    update retention.integrity_alarm set accepted_at = now()
    where record_type = $1 and record_id = $2::uuid and place = $3 and accepted_at is null returning record_type, record_id, place)
  insert into retention.activity (kind, record_type, record_id, place, reason, author)
  select 'integrity-accepted', record_type, record_id, place, $4, $5 from accepted returning 1`;
