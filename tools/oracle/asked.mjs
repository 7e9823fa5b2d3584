// The oracle of erasures: for each record and field of everybody in a snapshot whether it goes, stays or is frozen when its person asks
// to be erased, and until when; and what the database must hold afterwards. Plain SQL and its own reading of the rules.
import { asked, beyondRestriction, beyondWishes } from './asked-rules.mjs';
import { inf } from './dates.mjs';
import { governed, heldBy, person, rules, shadowOf } from './rules.mjs';

const subjectsOf = (rule) => rule.subjects ?? ['person_id', ...(rule.others ?? [])];
const camel = (name) => name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
const askedRules = governed.filter((rule) => !beyondWishes.has(rule.type));
const partsOf = (type) => asked[type].parts ?? [];
const everyPart = askedRules.flatMap((rule) => partsOf(rule.type).map((part) => ({ ...part, root: rule })));

/** Tables of parts that the snapshot of runs does not copy. @param query with the owner's login, after `snapshot` */
export async function snapshotParts(query) {
  const [{ there }] = await query(`select array_agg(table_name::text) as there from information_schema.tables where table_schema = 'shadow'`);
  for (const { table } of [...everyPart, { table: 'retention.restriction' }]) {
    if (there.includes(table.replace('.', '_'))) continue;
    await query(`create table ${shadowOf(table)} as select * from ${table}`);
  }
}

/** @param asks SQL of the persons who ask: (person, asked_on, record_types), as a table name */
function factsSql(rule, asks) {
  const own = asked[rule.type];
  const [subject, ...others] = subjectsOf(rule);
  const ends = (rule.final === undefined) ? rule.active : `greatest(${rule.active}, ${rule.final})`;
  const open = (whom, day) => `select w.asked_on from ${asks} w where w.person = ${whom} and (w.record_types is null or '${rule.type}' = any(w.record_types))${day ? ` and (r.collected_on is null or r.collected_on <= w.asked_on or r.collected_on > $day)` : ''}`;
  const silent = others.map((o) => `(r.${o} is not null and r.${o} <> r.${subject} and not exists (${open(`r.${o}`, false)}))`);
  const frozen = beyondRestriction.has(rule.type) ? [] : others.map((o) => `exists (select 1 from shadow.retention_restriction x where x.lifted_at is null and x.person_id = r.${o} and (x.record_type is null or x.record_type = '${rule.type}'))`);
  const laws = (own.laws ?? []).map(({ until, when }) => `jsonb_build_object('lives', ${when ? `coalesce(${when}, false) and ` : ''}$day <= y.until, 'until', y.until) from (select ${until} as until) y`);
  return `select r.id::text as id, concat_ws(' ', ${[subject, ...others].map((s) => `r.${s}::text`).join(', ')}) as persons,
      r.${subject}::text as person, r.phase, (${open(`r.${subject}`, true)}) is not null as asks,
      ${heldBy('(select * from shadow.retention_hold where released_at is null)', rule)} as held, ${frozen.length > 0 ? `(${frozen.join(' or ')})` : 'false'} as frozen,
      ${own.used ? `(r.phase = 'active' and (${own.used}))` : 'false'} as used,
      array[${laws.map((law) => `(select ${law})`).join(', ')}]::jsonb[] as laws,
      ${own.proves ? `(${own.provesWhen ? `coalesce(${own.provesWhen}, false) and ` : ''}coalesce($day <= z.proves, true))` : 'false'} as proves, z.proves::text as proves_until,
      ${silent.length > 0 ? `(${silent.join(' or ')}) and $day <= z.final` : 'false'} as shared, z.final::text as final_until
    from ${shadowOf(rule.table)} r cross join lateral (select f.final, ${own.provesUntil ?? 'f.final'} as proves from (select ${rule === person ? inf : ends} as final offset 0) f offset 0) z`;
}

const day = (text) => (text === null || text === undefined || text === 'infinity' ? null : text);
const order = ['in-use', 'statutory', 'evidence', 'shared', 'identity'];
const later = (a, b) => (a === null ? b !== null : b !== null && a > b);

/** The claim that keeps longest; of two that keep as long the one that stands first in the order of claims. */
function strongest(claims) {
  let best = null;
  for (const claim of [...claims].sort((a, b) => order.indexOf(a.claim) - order.indexOf(b.claim))) if (best === null || later(claim.until, best.until)) best = claim;
  return best;
}

const nextDay = (date) => new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
const dayBefore = (date) => new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

