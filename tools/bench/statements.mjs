// What a careful author would write by hand: PostgreSQL's own limit, the reference, and the plain deletion.
const entry = 'run, number, leaf, entity, ref, person_ref, phase, action, due_on, version, key_version';
const ref = (code, id) => `sha256($4::bytea || sha256($3::bytea || int2send(${code}::smallint) || uuid_send(${id})))`;
const due = (values) => `select r.ctid as tid, r.id, r.person_id, (r.decided_on + interval '2 years')::date + 1 as due_on${values} from bench.item r
  where r.phase = 'active' and r.decided_on <= ($1::date - interval '2 years')::date and $1::date > (r.decided_on + interval '2 years')::date
    and not exists (select 1 from retention.hold h where h.released_at is null and (h.person_id = r.person_id or h.person_id is null))`;

/** An update to constants and a ledger row, nothing else: what PostgreSQL itself costs. The unique index is dropped before. */
export const limit = `with acted as (
  update bench.item set phase = 'archived', last_name = 'x', email = 'x', born_on = '1950-01-01', note = null, motive = null, city = '-'
  where phase = 'active' and decided_on < $1::date - 731 returning id, person_id)
insert into ledger.entry (${entry}) select $2, 1, (row_number() over ())::int, 2::smallint, decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex'), 0::smallint, 0::smallint, $1::date, $2, 1::smallint from acted`;

/** The same rules, checks and ledger as the engine in one hand-written statement and one transaction. */
export const reference = `with due as materialized (${due('')}),
acted as (
  update bench.item r set phase = 'archived',
    last_name = ($6::text[])[1 + (get_byte(sha256($4::bytea || sha256($3::bytea || uuid_send(r.id))), 0) * 256 + get_byte(sha256($4::bytea || sha256($3::bytea || uuid_send(r.id))), 1)) % cardinality($6::text[])],
    email = 'u' || encode(substring(sha256($4::bytea || sha256($3::bytea || convert_to(r.email, 'UTF8'))) from 1 for 16), 'hex') || '@example.invalid',
    born_on = date_trunc('decade', r.born_on)::date, note = null, motive = null, city = '-'
  from due where r.ctid = due.tid returning r.id, r.person_id, due.due_on)
insert into ledger.entry (${entry})
select $2, 1, (row_number() over ())::int, 2::smallint, ${ref(2, 'id')}, ${ref(1, 'person_id')}, 0::smallint, 0::smallint, due_on, $5::uuid, 1::smallint from acted`;

export const deletion = `with due as materialized (${due('')}),
acted as (delete from bench.item r using due where r.ctid = due.tid returning r.id, r.person_id, due.due_on)
insert into ledger.entry (${entry})
select $2, 1, (row_number() over ())::int, 2::smallint, ${ref(2, 'id')}, ${ref(1, 'person_id')}, 0::smallint, 2::smallint, due_on, $5::uuid, 1::smallint from acted`;
