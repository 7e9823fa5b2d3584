// An oracle in plain SQL that imports nothing of the project: it looks at a snapshot taken before a run and at the
// tables after it, and counts what should not be. Every counter must be zero. Nothing but the run may write between.
import { auditChain, auditEntries } from './ledger.mjs';
import { children, claims, governed, heldBy, identity, outcomeSql, person, restrictedBy, rules, shadowOf } from './rules.mjs';

const copied = [...governed.map((g) => g.table), ...children.map((c) => c.table), 'retention.hold', 'retention.restriction', 'training.session', 'ledger.batch'];

/** Copies everything a run may touch into the schema `shadow`. @param query (text, values) => rows, with the owner's login */
export async function snapshot(query) {
  await query('drop schema if exists shadow cascade');
  await query('create schema shadow');
  for (const table of copied) await query(`create table ${shadowOf(table)} as select * from ${table}`);
  for (const table of copied) if (table !== 'ledger.batch') await query(`create unique index on ${shadowOf(table)} (id)`);
  await query('create index on shadow.people_dated_event (person_id)');
  await query(`create view shadow.fresh_entry as select e.* from ledger.entry e
    where not exists (select 1 from shadow.ledger_batch b where b.run = e.run and b.number = e.number)`);
}

/**
 * @param query as for the snapshot, in one transaction or on one connection (it changes its role for a moment)
 * @param options.asOf day of the run, YYYY-MM-DD; ledgerKey: the 32 bytes of the ledger's key; appRole: the application's login;
 *   only: one counter, where nothing else is asked: a whole audit reads every row and every entry
 * @returns {Promise<{counters: Record<string, number>, violations: string[]}>} violations: counter, place, how many, up to five ids
 */
export async function audit(query, { asOf, ledgerKey, appRole, only }) {
  const counters = {};
  const violations = [];
  const add = (name, { n, ids }, place = '') => {
    counters[name] = (counters[name] ?? 0) + n;
    if (n > 0) violations.push(`${name}${place ? ` in ${place}` : ''}: ${n} (${ids.slice(0, 5).join(', ')})`);
  };
  const find = async (name, text, place) => {
    const rows = await query(text);
    add(name, { n: rows.length, ids: rows.map((row) => String(row.id)) }, place);
  };
  const sections = [
    [[...Object.keys(verdicts), 'appeared'], () => auditRecords(find), 'judged'],
    [['identityLeft', 'identityLost', 'hiddenTooSoon', 'tombstoneLeft'], () => auditPersons(find, asOf)],
    [['childWrong'], () => auditChildren(find), 'judged'],
    [['orphans'], () => auditForeignKeys(find, query)],
    [['hiddenFromApp', 'visibleToApp'], () => auditVisibility(find, add, query, appRole)],
    [['changeWithoutEntry', 'entryWithoutChange', 'entryTwice', 'entryWrong', 'versionWrong'], () => auditEntries(find, query, ledgerKey), 'judged'],
    [['chain', 'counts', 'root', 'head', 'loose'], () => auditChain(add, find, query)],
    [['sums', 'sessions'], () => auditSums(find, add, query), 'judged'],
    [['clockLost', 'clockLeft', 'clockWrong'], () => auditClocks(find)],
  ].filter(([names]) => only === undefined || names.includes(only));
  await holdsAndRestrictions(query);
  if (sections.some(([, , judged]) => judged)) await judge(query, asOf);
  for (const [, look] of sections) await look();
  return { counters, violations };
}

/** What keeps records beside their policies, in tables of `shadow`. */
async function holdsAndRestrictions(query) {
  // A hold or a restriction that was there before and is still there binds the run; one that came or went meanwhile only excuses it.
  const standing = {
    hold_firm: 'select h.* from retention.hold h join shadow.retention_hold s on s.id = h.id where h.released_at is null and s.released_at is null',
    hold_any: 'select * from retention.hold where released_at is null union select * from shadow.retention_hold where released_at is null',
    restriction_firm: 'select x.* from retention.restriction x join shadow.retention_restriction s on s.id = x.id where x.lifted_at is null and s.lifted_at is null',
    restriction_any: 'select * from retention.restriction where lifted_at is null union select * from shadow.retention_restriction where lifted_at is null',
  };
  for (const [name, rows] of Object.entries(standing)) {
    await query(`drop table if exists shadow.${name}`);
    await query(`create table shadow.${name} as ${rows}`);
  }
}

