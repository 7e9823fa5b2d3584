// The ledger against the rows that changed, and against its own format (docs/ledger-format.md), written from that page.
import { createHash } from 'node:crypto';
import { children, governed, shadowOf } from './rules.mjs';

const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();

/**
 * Rows that changed against the snapshot and the entries written since must be the same set, entry by entry: row,
 * person (a record of nobody known stands for itself), phase before, what was done and the first day on which it was allowed. Expects `shadow.outcome`.
 */
export async function auditEntries(find, query, key) {
  const ref = (code, id) => `sha256($2::bytea || sha256($1::bytea || int2send(${code}::smallint) || uuid_send(${id})))`;
  const left = children.map(({ code, table, via, root }) => `
    select ${code}, s.id, coalesce(o.person_id, o.id), o.before, case when c.id is null then 2 end, o.due_on
    from ${shadowOf(table)} s left join ${table} c on c.id = s.id join shadow.outcome o on o.id = s.${via} and o.type = '${root.type}'
    where to_jsonb(c) is distinct from to_jsonb(s)`);
  await query('drop table if exists shadow.changed');
  await query('create table shadow.changed (entity int, id uuid, ref bytea, person_ref bytea, phase int, action int, due_on date)');
  const pad = (byte) => Buffer.from([...key, ...Buffer.alloc(64 - key.length)].map((k) => k ^ byte));
  await query(`insert into shadow.changed select x.code, x.id, ${ref('x.code', 'x.id')}, ${ref('1', 'x.person_id')}, x.phase, x.action, x.due_on
    from (select code, id, coalesce(person_id, id) as person_id, before as phase, case when after > before then after - 1 end as action, due_on from shadow.outcome where changed
      union all ${left.join(' union all ')}) x`, [pad(0x36), pad(0x5c)]);
  await query('create index on shadow.changed (ref)');
  await find('changeWithoutEntry', 'select id from shadow.changed c where not exists (select 1 from shadow.fresh_entry e where e.ref = c.ref)');
  await find('entryWithoutChange', `select encode(e.ref, 'hex') as id from shadow.fresh_entry e where not exists (select 1 from shadow.changed c where c.ref = e.ref)`);
  await find('entryTwice', `select encode(ref, 'hex') as id from shadow.fresh_entry group by ref, action having count(*) > 1`);
  await find('entryWrong', `select c.id from shadow.changed c join shadow.fresh_entry e on e.ref = c.ref
    where (e.entity, e.person_ref, e.phase, e.action, e.due_on) is distinct from (c.entity, c.person_ref, c.phase, c.action, c.due_on)`);
  const types = [...governed.map((g) => [g.code, g.type]), ...children.map((c) => [c.code, c.root.type])].map(([code, type]) => `(${code}, '${type}')`);
  await find('versionWrong', `select e.ref::text as id from shadow.fresh_entry e left join (values ${types.join(', ')}) k (code, type) on k.code = e.entity
    where not exists (select 1 from retention.policy_version v join retention.policy p on p.code = v.policy where v.id = e.version and p.record_type = k.type)`);
}

const leafHash = `sha256('\\x00'::bytea || int2send(e.entity) || e.ref || e.person_ref || int2send(e.phase) || int2send(e.action)
  || int4send(e.due_on - date '1970-01-01') || uuid_send(e.version) || int2send(e.key_version) || int4send(e.leaf))`;

function rootOf(leaves) {
  let level = [];
  for (let i = 0; i < leaves.length; i += 32) level.push(leaves.subarray(i, i + 32));
  while (level.length > 1) {
    level = level.flatMap((node, i) => (i % 2 === 1 ? [] : i + 1 < level.length ? [sha256(Buffer.from([1]), node, level[i + 1])] : [node]));
  }
  return level[0] ?? Buffer.alloc(32);
}

function batchHash(b) {
  const integers = Buffer.alloc(8);
  integers.writeBigInt64BE(BigInt(b.seq));
  const counts = Buffer.alloc(8);
  counts.writeInt32BE(b.number, 0);
  counts.writeInt32BE(b.entries, 4);
  return sha256(Buffer.from('oubli.batch.1'), b.previous, integers, Buffer.from(b.run.replaceAll('-', ''), 'hex'), counts, b.root);
}

/** The chain from its first batch: numbers, links, hashes, Merkle roots over the entries, and the head. */
export async function auditChain(add, find, query) {
  const batches = await query(`select b.seq::text as seq, b.run::text as run, b.number, b.entries, b.merkle_root as root, b.previous, b.hash,
      count(e.leaf)::int as found, coalesce(max(e.leaf), -1)::int as last, coalesce(string_agg(${leafHash}, ''::bytea order by e.leaf), ''::bytea) as leaves
    from ledger.batch b left join ledger.entry e on e.run = b.run and e.number = b.number group by b.seq order by b.seq`);
  const wrong = { chain: [], counts: [], root: [], head: [] };
  let previous = Buffer.alloc(32);
  batches.forEach((b, i) => {
    if (Number(b.seq) !== i + 1 || !b.previous.equals(previous) || !batchHash(b).equals(b.hash)) wrong.chain.push(b.seq);
    if (b.found !== b.entries || b.last !== b.entries - 1) wrong.counts.push(b.seq);
    if (!rootOf(b.leaves).equals(b.root)) wrong.root.push(b.seq);
    previous = b.hash;
  });
  const [head] = await query('select seq::text as seq, hash from ledger.head');
  if (head?.seq !== (batches.at(-1)?.seq ?? '0') || !head.hash.equals(previous)) wrong.head.push(head?.seq ?? 'none');
  for (const [name, ids] of Object.entries(wrong)) add(name, { n: ids.length, ids });
  await find('loose', 'select e.run as id from ledger.entry e where not exists (select 1 from ledger.batch b where b.run = e.run and b.number = e.number)');
}