/** Field by field, for one row of facts. @param columns the live columns of each table */
function decide(rule, fact, columns) {
  const own = asked[rule.type];
  const whole = (claim) => ({ becomes: fact.phase, fields: everyField(rule, columns, () => ({ verdict: claim === 'shared' ? 'keep' : 'freeze', claim, until: null })) });
  if (fact.held) return whole('hold');
  if (!fact.about) return whole('shared');
  if (fact.frozen) return whole('restriction');
  const evidenceParts = partsOf(rule.type).filter((part) => part.proves).map((part) => part.type);
  const keeps = [
    ...(fact.used ? [{ claim: 'in-use', until: null, names: null }] : []),
    ...fact.laws.flatMap((law, i) => (law.lives ? [{ claim: 'statutory', until: day(law.until), names: own.laws[i].columns }] : [])),
    ...(fact.proves ? [{ claim: 'evidence', until: day(fact.proves_until), names: [...own.proves, ...evidenceParts] }] : []),
    ...(fact.shared ? [{ claim: 'shared', until: day(fact.final_until), names: [...(own.proves ?? []), ...evidenceParts] }] : []),
  ];
  const becomes = fact.used ? 'active' : keeps.length === 0 ? 'deleted' : fact.phase === 'treated' ? 'treated' : 'archived';
  return { becomes, fields: fieldsOf(rule, columns, keeps, becomes) };
}

const verdictOf = (claims) => {
  const claim = strongest(claims);
  return claim ? { verdict: 'keep', claim: claim.claim, until: claim.until } : { verdict: 'erase', claim: 'erasure', until: null };
};

function fieldsOf(rule, columns, keeps, becomes) {
  const { loses } = asked[rule.type];
  return everyField(rule, columns, (column, part) => {
    if (part === null) return verdictOf(loses.includes(column) ? keeps.filter(({ names }) => names === null || names.includes(column)) : becomes === 'deleted' ? [] : keeps);
    const wholly = keeps.filter(({ claim, names }) => names === null || (claim !== 'evidence' && claim !== 'shared' && names.includes(part.type)));
    const partly = keeps.filter(({ claim, names }) => (claim === 'evidence' || claim === 'shared') && names.includes(part.type) && (!part.loses.includes(column) || part.proves.includes(column)));
    return verdictOf([...wholly, ...partly]);
  });
}

function everyField(rule, columns, verdict) {
  const fields = new Map();
  for (const column of columns[rule.table]) fields.set(camel(column), verdict(column, null));
  for (const part of partsOf(rule.type)) for (const column of columns[part.table]) fields.set(`${part.type}.${camel(column)}`, verdict(column, part));
  return fields;
}

const leaves = (fields) => {
  const kept = [...fields.values()].filter(({ verdict }) => verdict !== 'erase').map(({ until }) => until);
  return kept.length === 0 || kept.includes(null) ? null : nextDay(kept.sort().at(-1));
};

/** Of a person: as long as a record names her she stays as she is; a tombstone while anything refers to her. @param left records with `becomes`, of any role */
function decidePerson(fact, left, columns) {
  const naming = left.filter(({ rule, becomes }) => rule.names.includes(becomes));
  const state = naming.some(({ becomes }) => becomes === 'active') ? 'active' : naming.length > 0 ? 'archived' : left.some(({ becomes }) => becomes !== 'deleted') ? 'treated' : 'deleted';
  if (fact.held) return { becomes: fact.phase, leavesOn: null, fields: everyField(person, columns, () => ({ verdict: 'freeze', claim: 'hold', until: null })) };
  const ends = naming.map(({ leavesOn }) => leavesOn);
  const last = ends.includes(null) ? null : (ends.sort().at(-1) ?? null);
  const kept = { verdict: 'keep', claim: 'identity', until: last === null ? null : dayBefore(last) };
  const gone = { verdict: 'erase', claim: 'erasure', until: null };
  const fields = everyField(person, columns, (column, part) => (state === 'deleted' || (state === 'treated' && (part ? part.loses.length > 0 : asked.person.loses.includes(column))) ? gone : kept));
  return { becomes: state, leavesOn: last, fields };
}

/**
 * What becomes of every record of the snapshot.
 * @param options.asOf YYYY-MM-DD; options.asks table of those who ask (person uuid, asked_on date, record_types text[])
 * @returns {Promise<Expected>} `of(person, supposed)`: what an answer to that person says, whoever else asked; `after`: what the database holds once all
 *   who ask were served
 */