/** What became of each record of the snapshot, and what should have, in `shadow.outcome`. */
async function judge(query, asOf) {
  await query('drop table if exists shadow.outcome');
  const outcomes = governed.map(outcomeSql).join('\nunion all\n').replaceAll('$day', `date '${asOf}'`);
  await query(`create table shadow.outcome as ${outcomes}`);
  await query('create index on shadow.outcome (id)');
  await query('analyze shadow.outcome');
}

const verdicts = {
  broughtBack: 'after < before',
  heldTreated: 'held and changed',
  // Past its period it is EXPIRED_FROZEN: it neither falls nor is sorted until the restriction is lifted (domain.md 3.2).
  restrictedTreated: 'restricted and changed',
  dueUntreated: 'not maybe and expected > before and after < expected',
  treatedUndue: 'not (held or restricted) and after > greatest(before, expected)',
  changedUndue: 'not (held or restricted) and after = before and before < 2 and changed',
  spoiled: 'after > before and after < 3 and spoiled',
  notSorted: 'after > before and after < 3 and not sorted',
};

async function auditRecords(find) {
  for (const { type } of governed) {
    for (const [name, where] of Object.entries(verdicts)) await find(name, `select id from shadow.outcome where type = '${type}' and ${where}`, type);
  }
  const appeared = [...governed, ...children].map(({ table }) => `select t.id from ${table} t where not exists (select 1 from ${shadowOf(table)} s where s.id = t.id)`);
  await find('appeared', appeared.join(' union all '));
}

/** Identity is there exactly while a record names the person; a tombstone only while something refers to her. */
async function auditPersons(find, asOf) {
  const free = `not ${heldBy('shadow.hold_any', person)} and not ${restrictedBy('shadow.restriction_any', person)}`;
  const over = `(coalesce(r.collected_on, date 'infinity') + interval '2 years')::date < date '${asOf}' and r.collected_on >= date '1970-01-02'`;
  const same = (columns) => columns.map((c) => `(r.${c} is null or r.${c} is not distinct from t.${c})`).join(' and ');
  await find('identityLeft', `select r.id from people.person r where ${free} and ${over} and not ${claims.named} and (${identity.map((c) => `r.${c} is not null`).join(' or ')})`);
  await find('identityLost', `select r.id from shadow.people_person r join people.person t on t.id = r.id
    where not (${same(identity)}) and (${claims.named} or ${heldBy('shadow.hold_firm', person)} or ${restrictedBy('shadow.restriction_firm', person)} or not coalesce(${over}, false))`);
  await find('hiddenTooSoon', `select r.id from shadow.people_person r join people.person t on t.id = r.id where r.phase = 'active' and t.phase <> 'active' and ${claims.active}`);
  await find('tombstoneLeft', `select r.id from people.person r where ${free} and ${over} and not ${claims.referred}`);
}

/** Parts of a record leave with it, or where its sorting says so, and are never changed. */
async function auditChildren(find) {
  for (const { table, via, leaves, root } of children) {
    const goes = `(o.after = 3${leaves ? ' or (o.after > o.before and o.after > 0)' : ''})`;
    await find('childWrong', `select s.id from ${shadowOf(table)} s join shadow.outcome o on o.id = s.${via} and o.type = '${root.type}' left join ${table} c on c.id = s.id
      where case when ${goes} then c.id is not null else to_jsonb(c) is distinct from to_jsonb(s) end`, table);
  }
}

