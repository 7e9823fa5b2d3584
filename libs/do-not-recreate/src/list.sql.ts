/** The entry an identifier of hers belongs to already: what is fed twice stays one entry, which is taken off as one. */
export const entryOf = 'select entry::text as entry from do_not_recreate.entry where keyed_hash = any($1::bytea[]) order by listed_on, entry limit 1';
/** Fed again, a hash stays from the later day, and an erasure weighs more than an objection. */
export const writeEntry = `insert into do_not_recreate.entry (keyed_hash, entry, kind, ground, listed_on, kept_until)
  select h, $1::uuid, k, $4, $5::date, $6::date from unnest($2::bytea[], $3::text[]) u(h, k) order by h
  on conflict (keyed_hash) do update set listed_on = greatest(entry.listed_on, excluded.listed_on), kept_until = greatest(entry.kept_until, excluded.kept_until),
    ground = case when 'erasure' in (entry.ground, excluded.ground) then 'erasure' else excluded.ground end`;

export const findEntries = `select entry::text as entry, kind, ground, listed_on::text as "listedOn", kept_until::text as "keptUntil"
  from do_not_recreate.entry where keyed_hash = any($1::bytea[]) order by listed_on, kind, entry`;
export const removeEntries = `delete from do_not_recreate.entry where entry in (select entry from do_not_recreate.entry where keyed_hash = any($1::bytea[])) returning entry::text as entry`;

export const countEntries = `select ground, count(distinct entry)::int as people, (count(distinct entry) filter (where kept_until < $1::date))::int as "reviewDue"
  from do_not_recreate.entry group by ground order by ground`;
export const endOver = 'delete from do_not_recreate.entry where kept_until < $1::date returning 1';
export const keepOver = 'update do_not_recreate.entry set kept_until = $2::date where kept_until < $1::date returning 1';

export const countRefusal = `insert into do_not_recreate.refusal as r (day, source, record_type, kind, ground, refused) values ($1, $2, $3, $4, $5, $6)
  on conflict (day, source, record_type, kind, ground) do update set refused = r.refused + excluded.refused`;
export const refusedToday = 'select coalesce(sum(refused), 0)::int as n from do_not_recreate.refusal where day = $1 and source = $2';
export const listRefusals = `select day::text as day, source, record_type as "recordType", kind, ground, refused from do_not_recreate.refusal order by day desc, source, record_type, kind, ground limit 200`;
export const endRefusals = 'delete from do_not_recreate.refusal where day < $1::date - 365';
