import { snakeCase } from '@oubli/personal-data';
import type { Rule } from '../plan/rule';

/** First of all: SHARE on hold, policy_gate and restriction, through the owner's function (reliability.md 4.3). */
export const lockGate = 'select retention.lock_gate()';

/** What the gate says, read after the lock: null = kill switch. */
export const readGate = 'select policy from retention.policy_gate';

const isPerson = (rule: Rule): boolean => rule.declaration === rule.registry.person;
const column = (property: string): string => snakeCase(property);

/**
 * Locks records together with their first subjects and never waits: what is busy is left for a later batch.
 * FOR UPDATE, because a plain UPDATE's lock would let an event refer to the person meanwhile (reliability.md 4.11).
 * The phase is looked at outside: as a condition beside the ids it tempts PostgreSQL to walk a partial index whole.
 * Where the first subject may be nobody, an outer join could not lock it: `lockOtherSubjects` takes it then.
 * $1 = ids; gives the row addresses and ids of what was locked.
 * @param at true reads the rows at the addresses $2 where the plan saw them, which costs a third: an address is a
 *   hint, the id decides, and a row that has moved since is simply not among the answers
 */
export function lockRecords(rule: Rule, at = false): string {
  const { declaration, registry } = rule;
  const subject = column(declaration.subjects[0] ?? 'id');
  const wanted = at ? 'r.ctid = any($2::tid[]) and r.id = any($1::uuid[])' : 'r.id = any($1::uuid[])';
  const from = isPerson(rule) || declaration.mayBeAboutNobodyKnown
    ? `${declaration.table} r where ${wanted} order by r.ctid for update of r skip locked`
    : `${declaration.table} r join ${registry.person.table} p on p.id = r.${subject}
      where ${wanted} order by r.ctid for update of p, r skip locked`;
  const there = `filter (where x.phase = '${rule.phase}')`;
  return `select string_agg(x.tid::text, ';') ${there} as tids, string_agg(x.id::text, ';') ${there} as ids
    from (select r.ctid as tid, r.id, r.${column(declaration.phase)} as phase from ${from}) x`;
}

/**
 * Locks the other subjects of the records $1 and answers which records have one that is busy. Null when every
 * record of the type has one subject.
 */
export function lockOtherSubjects(rule: Rule): string | null {
  const { subjects, mayBeAboutNobodyKnown } = rule.declaration;
  const others = subjects.slice(mayBeAboutNobodyKnown ? 0 : 1).map(column);
  if (others.length === 0) return null;
  const { table } = rule.declaration;
  const referred = others.map((c) => `select r.id, r.${c} as person from ${table} r where r.id = any($1::uuid[]) and r.${c} is not null`).join(' union all ');
  return `with referred as materialized (${referred}),
    locked as materialized (select p.id from ${rule.registry.person.table} p where p.id in (select person from referred) for update skip locked)
    select string_agg(distinct r.id::text, ';') as busy from referred r where not exists (select 1 from locked l where l.id = r.person)`;
}

/** Locks the children of the records $1; one statement a child table, answering which records have a busy child. */
export function lockChildren(rule: Rule): string[] {
  return rule.children.map((child) => {
    const via = column(child.partOf.via);
    return `with every as materialized (select c.id, c.${via} as root from ${child.table} c where c.${via} = any($1::uuid[])),
    locked as materialized (select c.id from ${child.table} c where c.${via} = any($1::uuid[]) for update skip locked)
    select string_agg(distinct e.root::text, ';') as busy from every e where not exists (select 1 from locked l where l.id = e.id)`;
  });
}

/** Of the records $1, those still in the phase of the rule: somebody else holds them. */
export const stillThere = (rule: Rule): string =>
  `select string_agg(x.id::text, ';') as ids
   from (select r.id, r.${column(rule.declaration.phase)} as phase from ${rule.declaration.table} r where r.id = any($1::uuid[]) offset 0) x where x.phase = '${rule.phase}'`;
