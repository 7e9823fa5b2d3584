import { needsKey, renderTreatment, type TreatmentKeys } from '@oubli/anonymization';
import type { Session } from '@oubli/database';
import { type Registry, snakeCase } from '@oubli/personal-data';
import { Parameters } from './parameters';
import type { Step } from './plan';
import type { OpenPlan } from './planner';
import { liveColumns } from './undeclared.sql';

/** One record as it is and as the plan would leave it; `after` is null when its row leaves. Values by property name. */
export interface Sample {
  readonly recordType: string;
  readonly id: string;
  readonly policy: string;
  readonly becomes: Step['target'];
  readonly dueOn: string;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>> | null;
}

const pick = 'select id::text as id, due_on::text as "dueOn" from planned where rule = $1 and signature = $2 and excluded is null order by due_on, id limit $3';

/**
 * Takes a few records of each step of a plan that is still open and computes what its treatments would write, by the very
 * expressions a batch uses; nothing is written. Call it inside the plan's transaction.
 */
export async function samplesOf(session: Session, registry: Registry, { plan, places }: OpenPlan, keys: TreatmentKeys, each: number): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const place of places) {
    const step = plan.steps.find((s) => s.number === place.step);
    if (!step) continue;
    const picked = await session.query<{ id: string; dueOn: string }>(pick, [place.rule, place.signature, each]);
    const rows = await renderedRows(session, registry, step, picked.map((p) => p.id), keys);
    for (const { id, dueOn } of picked) {
      const row = rows.get(id);
      if (row) samples.push({ recordType: step.recordType, id, policy: step.policy, becomes: step.target, dueOn, ...row });
    }
  }
  return samples;
}

type Rendered = ReadonlyMap<string, Pick<Sample, 'before' | 'after'>>;

async function renderedRows(session: Session, registry: Registry, step: Step, ids: readonly string[], keys: TreatmentKeys): Promise<Rendered> {
  const declaration = registry.root(step.recordType);
  const types = await liveColumns(session, declaration);
  const parameters = new Parameters();
  const properties = Object.entries(declaration.columns).filter(([, column]) => column.role !== 'file').map(([property]) => property);
  const before = properties.map((property) => `'${property}', r.${snakeCase(property)}`);
  const after = properties.map((property) => {
    const treatment = step.columns[property];
    const name = snakeCase(property);
    if (property === declaration.phase) return `'${property}', '${step.target}'`;
    if (!treatment || (needsKey(treatment) && keys.pseudonym === null)) return `'${property}', r.${name}`;
    const column = { name, type: types.get(name) ?? 'text', recordCode: declaration.code };
    return `'${property}', ${renderTreatment(treatment, column, { alias: 'r', id: 'r.id' }, parameters.add, keys).sql}`;
  });
  const leaves = step.target === 'deleted';
  const rows = await session.query<{ id: string; before: Record<string, unknown>; after: Record<string, unknown> | null }>(
    `select r.id::text as id, jsonb_build_object(${before.join(', ')}) as before, ${leaves ? 'null::jsonb' : `jsonb_build_object(${after.join(', ')})`} as after
     from ${declaration.table} r where r.id = any(${parameters.add(ids, 'uuid[]')})`, leaves ? [ids] : parameters.values);
  return new Map(rows.map(({ id, ...row }) => [id, row]));
}
