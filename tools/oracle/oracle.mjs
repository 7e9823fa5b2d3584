// An oracle in plain SQL that imports nothing of the project: it looks at a snapshot taken before a run and at the
// tables after it, and counts what should not be. Every counter must be zero.
import { createHash } from 'node:crypto';
import { outcomeSql, person, rules, shadowOf } from './rules.mjs';

const governed = [...rules, person];
const children = governed.flatMap((rule) => rule.children ?? []);
const copied = [...governed.map((g) => g.table), ...children.map((c) => c.table), 'retention.hold', 'training.session'];

/** Copies everything a run may touch into the schema `shadow`. @param query (text, values) => rows, with the owner's login */
export async function snapshot(query) {
  await query('drop schema if exists shadow cascade');
  await query('create schema shadow');
  for (const table of copied) await query(`create table ${shadowOf(table)} as select * from ${table}`);
  for (const table of copied) await query(`create index on ${shadowOf(table)} (id)`);
  await query('create index on shadow.people_dated_event (person_id)');
}

/** Count and up to five ids of what a statement finds. */
async function count(query, text, values = []) {
  const rows = await query(text, values);
  return { n: rows.length, ids: rows.slice(0, 5).map((row) => String(row.id)) };
}

const on = (text, day) => text.replaceAll('$day', `date '${day}'`);

/** @returns {Promise<{counters: Record<string, number>, violations: string[]}>} */
export async function audit(query, { asOf, ledgerKey, appRole }) {
  const counters = {};
  const violations = [];
  const add = (name, { n, ids }, place = '') => {
    counters[name] = (counters[name] ?? 0) + n;
    if (n > 0) violations.push(`${name}${place ? ` in ${place}` : ''}: ${n} (${ids.join(', ')})`);
  };
  for (const rule of rules) {
    const outcome = on(outcomeSql(rule), asOf);
    add('dueUntreated', await count(query, `select id from (${outcome}) o where not held and expected > before and after < expected`), rule.type);
    add('treatedUndue', await count(query, `select id from (${outcome}) o where not held and after > greatest(before, expected)`), rule.type);
    add('heldTreated', await count(query, `select id from (${outcome}) o where held and after <> before`), rule.type);
    add('broughtBack', await count(query, `select id from (${outcome}) o where after < before`), rule.type);
    if (rule.sorted) add('notSorted', await count(query, `select id from (select t.* from ${rule.table} t join ${shadowOf(rule.table)} r on r.id = t.id where t.phase = 'archived' and r.phase = 'active') t where not coalesce(${rule.sorted}, false)`), rule.type);
    add('visibleToApp', await asRole(query, appRole, `select id from ${rule.table} where phase <> 'active'`), rule.type);
    for (const child of rule.children ?? []) add('orphans', await count(query, `select c.id from ${child.table} c where not exists (select 1 from ${rule.table} t where t.id = c.${child.via})`), child.table);
    add('orphans', await count(query, `select t.id from ${rule.table} t where not exists (select 1 from people.person p where p.id = t.person_id)`), rule.type);
  }
  await auditPersons(query, add, asOf);
  await auditChanges(query, add, ledgerKey);
  await auditLedger(query, add);
  await auditSums(query, add, asOf);
  add('clockLost', await count(query, `select distinct r.person_id as id from (select person_id from people.contact_details where phase <> 'treated' union select person_id from recruitment.expert_profile where phase <> 'treated' union select person_id from people.bank_details where phase <> 'treated') r
    where exists (select 1 from people.dated_event e where e.person_id = r.person_id and e.cancelled_at is null and e.kind = 'last-contact') and not exists (select 1 from people.person_clock k where k.person_id = r.person_id and k.kind = 'last-contact')`));
  add('clockWrong', await count(query, `select k.person_id as id from people.person_clock k where k.last_on <> coalesce((select max(e.occurred_on) from people.dated_event e where e.person_id = k.person_id and e.kind = k.kind and e.cancelled_at is null), '-infinity')`));
  return { counters, violations };
}

async function asRole(query, role, text) {
  await query(`set role "${role}"`);
  try {
    return await count(query, text);
  } finally {
    await query('reset role');
  }
}