export async function expectErasures(query, { asOf, asks }) {
  const columns = {};
  for (const { table } of [...askedRules, ...everyPart]) {
    const [schema, name] = table.split('.');
    columns[table] = (await query(`select column_name::text as name from information_schema.columns where table_schema = $1 and table_name = $2 order by ordinal_position`, [schema, name])).map((c) => c.name);
  }
  const facts = [];
  for (const rule of askedRules) {
    for (const fact of await query(factsSql(rule, asks).replaceAll('$day', `date '${asOf}'`))) facts.push({ ...fact, rule, about: true });
  }
  const files = await query(`select id::text as id, person_id::text as persons, phase as becomes from shadow.rights_request where person_id is not null`);
  return new Expected(columns, facts, files.map((f) => ({ ...f, rule: rules.find((r) => r.type === 'rights-request') })));
}

class Expected {
  constructor(columns, facts, files) {
    this.columns = columns;
    this.byPerson = new Map();
    this.people = new Map();
    for (const fact of facts) {
      if (fact.rule === person) this.people.set(fact.id, fact);
      else for (const id of new Set(fact.persons.split(' '))) this.byPerson.set(id, [...(this.byPerson.get(id) ?? []), fact]);
    }
    for (const file of files) this.byPerson.set(file.persons, [...(this.byPerson.get(file.persons) ?? []), file]);
    this.facts = facts;
  }

  /** The answer to one person. @param recordTypes those her wish covers, or null @returns Map of `type/id` -> {becomes, leavesOn, fields} */
  of(id, recordTypes = null) {
    const covers = (type) => recordTypes === null || recordTypes.includes(type);
    const answer = new Map();
    const left = [];
    for (const fact of this.byPerson.get(id) ?? []) {
      if (fact.becomes !== undefined) {
        left.push({ rule: fact.rule, becomes: fact.becomes, leavesOn: null });
        continue;
      }
      const about = fact.person === id;
      if (about && !covers(fact.rule.type)) {
        left.push({ rule: fact.rule, becomes: fact.phase, leavesOn: null, silent: true });
        continue;
      }
      const decision = decide(fact.rule, { ...fact, about }, this.columns);
      const leavesOn = fact.held || !about || fact.frozen ? null : leaves(decision.fields);
      answer.set(`${fact.rule.type}/${fact.id}`, { ...decision, leavesOn });
      left.push({ rule: fact.rule, becomes: decision.becomes, leavesOn });
    }
    const self = this.people.get(id);
    if (self && covers('person')) answer.set(`person/${id}`, this.#self(self, left));
    return answer;
  }

  #self(self, left) {
    // An answer counts the last days of what it decided; a record that the wish does not cover keeps her named, and is not in the answer.
    const decision = decidePerson(self, left, this.columns);
    const told = left.filter(({ silent, rule, becomes }) => !silent && rule.names.includes(becomes));
    const ends = told.map(({ leavesOn }) => leavesOn);
    const last = ends.includes(null) ? null : (ends.sort().at(-1) ?? null);
    if (self.held) return decision;
    for (const [name, field] of decision.fields) if (field.claim === 'identity') decision.fields.set(name, { ...field, until: last === null ? null : dayBefore(last) });
    return { ...decision, leavesOn: last ?? leaves(decision.fields) };
  }

