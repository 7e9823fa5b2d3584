import { classOf, columnFacts, type ColumnFacts, fitProblems, renderTreatment, type TreatmentClass, type TreatmentKeys } from '@oubli/anonymization';
import type { Session } from '@oubli/database';
import { type ColumnDeclaration, dateGrains, erase, eraseTo, type FakeDictionary, keep, placeGrains, type RootDeclaration, type Row, snakeCase, type Treatment } from '@oubli/personal-data';

/** What may be done to a column, with an invented value before and after. */
export interface Offer {
  readonly treatment: Treatment;
  readonly class: TreatmentClass;
  readonly before: string;
  readonly after: string;
}

export interface DescribedColumn {
  readonly name: string;
  readonly category: string;
  readonly role: string;
  readonly purposes: readonly string[];
  readonly type: string;
  readonly nullable: boolean;
  readonly treatment: Treatment;
  readonly offers: readonly Offer[];
  /** The closed values of the column, where the database knows them. */
  readonly values: readonly string[];
}

const fakesOf: Readonly<Partial<Record<ColumnDeclaration['category'], readonly FakeDictionary[]>>> = {
  'user.name': ['last-name', 'first-name', 'full-name'], 'user.name.birth': ['last-name'], 'user.contact.email': ['email'], 'user.contact.phone_number': ['phone'],
  'user.contact.address': ['street', 'city', 'postcode'], 'user.financial.bank_account': ['iban'], 'user.organisation.identifier': ['siret'],
};

const exampleTexts: Readonly<Partial<Record<ColumnDeclaration['category'], string>>> = {
  'user.name': 'Delorme', 'user.name.birth': 'Aubry', 'user.contact.email': 'claire.delorme@example.fr', 'user.contact.phone_number': '+33639980017', 'user.contact.address': '44000',
  'user.financial.bank_account': 'FR7630006000011234567890189', 'user.organisation.identifier': '73282932000074',
};

const numberTypes = new Set(['smallint', 'integer', 'bigint', 'numeric']);

/** A value somebody might have entered; invented. */
function exampleOf(column: ColumnDeclaration, type: string): string {
  if (type === 'date') return '1958-04-12';
  if (numberTypes.has(type)) return '1250';
  if (type === 'boolean') return 'true';
  if (type.startsWith('timestamp')) return '2026-03-02 09:15:00+01';
  return exampleTexts[column.category] ?? 'Met Ms Roux about the March order';
}

/** Everything that could be asked for; what the column cannot take is left out by its facts. */
function candidates(column: ColumnDeclaration, { notNull, type }: ColumnFacts): Treatment[] {
  const text = !numberTypes.has(type) && type !== 'date';
  return [
    keep, erase,
    ...(notNull ? [eraseTo(numberTypes.has(type) ? 0 : '(erased)')] : []),
    ...(text ? [{ kind: 'pseudonym', form: column.category === 'user.contact.email' ? 'email' : 'text' } as const] : []),
    ...(fakesOf[column.category] ?? []).map((dictionary): Treatment => ({ kind: 'fake', dictionary })),
    ...(type === 'date' ? dateGrains : column.category === 'user.contact.address' ? placeGrains : []).map((to): Treatment => ({ kind: 'generalise', to })),
    ...(numberTypes.has(type) ? [{ kind: 'band', width: 500 } as const] : []),
  ];
}

/** Closed values that a CHECK of the column lists. */
const listedValues = (facts: ColumnFacts): string[] =>
  facts.checks.filter((check) => /= ANY|\bIN\b/.test(check)).flatMap((check) => [...check.matchAll(/'((?:[^']|'')*)'::text/g)].map(([, value]) => (value ?? '').replaceAll("''", "'")));

/**
 * Every column of a record type with what may be done to it, each shown on an invented value by the very expression a run
 * would use. @param session may read the catalogue
 */
export async function describeColumns(session: Session, declaration: RootDeclaration<Row>, keys: TreatmentKeys): Promise<DescribedColumn[]> {
  const facts = await columnFacts(session, declaration.table);
  const described: DescribedColumn[] = [];
  for (const [property, column] of Object.entries(declaration.columns)) {
    const fact = facts.get(snakeCase(property));
    if (!fact) continue;
    const carries = property === declaration.phase || property === declaration.collectedOn || property === 'id' || declaration.subjects.includes(property);
    const fitting = carries || column.role === 'file' ? [keep, ...(column.role === 'file' ? [erase] : [])] : candidates(column, fact);
    const offers = await offersOf(session, declaration, column, fact, fitting.filter((treatment) => fitProblems(treatment, fact).length === 0), keys);
    described.push({
      name: property, category: column.category, role: column.role, purposes: column.purposes ?? declaration.purposes, type: fact.type, nullable: !fact.notNull, treatment: column.treatment,
      offers, values: fact.type === 'boolean' ? ['true', 'false'] : listedValues(fact),
    });
  }
  return described;
}

async function offersOf(session: Session, declaration: RootDeclaration<Row>, column: ColumnDeclaration, fact: ColumnFacts, treatments: readonly Treatment[], keys: TreatmentKeys): Promise<Offer[]> {
  const before = exampleOf(column, fact.type);
  if (column.role === 'file') return treatments.map((treatment) => ({ treatment, class: classOf(treatment), before: 'cv.pdf', after: treatment.kind === 'keep' ? 'cv.pdf' : '' }));
  const values: unknown[] = [before];
  const param = (value: unknown, cast?: string): string => `$${values.push(value)}${cast === undefined ? '' : `::${cast}`}`;
  const place = { name: fact.column, type: fact.type, recordCode: declaration.code };
  const usable = treatments.filter((t) => keys.pseudonym !== null || (t.kind !== 'pseudonym' && t.kind !== 'fake'));
  const shown = usable.map((treatment) => `(${renderTreatment(treatment, place, { alias: 'r', id: 'r.id' }, param, keys).sql})::text`);
  if (shown.length === 0 || !isExample(fact.type)) return usable.map((treatment) => ({ treatment, class: classOf(treatment), before: '', after: '' }));
  const [row] = await session.query<{ after: (string | null)[] }>(`select array[${shown.join(', ')}] as after from (select $1::${fact.type} as ${fact.column}, '00000000-0000-4000-8000-000000000001'::uuid as id) r`, values);
  return usable.map((treatment, i) => ({ treatment, class: classOf(treatment), before, after: row?.after[i] ?? '' }));
}

const isExample = (type: string): boolean => ['text', 'character varying', 'date', 'boolean'].includes(type) || numberTypes.has(type) || type.startsWith('timestamp');
