import { readsColumn, readsRecord } from '@oubli/access';
import type { Session } from '@oubli/database';
import { maskValue, type Phase, type Purpose, type RootDeclaration, type Row, snakeCase } from '@oubli/personal-data';
import { type Schedule, why } from '@oubli/retention';
import type { PurposeRegister } from '@oubli/rights';
import { categoriesOfOne } from '../purposes/categories-of';
import { domainRegistry } from '../registry';

export type Shown = 'clear' | 'masked' | 'withheld';

export interface HeldField {
  readonly column: string;
  readonly category: string;
  readonly value: string | null;
  readonly shown: Shown;
  readonly today: string;
  readonly because: string;
}

/** One record of a person: its fields as far as the reader may see them, and the day on which it leaves. */
export interface HeldRecord {
  readonly record: string;
  readonly recordType: string;
  readonly phase: Phase;
  readonly collectedOn: string | null;
  readonly leavesOn: string | null;
  readonly held: boolean;
  /** Art. 18 GDPR: values are withheld; `EXPIRED_FROZEN` when the period is over meanwhile. */
  readonly restriction: 'restricted' | 'EXPIRED_FROZEN' | null;
  readonly policy: string | null;
  readonly fields: readonly HeldField[];
}

/** Who looks: the purposes she serves; values are shown in the clear only as far as the register of purposes allows for that person. */
export type Reader =
  | { readonly purposes: readonly Purpose[]; readonly clear: false }
  | { readonly purposes: readonly Purpose[]; readonly clear: true; readonly register: PurposeRegister };

const subjectsSql = (declaration: RootDeclaration<Row>): string => declaration.subjects.map((subject) => `r.${snakeCase(subject)} = $1`).join(' or ');

const idsOf = (declaration: RootDeclaration<Row>): string =>
  `select r.id::text as id, r.${snakeCase(declaration.phase)} as phase, r.${snakeCase(declaration.collectedOn)}::text as "collectedOn" from ${declaration.table} r where ${subjectsSql(declaration)} order by 3 desc nulls last, 1 limit 500`;

/** Files and sealed values are told of, never shown. */
const valuesSql = (declaration: RootDeclaration<Row>): string => {
  const cells = Object.entries(declaration.columns).map(([property, column]) => {
    const name = `r.${snakeCase(property)}`;
    return column.role === 'file' || /Sealed$|Sha256$/.test(property) ? `'${property}', case when ${name} is null then null else '(file)' end` : `'${property}', ${name}::text`;
  });
  return `select jsonb_build_object(${cells.join(', ')}) as values from ${declaration.table} r where r.id = $1`;
};

/**
 * Everything held about a person. Ids and days come by the engine's login, so that what is archived is named too; values come
 * by the application's, which sees active records only: an archived one is opened through the archive's own door.
 */
export async function heldRecords(app: Session, engine: Session, schedule: Schedule, personId: string, reader: Reader): Promise<HeldRecord[]> {
  const records: HeldRecord[] = [];
  const categories = reader.clear ? await categoriesOfOne(engine, personId) : [];
  for (const declaration of domainRegistry.roots) {
    const purposes = reader.clear ? reader.register.allowed(declaration, reader.purposes, categories) : reader.purposes;
    if (!readsRecord(declaration, purposes)) continue;
    for (const row of await engine.query<{ id: string; phase: Phase; collectedOn: string | null }>(idsOf(declaration), [personId])) {
      const trace = await why(engine, domainRegistry, schedule, declaration.recordType, row.id);
      const [open] = row.phase === 'active' ? await app.query<{ values: Record<string, string | null> }>(valuesSql(declaration), [row.id]) : [];
      const fields = Object.entries(declaration.columns).map(([column, { category }]): HeldField => {
        const declared = declaration.columns[column];
        const told = trace.fields.find((f) => f.column === column);
        const reason = { today: told?.today ?? 'kept', because: told?.because ?? '' };
        if (!declared || !open || !readsColumn(declaration, declared, purposes)) return { column, category, value: null, shown: 'withheld', ...reason };
        const value = open.values[column] ?? null;
        const shown = value === null || reader.clear ? value : maskValue(declared, value);
        return { column, category, value: shown, shown: shown === value ? 'clear' : 'masked', ...reason };
      });
      records.push({
        record: `${declaration.recordType}/${row.id}`, recordType: declaration.recordType, phase: row.phase, collectedOn: row.collectedOn,
        leavesOn: trace.dueOn, held: trace.held, restriction: trace.restriction, policy: trace.versions.find((v) => v.matches)?.policy ?? null, fields,
      });
    }
  }
  return records;
}