/** Identity is there exactly while a record names the person; a tombstone only while something refers to her. */
async function auditPersons(query, add, asOf) {
  const subject = (rule, alias) => ['person_id', ...(rule.others ?? [])].map((s) => `${alias}.${s} = p.id`).join(' or ');
  const claimed = rules.map((rule) => `exists (select 1 from ${rule.table} t where (${subject(rule, 't')}) and t.phase in (${rule.names.map((n) => `'${n}'`).join(', ')}))`).join(' or ');
  const active = rules.filter((rule) => rule.names.includes('active')).map((rule) => `exists (select 1 from ${rule.table} t where (${subject(rule, 't')}) and t.phase = 'active')`).join(' or ');
  const referred = rules.map((rule) => `exists (select 1 from ${rule.table} t where ${subject(rule, 't')})`).join(' or ');
  const held = `exists (select 1 from shadow.retention_hold h where h.released_at is null and h.person_id = p.id)`;
  const over = `(coalesce(p.collected_on, date 'infinity') + interval '2 years')::date < date '${asOf}'`;
  add('identityLeft', await count(query, `select p.id from people.person p where not ${held} and ${over} and not (${claimed}) and (p.last_name is not null or p.first_name is not null or p.birth_date is not null or p.search_key is not null)`));
  add('identityLost', await count(query, `select p.id from people.person p join shadow.people_person s on s.id = p.id where s.last_name is not null and p.last_name is null and ((${claimed}) or ${held} or not ${over})`));
  add('hiddenTooSoon', await count(query, `select p.id from people.person p join shadow.people_person s on s.id = p.id where s.phase = 'active' and p.phase <> 'active' and (${active})`));
  add('tombstoneLeft', await count(query, `select p.id from people.person p where not ${held} and ${over} and not (${referred})`));
  add('orphans', await count(query, `select e.id from people.dated_event e where not exists (select 1 from people.person p where p.id = e.person_id)`), 'people.dated_event');
}

/** Rows that changed against the snapshot, and the ledger's entries, must be the same set. */
async function auditChanges(query, add, key) {
  const pad = (byte) => Buffer.concat([Buffer.from(key.map((k) => k ^ byte)), Buffer.alloc(32, byte)]);
  const reference = (code, id) => `sha256($2::bytea || sha256($1::bytea || int2send(${code}::smallint) || uuid_send(${id})))`;
  const changed = [...governed, ...children].map(
    ({ code, table }) => `select s.id, ${reference(code, 's.id')} as ref from ${shadowOf(table)} s left join ${table} t on t.id = s.id where t.id is null or to_jsonb(t) is distinct from to_jsonb(s)`);
  const pads = [pad(0x36), pad(0x5c)];
  await query('drop table if exists shadow.changed');
  await query(`create table shadow.changed as select id, ref from (${changed.join(' union all ')}) c`.replaceAll('$1::bytea', `'\\x${pads[0].toString('hex')}'::bytea`).replaceAll('$2::bytea', `'\\x${pads[1].toString('hex')}'::bytea`));
  add('changeWithoutEntry', await count(query, 'select id from shadow.changed c where not exists (select 1 from ledger.entry e where e.ref = c.ref)'));
  add('entryWithoutChange', await count(query, `select encode(e.ref, 'hex') as id from ledger.entry e where not exists (select 1 from shadow.changed c where c.ref = e.ref)`));
  add('entryTwice', await count(query, `select encode(ref, 'hex') as id from ledger.entry group by ref, action having count(*) > 1`));
  const appeared = governed.map(({ table }) => `select t.id from ${table} t where not exists (select 1 from ${shadowOf(table)} s where s.id = t.id)`).join(' union all ');
  add('appeared', await count(query, appeared));
}

async function auditLedger(query, add) {
  const batches = await query('select seq::text as seq, run::text as run, number, entries, merkle_root as root, previous, hash from ledger.batch b order by b.seq');
  const wrong = { n: 0, ids: [] };
  let previous = Buffer.alloc(32);
  batches.forEach((b, i) => {
    const integers = Buffer.alloc(8);
    integers.writeBigInt64BE(BigInt(b.seq));
    const counts = Buffer.alloc(8);
    counts.writeInt32BE(b.number, 0);
    counts.writeInt32BE(b.entries, 4);
    const hash = createHash('sha256').update(Buffer.concat([Buffer.from('oubli.batch.1'), previous, integers, Buffer.from(b.run.replaceAll('-', ''), 'hex'), counts, b.root])).digest();
    if (Number(b.seq) !== i + 1 || !b.previous.equals(previous) || !hash.equals(b.hash)) {
      wrong.n += 1;
      wrong.ids.push(b.seq);
    }
    previous = b.hash;
  });
  add('chain', wrong);
  add('counts', await count(query, `select b.seq as id from ledger.batch b where b.entries <> (select count(*) from ledger.entry e where e.run = b.run and e.number = b.number)`));
}

/** What stays adds up to what was there, less what was due to leave. */
async function auditSums(query, add, asOf) {
  for (const [type, column] of [['invoice', 'amount_excluding_tax'], ['expense-claim', 'amount']]) {
    const rule = rules.find((r) => r.type === type);
    const [row] = await query(on(`select (select coalesce(sum(s.${column}), 0) from ${shadowOf(rule.table)} s join (${outcomeSql(rule)}) o on o.id = s.id where o.held or o.expected < 3) - (select coalesce(sum(t.${column}), 0) from ${rule.table} t) as difference`, asOf));
    add('sums', { n: Number(row.difference) === 0 ? 0 : 1, ids: [type] });
  }
  add('sessions', await count(query, `(select id from shadow.training_session except select id from training.session) union (select id from training.session except select id from shadow.training_session)`));
}
