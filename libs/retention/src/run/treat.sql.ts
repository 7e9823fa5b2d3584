import { renderTreatment, type TreatmentKeys } from '@oubli/anonymization';
import { actions, leafHashSql, phaseCodes, refSql } from '@oubli/ledger';
import { snakeCase } from '@oubli/personal-data';
import { usesEvents, subjectSql } from '../plan/clock.sql';
import { heldSql } from '../plan/hold.sql';
import { tidArray } from '../plan/arrays';
import { Parameters } from '../plan/parameters';
import type { Step } from '../plan/plan';
import type { Statement } from '../plan/planner.sql';
import { erasedSql } from '../plan/erased.sql';
import { recordSql, windowSql } from '../plan/record.sql';
import { frozenSql, holdsMore } from '../request/asked.sql';
import type { Rule } from '../plan/rule';

/** Keys a batch works with: HMAC pads of the ledger, and the keys of pseudonyms and fakes. */
export interface RunKeys {
  readonly ledger: { readonly ipad: Buffer; readonly opad: Buffer; readonly version: number };
  readonly treatment: TreatmentKeys;
}

export interface TreatInput {
  readonly rule: Rule;
  readonly step: Step;
  readonly run: string;
  readonly batch: number;
  readonly asOf: string;
  /** Row addresses locked by this transaction. */
  readonly tids: readonly string[];
  /** Live columns and types of the table. */
  readonly types: ReadonlyMap<string, string>;
  readonly keys: RunKeys;
  /** The wish that decided, where erasure was asked for. */
  readonly wish?: string;
}

/**
 * The one statement that treats: re-checks every locked record by the same rule as the plan, in a snapshot newer
 * than the locks, changes it and its children, and writes one ledger entry for each changed row.
 * Answers `treated` (how many), `same` (ids, only where the phase stays the same), `subjects` (only where clocks come
 * from events), `entries`, `hashes` (leaf hashes, concatenated in order of leaf).
 */
export function treatSql(input: TreatInput): Statement {
  const { rule, step } = input;
  const parameters = new Parameters();
  const day = parameters.add(input.asOf, 'date');
  const { laterals, due } = recordSql(rule, day, parameters, false);
  const { declaration } = rule;
  const phase = snakeCase(declaration.phase);
  const ctes = [
    `target as materialized (
    select r.ctid as tid, r.id, ${subjectSql(declaration)} as subject, s.due_on${counted(rule, step).map((c) => `, r.${c} as counted_${c}`).join('')}
    from ${declaration.table} r
    ${laterals}
    where r.ctid = any(${parameters.add(tidArray(input.tids), 'tid[]')}) and r.${phase} = '${rule.phase}'
      and ${windowSql(rule, parameters)} and s.signature = ${parameters.add(step.signature)} and ${due}
      and not ${heldSql(declaration)}
      and not ${frozenSql(rule)})`,
    ...childCtes(rule, step),
    ...thinCtes(rule, step),
    ...clockCte(rule, step),
    `root as (${rootSql(input, parameters)} returning r.id, target.subject, target.due_on${counted(rule, step).map((c) => `, target.counted_${c}`).join('')})`,
    ...tallyCte(rule, step),
    `changed as (${changedSql(rule, step)})`,
    `logged as (${loggedSql(input, parameters)})`,
  ];
  return {
    text: `with ${ctes.join(',\n  ')}
  select (select count(*)::int from root) as treated, ${step.target === rule.phase ? `(select string_agg(id::text, ';') from root)` : 'null'} as same,
    ${usesEvents(declaration) ? `(select string_agg(distinct subject::text, ';') from root)` : 'null'} as subjects, (select count(*)::int from logged) as entries,
    (select string_agg(hash, ''::bytea order by leaf) from logged) as hashes`,
    values: parameters.values,
  };
}

const leavingChildren = (rule: Rule, step: Step) => rule.children.filter((child) => step.children[child.recordType] === 'delete');

const childCtes = (rule: Rule, step: Step): string[] =>
  leavingChildren(rule, step).map(
    (child, i) =>
      `child${i} as (delete from ${child.table} c using target where c.${snakeCase(child.partOf.via)} = target.id returning c.id, target.subject, target.due_on)`,
  );

/** Children that stay as evidence while some of their columns go. */
const thinnedChildren = (rule: Rule, step: Step) => rule.children.filter((child) => step.childColumns?.[child.recordType]);

function thinCtes(rule: Rule, step: Step): string[] {
  return thinnedChildren(rule, step).map((child, i) => {
    const sets = Object.entries(step.childColumns?.[child.recordType] ?? {}).map(([property, treatment]) => `${snakeCase(property)} = ${erasedSql(treatment)}`);
    return `thinned${i} as (update ${child.table} c set ${sets.join(', ')} from target where c.${snakeCase(child.partOf.via)} = target.id and (${holdsMore(child) ?? 'false'})
    returning c.id, target.subject, target.due_on)`;
  });
}

/** A person's clocks go with her row. */
const clockCte = (rule: Rule, step: Step): string[] =>
  rule.declaration === rule.registry.person && step.target === 'deleted'
    ? [`clocks as (delete from ${rule.registry.clockTable} k using target where k.person_id = target.id)`]
    : [];

