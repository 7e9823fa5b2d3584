import { type AnyDeclaration, isChild, type RootDeclaration, type Row, snakeCase } from '@oubli/personal-data';

const hers = ({ subjects }: RootDeclaration<Row>): string => `(${subjects.map((s) => `r.${snakeCase(s)} = $1`).join(' or ')})`;

/** Records of the person $1 in any role and phase, latest first; at most $2. */
export const existing = (root: RootDeclaration<Row>): string =>
  `select r.id::text as id, r.${snakeCase(root.phase)} as phase, ${'origin' in root.columns ? 'r.origin' : 'null'} as origin, r.${snakeCase(root.collectedOn)}::text as "collectedOn"
   from ${root.table} r where ${hers(root)} order by r.${snakeCase(root.collectedOn)} desc nulls last, r.id limit $2`;

/** Those of the ids $1 that the asking login sees, with values. */
export const values = ({ table }: RootDeclaration<Row>, columns: readonly string[]): string =>
  `select r.id::text as id, jsonb_build_array(${columns.map((c) => `r.${snakeCase(c)}::text`).join(', ')}) as values from ${table} r where r.id = any($1::uuid[])`;

/** Which columns hold something, over all records of the person $1, or over what belongs to them. */
export const filled = (declaration: AnyDeclaration, root: RootDeclaration<Row>, columns: readonly string[]): string => {
  const part = isChild(declaration);
  const cells = columns.map((c) => `bool_or(${part ? 'c' : 'r'}.${snakeCase(c)} is not null)`).join(', ');
  return `select jsonb_build_array(${cells}) as filled from ${root.table} r ${part ? `join ${declaration.table} c on c.${snakeCase(declaration.partOf.via)} = r.id` : ''} where ${hers(root)}`;
};

export const nameOfPerson = `select concat_ws(' ', first_name, last_name) as name from people.person where id = $1`;