  /** Once everybody who asks was served: Map of `type/id` -> {becomes, fields} of what had to change or stay; whoever did not ask stays as she was. */
  after() {
    const result = new Map();
    const left = new Map();
    for (const fact of this.facts.filter((f) => f.rule !== person)) {
      const decision = fact.asks ? decide(fact.rule, fact, this.columns) : { becomes: fact.phase, fields: null };
      result.set(`${fact.rule.type}/${fact.id}`, decision);
      for (const id of new Set(fact.persons.split(' '))) left.set(id, [...(left.get(id) ?? []), { rule: fact.rule, becomes: decision.becomes, leavesOn: null }]);
    }
    for (const [id, records] of this.byPerson) for (const file of records.filter((f) => f.becomes !== undefined)) left.set(id, [...(left.get(id) ?? []), { rule: file.rule, becomes: file.becomes, leavesOn: null }]);
    for (const [id, self] of this.people) {
      result.set(`person/${id}`, self.asks ? decidePerson(self, left.get(id) ?? [], this.columns) : { becomes: self.phase, fields: null });
    }
    return result;
  }
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const rank = { active: 0, archived: 1, treated: 2, deleted: 3 };

/** The database as it is against what it must hold. @returns {Promise<string[]>} a line for each difference: counter, place */
export async function auditErasures(query, expected) {
  const found = [];
  const after = expected.after();
  for (const rule of askedRules) {
    await compare(query, rule, shadowOf(rule.table), rule.table, (id) => after.get(`${rule.type}/${id}`), found);
    for (const part of partsOf(rule.type)) await comparePart(query, rule, part, (id) => after.get(`${rule.type}/${id}`), found);
  }
  return found;
}

async function rowsOf(query, table) {
  return new Map((await query(`select to_jsonb(t) as row from ${table} t`)).map(({ row }) => [row.id, row]));
}

async function compare(query, rule, before, now, decisionOf, found) {
  const rows = await rowsOf(query, now);
  for (const [id, was] of await rowsOf(query, before)) {
    const decision = decisionOf(id);
    const is = rows.get(id);
    rows.delete(id);
    const place = `${rule.type}/${id}`;
    if (!decision || decision.fields === null) {
      if (!same(was, is)) found.push(`notAsked ${place}`);
      continue;
    }
    if (decision.becomes === 'deleted') {
      if (is) found.push(`left ${place}`);
      continue;
    }
    if (!is) {
      found.push(`lost ${place}`);
      continue;
    }
    const frozen = [...decision.fields.values()].some(({ verdict }) => verdict === 'freeze');
    const phase = frozen || rank[decision.becomes] < rank[was.phase] ? was.phase : decision.becomes;
    if (is.phase !== phase) found.push(`phase ${place}: ${is.phase}, not ${phase}`);
    differences(rule.type, asked[rule.type], was, is, (column) => decision.fields.get(camel(column)), ['phase'], place, found);
  }
  for (const id of rows.keys()) found.push(`appeared ${rule.type}/${id}`);
}

/** @param own what the table loses, and what stands there then */
function differences(type, own, was, is, fieldOf, except, place, found) {
  for (const column of Object.keys(was).filter((c) => !except.includes(c))) {
    const goes = fieldOf(column)?.verdict === 'erase' && own.loses.includes(column);
    const must = goes ? (own.blank?.[column] ?? null) : was[column];
    if (!same(is[column], must)) found.push(`${goes ? 'survived' : 'changed'} ${place}.${column}`);
  }
}

async function comparePart(query, rule, part, decisionOf, found) {
  const rows = await rowsOf(query, part.table);
  for (const [id, was] of await rowsOf(query, shadowOf(part.table))) {
    const decision = decisionOf(was[part.via]);
    const is = rows.get(id);
    const place = `${part.type}/${id}`;
    if (!decision || decision.fields === null) {
      if (!same(was, is)) found.push(`notAsked ${place}`);
      continue;
    }
    const goes = decision.becomes === 'deleted' || decision.fields.get(`${part.type}.id`)?.verdict === 'erase';
    if (goes !== (is === undefined)) found.push(`${goes ? 'left' : 'lost'} ${place}`);
    else if (is) differences(part.type, part, was, is, (column) => decision.fields.get(`${part.type}.${camel(column)}`), [], place, found);
  }
}

/** An answer as the project gives it (records with fields) against what it must be. @returns a line for each difference */
export function compareAnswer(answer, records) {
  const found = [];
  const open = new Map(answer);
  for (const { recordType, recordId, becomes, leavesOn, fields } of records) {
    const place = `${recordType}/${recordId}`;
    const must = open.get(place);
    open.delete(place);
    if (!must) {
      found.push(`unexpected ${place}`);
      continue;
    }
    if (becomes !== must.becomes || leavesOn !== must.leavesOn) found.push(`record ${place}: ${becomes} ${leavesOn}, not ${must.becomes} ${must.leavesOn}`);
    const names = new Set(must.fields.keys());
    for (const { column, verdict, claim, until } of fields) {
      const field = must.fields.get(column);
      names.delete(column);
      if (!field || verdict !== field.verdict || claim !== field.claim || until !== field.until) {
        found.push(`field ${place}.${column}: ${verdict} ${claim} ${until}, not ${field ? `${field.verdict} ${field.claim} ${field.until}` : 'there'}`);
      }
    }
    for (const name of names) found.push(`forgotten ${place}.${name}`);
  }
  for (const place of open.keys()) found.push(`unanswered ${place}`);
  return found;
}

/** What of a record says something about its person: the rest frames the row. */
export const tells = (type, name) => {
  const part = name.includes('.') ? partsOf(type).find((p) => name.startsWith(`${p.type}.`)) : undefined;
  const column = name.split('.').at(-1);
  return (part ?? asked[type]).loses.some((lost) => camel(lost) === column);
};