/** Every foreign key of the database, also those whose triggers somebody turned off. */
async function auditForeignKeys(find, query) {
  const keys = await query(`select k.conrelid::regclass::text as "from", k.confrelid::regclass::text as "to", k.conname as name,
      (select string_agg(format('f.%I', a.attname), ', ' order by u.n) from unnest(k.conkey) with ordinality u (c, n) join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.c) as here,
      (select string_agg(format('t.%I', a.attname), ', ' order by u.n) from unnest(k.confkey) with ordinality u (c, n) join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.c) as there
    from pg_constraint k where k.contype = 'f' order by 1, 3`);
  for (const { from, to, name, here, there } of keys) {
    const rows = `select f.ctid::text as id from ${from} f where not exists (select 1 from ${to} t where (${there}) = (${here}))`;
    await find('orphans', `${rows} and num_nulls(${here}) = 0`, `${from} (${name})`);
  }
}

/** The application's login sees the active rows that nobody had restricted, all of them and no other, and the parts of what it sees. */
async function auditVisibility(find, add, query, role) {
  const restrictions = '(select * from retention.restriction where lifted_at is null)';
  for (const rule of governed) {
    const { table, type } = rule;
    const restricted = restrictedBy(restrictions, rule);
    const [all] = await query(`select count(*)::int as n from ${table} r where phase = 'active' and not ${restricted}`);
    const [seen] = await asRole(query, role, () => query(`select count(*) filter (where phase = 'active')::int as n from ${table}`));
    add('hiddenFromApp', { n: Math.max(all.n - seen.n, 0), ids: ['only the number is known'] }, type);
    await asRole(query, role, () => find('visibleToApp', `select id from ${table} r where phase <> 'active' or ${restricted}`, type));
  }
  for (const { table, via, root } of children) {
    await asRole(query, role, () => find('visibleToApp', `select c.id from ${table} c where not exists (select 1 from ${root.table} t where t.id = c.${via})`, table));
  }
}

async function asRole(query, role, work) {
  await query(`set role "${role}"`);
  try {
    return await work();
  } finally {
    await query('reset role');
  }
}

/** What stays adds up to what was there, less what was due to leave. */
async function auditSums(find, add, query) {
  for (const [type, ...columns] of [['invoice', 'amount_excluding_tax', 'vat'], ['expense-claim', 'amount'], ['received-invoice', 'amount_excluding_tax', 'vat'],
    ['credit-note', 'amount_excluding_tax', 'vat'], ['payment', 'amount'], ['fee-declaration', 'amount']]) {
    const { table } = rules.find((r) => r.type === type);
    for (const column of columns) {
      const [row] = await query(`select (select coalesce(sum(s.${column}), 0) from ${shadowOf(table)} s join shadow.outcome o on o.id = s.id and o.type = '${type}' where o.held or o.restricted or o.expected < 3 or (o.maybe and o.after < 3))
        - (select coalesce(sum(t.${column}), 0) from ${table} t) as difference`);
      add('sums', { n: Number(row.difference) === 0 ? 0 : 1, ids: [column] }, type);
    }
  }
  await find('sessions', '(select * from shadow.training_session except select * from training.session) union all (select * from training.session except select * from shadow.training_session)');
}

/** The clock table is what the events say, is there for who has a record that may still fall due, and leaves with the last one. */
async function auditClocks(find) {
  const timed = rules.filter((rule) => rule.kinds);
  const open = (table, id) => `exists (select 1 from ${table} r where r.person_id = ${id} and r.phase <> 'treated')`;
  const now = timed.map(({ table }) => open(table, 'k.person_id')).join(' or ');
  const before = timed.map(({ table }) => open(shadowOf(table), 'k.person_id')).join(' or ');
  for (const { table, type, kinds } of timed) {
    await find('clockLost', `select distinct r.person_id as id from ${table} r join people.dated_event e on e.person_id = r.person_id and e.cancelled_at is null and e.kind in (${kinds.map((k) => `'${k}'`).join(', ')})
      where r.phase <> 'treated' and not exists (select 1 from people.person_clock k where k.person_id = r.person_id and k.kind = e.kind)`, type);
  }
  await find('clockLeft', `select distinct k.person_id as id from people.person_clock k where not (${now}) and (${before})`);
  await find('clockWrong', `select k.person_id as id from people.person_clock k
    where k.last_on <> coalesce((select max(e.occurred_on) from people.dated_event e where e.person_id = k.person_id and e.kind = k.kind and e.cancelled_at is null), '-infinity')`);
}
