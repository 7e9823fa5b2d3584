import type { ColumnDeclaration } from './columns';
import { isChild, isRoot, type AnyDeclaration, type ChildDeclaration, type RootDeclaration, type Row } from './declaration';

/**
 * All declarations of an installation, as the engine sees them.
 * `person` names the record type of the person itself (its own first subject is its id),
 * `clockTable` the table of the latest events per person (person_id, kind, last_on).
 */
export interface Registry {
  readonly declarations: readonly AnyDeclaration[];
  readonly roots: readonly RootDeclaration<Row>[];
  readonly person: RootDeclaration<Row>;
  readonly clockTable: string;
  root(recordType: string): RootDeclaration<Row>;
  childrenOf(recordType: string): readonly ChildDeclaration<Row>[];
}

/** Only states and values of behaviour are counted: a link, a name, a date or free text would lead back to the person. */
const countable = (column: ColumnDeclaration | undefined): boolean =>
  column !== undefined && (column.category === 'record.state' || (column.role === 'quasi' && column.category === 'user.behavior'));

/**
 * Checks and indexes declarations.
 * @throws Error naming the declaration when a record type, code or table occurs twice, a child has no root, or a tally would tell of a person
 */
export function registry(declarations: readonly AnyDeclaration[], personType: string, clockTable: string): Registry {
  for (const field of ['recordType', 'code', 'table'] as const) {
    const seen = new Set<string | number>();
    for (const d of declarations) {
      if (seen.has(d[field])) throw new Error(`Two declarations share the ${field} ${d[field]}.`);
      seen.add(d[field]);
    }
  }
  const roots = declarations.filter(isRoot);
  const byType = new Map(roots.map((d) => [d.recordType, d]));
  const children = declarations.filter(isChild);
  for (const child of children) {
    if (!byType.has(child.partOf.recordType)) {
      throw new Error(`${child.recordType} is part of ${child.partOf.recordType}, which is not declared.`);
    }
  }
  for (const { recordType, tally, columns } of roots) {
    const telling = tally?.by.filter((property) => !countable(columns[property]));
    if (telling && telling.length > 0) throw new Error(`${recordType} may not be counted by ${telling.join(', ')}: it tells who or when.`);
  }
  const root = (recordType: string): RootDeclaration<Row> => {
    const found = byType.get(recordType);
    if (!found) throw new Error(`Unknown record type ${JSON.stringify(recordType)}; known: ${[...byType.keys()].join(', ')}.`);
    return found;
  };
  return {
    declarations,
    roots,
    person: root(personType),
    clockTable,
    root,
    childrenOf: (recordType) => children.filter((c) => c.partOf.recordType === recordType),
  };
}
