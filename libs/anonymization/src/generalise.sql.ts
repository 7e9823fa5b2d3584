import type { Constant, JsonPart, PlaceGrain, Treatment } from '@oubli/personal-data';
import { departments, regionOf } from './french-places';

type Param = (value: unknown, cast?: string) => string;
type Generalise = Extract<Treatment, { kind: 'generalise' }>;
type Band = Extract<Treatment, { kind: 'band' }>;

const isPlace = (to: Generalise['to']): to is PlaceGrain => to === 'department' || to === 'region';

/** A date or year reduced to its month, quarter, year or decade; a postcode to its department or region. */
export function generaliseSql({ to }: Generalise, type: string, value: string, param: Param): string {
  if (isPlace(to)) return placeSql(to, value, param);
  if (type === 'date') return `date_trunc('${to}', ${value})::date`;
  return to === 'year' ? value : `(floor(${value} / 10.0) * 10)::${type}`;
}

/** The same rule as `departmentOf`; what is no postcode becomes null. */
function placeSql(to: PlaceGrain, value: string, param: Param): string {
  const words = param(to === 'department' ? departments : departments.map((d) => regionOf.get(d) ?? ''), 'text[]');
  const codes = param(departments, 'text[]');
  return `(${words})[array_position(${codes}, case when ${value} ~ '^[0-9]{5}$' then
      case when ${value} ~ '^9[78]' then left(${value}, 3) when ${value} !~ '^20' then left(${value}, 2) when ${value} < '20200' collate "C" then '2A' else '2B' end end)]`;
}

/** The lower end of the band a number, or the year of a date, lies in. */
export function bandSql({ width, top, bottom }: Band, type: string, value: string, param: Param): string {
  const number = type === 'date' ? `extract(year from ${value})` : value;
  const lower = `floor(${number} / ${param(width, 'numeric')}) * ${param(width, 'numeric')}`;
  const raised = bottom === undefined ? lower : `greatest(${lower}, ${param(bottom, 'numeric')})`;
  const capped = top === undefined ? raised : `case when ${number} >= ${param(top, 'numeric')} then ${param(top, 'numeric')} else ${raised} end`;
  const banded = type === 'date' ? `make_date((${capped})::int, 1, 1)` : `(${capped})::${type}`;
  return `case when ${value} is not null then ${banded} end`;
}

/** A JSON value without the named parts, or with constants in their place; what a path does not find stays as it is. */
export function jsonSql(parts: readonly JsonPart[], type: string, value: string, param: Param): string {
  const changed = parts.reduce((json, { path, to }) => partSql(json, path, to, 0, param), `${value}::jsonb`);
  return `(${changed})::${type}`;
}

/** Each level names its value once: the expression would else grow threefold a level. */
function partSql(json: string, path: readonly string[], to: Constant | undefined, level: number, param: Param): string {
  const [key, ...rest] = path;
  if (key === undefined) return json;
  const v = `j${level}.v`;
  const from = `(select ${json} as v offset 0) j${level}`;
  const last = rest.length === 0;
  if (key === '*') {
    if (last && to === undefined) return `(select case when jsonb_typeof(${v}) = 'array' then '[]'::jsonb else ${v} end from ${from})`;
    const element = last ? constantSql(to, param) : partSql(`e${level}.v`, rest, to, level + 1, param);
    return `(select case when jsonb_typeof(${v}) = 'array' then coalesce((select jsonb_agg(${element} order by e${level}.n)
        from jsonb_array_elements(case when jsonb_typeof(${v}) = 'array' then ${v} else '[]'::jsonb end) with ordinality e${level} (v, n)), '[]'::jsonb) else ${v} end from ${from})`;
  }
  const name = param(key, 'text');
  if (last && to === undefined) return `(select case when jsonb_typeof(${v}) = 'object' then ${v} - ${name} else ${v} end from ${from})`;
  const inner = last ? constantSql(to, param) : partSql(`(${v} -> ${name})`, rest, to, level + 1, param);
  return `(select case when jsonb_typeof(${v}) = 'object' and ${v} ? ${name} then jsonb_set(${v}, array[${name}], ${inner}) else ${v} end from ${from})`;
}

const constantSql = (to: Constant | undefined, param: Param): string => param(JSON.stringify(to ?? null), 'jsonb');
