import type { Session } from '@oubli/database';
import { type PersonCategory, personCategories, type RootDeclaration, type Row, snakeCase } from '@oubli/personal-data';
import { domainRegistry } from '../registry';

/** Records by which somebody is known to belong to a category: those that can be about one alone. Of her own file for a request nothing follows. */
const telling: readonly { readonly root: RootDeclaration<Row>; readonly category: PersonCategory }[] = domainRegistry.roots.flatMap((root) => {
  const [category, ...others] = root.about ?? [];
  return category !== undefined && others.length === 0 ? [{ root, category }] : [];
});

const hasOne = (category: PersonCategory): string => {
  const ways = telling.filter((t) => t.category === category).map(({ root }) => `exists (select 1 from ${root.table} t where t.${snakeCase(root.subjects[0] ?? '')} = p.id)`);
  return ways.length === 0 ? '' : `case when ${ways.join(' or ')} then '${category}' end`;
};

const cells = personCategories.map(hasOne).filter((cell) => cell !== '');
const ofPersons = `select p.id::text as id, array_remove(array[${cells.join(', ')}], null)::text[] as categories from unnest($1::uuid[]) as p (id)`;

/** What persons are to the company, by the records the session sees; none: nothing tells it yet. */
export async function categoriesOf(session: Session, personIds: readonly string[]): Promise<ReadonlyMap<string, readonly PersonCategory[]>> {
  if (personIds.length === 0) return new Map();
  const rows = await session.query<{ id: string; categories: PersonCategory[] }>(ofPersons, [[...new Set(personIds)]]);
  return new Map(rows.map((row) => [row.id, row.categories]));
}

export const categoriesOfOne = async (session: Session, personId: string): Promise<readonly PersonCategory[]> => (await categoriesOf(session, [personId])).get(personId) ?? [];

/** The first subject of records, for types that say nothing of who their person is. */
const subjectsOf = (root: RootDeclaration<Row>): string => `select r.id::text as id, r.${snakeCase(root.subjects[0] ?? '')}::text as "personId" from ${root.table} r where r.id = any($1::uuid[])`;

/** Categories of the person each record is about; a type that can be about one category alone is asked nothing. */
export async function categoriesOfRecords(session: Session, root: RootDeclaration<Row>, ids: readonly string[]): Promise<ReadonlyMap<string, readonly PersonCategory[]>> {
  if (ids.length === 0 || root.about?.length === 1) return new Map();
  const subjects = await session.query<{ id: string; personId: string | null }>(subjectsOf(root), [ids]);
  const categories = await categoriesOf(session, subjects.flatMap(({ personId }) => personId ?? []));
  return new Map(subjects.map(({ id, personId }) => [id, personId === null ? [] : (categories.get(personId) ?? [])]));
}