/**
 * Columns by which a record is counted, once: when its policy ends, with the values it has then, whether the row goes or
 * a keeper holds what is left. Empty where the policy has not ended, where she asked for it to be forgotten, or nobody counts.
 */
const counted = (rule: Rule, step: Step): string[] =>
  !step.asked && rule.phase !== 'treated' && (step.target === 'treated' || step.target === 'deleted') ? (rule.declaration.tally?.by ?? []).map(snakeCase) : [];

/** In the order of its keys, so that two batches that count the same values wait for each other and never in a circle. */
function tallyCte(rule: Rule, step: Step): string[] {
  const columns = counted(rule, step);
  const { tally } = rule.declaration;
  if (!tally || columns.length === 0) return [];
  const [by, values] = [columns.join(', '), columns.map((c) => `counted_${c}`).join(', ')];
  return [`counted as (insert into ${tally.table} as t (${by}, ${tally.count}) select ${values}, count(*) from root group by ${values} order by ${values}
    on conflict (${by}) do update set ${tally.count} = t.${tally.count} + excluded.${tally.count})`];
}

function rootSql(input: TreatInput, parameters: Parameters): string {
  const { rule, step } = input;
  const { declaration } = rule;
  if (step.target === 'deleted') return `delete from ${declaration.table} r using target where r.ctid = target.tid`;
  const sets = [`${snakeCase(declaration.phase)} = '${step.target}'`];
  for (const [property, treatment] of Object.entries(step.columns)) {
    const name = snakeCase(property);
    const column = { name, type: input.types.get(name) ?? 'text', recordCode: declaration.code };
    const rendered = renderTreatment(treatment, column, { alias: 'r', id: 'r.id' }, parameters.add, input.keys.treatment);
    sets.push(`${name} = ${rendered.sql}`);
  }
  return `update ${declaration.table} r set ${sets.join(', ')} from target where r.ctid = target.tid`;
}

function changedSql(rule: Rule, step: Step): string {
  const { archive, treat, remove } = step.asked
    ? { archive: actions.archiveAsked, treat: actions.treatAsked, remove: actions.deleteAsked }
    : { archive: actions.archive, treat: actions.treat, remove: actions.delete };
  const action = step.target === 'archived' ? archive : step.target === 'treated' ? treat : remove;
  const rows = [`select ${rule.declaration.code} as entity, ${action} as action, id, subject, due_on from root`];
  leavingChildren(rule, step).forEach((child, i) => {
    rows.push(`select ${child.code}, ${remove}, id, subject, due_on from child${i}`);
  });
  thinnedChildren(rule, step).forEach((child, i) => {
    rows.push(`select ${child.code}, ${treat}, id, subject, due_on from thinned${i}`);
  });
  return rows.join(' union all ');
}

function loggedSql(input: TreatInput, parameters: Parameters): string {
  const { rule, step, keys } = input;
  const ipad = parameters.add(keys.ledger.ipad, 'bytea');
  const opad = parameters.add(keys.ledger.opad, 'bytea');
  const columns = ['run', 'number', 'leaf', 'entity', 'ref', 'person_ref', 'phase', 'action', 'due_on', 'version', 'key_version'];
  return `insert into ledger.entry (${columns.join(', ')})
    select ${parameters.add(input.run, 'uuid')}, ${parameters.add(input.batch, 'int')}, (row_number() over ())::int - 1, c.entity::smallint,
      ${refSql('c.entity', 'c.id', ipad, opad)}, ${refSql(String(rule.registry.person.code), 'c.subject', ipad, opad)},
      ${phaseCodes[rule.phase]}::smallint, c.action::smallint, c.due_on, ${parameters.add(input.wish ?? step.version, 'uuid')}, ${parameters.add(keys.ledger.version, 'smallint')}
    from changed c
    returning leaf, ${leafHashSql()} as hash`;
}

/** Of the locked records $1 those still in their phase, which is those that were not treated: why. Reads under the same locks. */
export function keptSql(rule: Rule): Statement['text'] {
  return `select r.id::text as id, case when ${heldSql(rule.declaration)} then 'hold' when ${frozenSql(rule)} then 'restricted' else 'moved' end as reason
    from ${rule.declaration.table} r where r.id = any($1::uuid[]) and r.${snakeCase(rule.declaration.phase)} = '${rule.phase}' and not r.id = any($2::uuid[])`;
}

/** Persons $1 without a record that can still fall due by an event leave the clock table, so that it stays as small as what is open. */
export function releaseClocks(rule: Rule): string {
  const open = rule.registry.roots
    .filter((root) => usesEvents(root))
    .map((root) => `not exists (select 1 from ${root.table} t where t.${snakeCase(root.subjects[0] ?? 'id')} = k.person_id and t.${snakeCase(root.phase)} in ('active', 'archived'))`);
  return `delete from ${rule.registry.clockTable} k where k.person_id in (
    select r from unnest($1::uuid[]) as x (r)) and ${open.length > 0 ? open.join('\n    and ') : 'true'}`;
}
