import { readsColumn } from '@oubli/access';
import { columnFacts, type ColumnFacts } from '@oubli/anonymization';
import type { Session } from '@oubli/database';
import { findSocialSecurityNumber, parseEmail, type Parsed, parsePhone, parsePostcode, parseSiren, parseSiret } from '@oubli/people';
import { type ColumnDeclaration, type Purpose, type RootDeclaration, type Row, snakeCase } from '@oubli/personal-data';

export type Value = string | number | boolean | null;

/** A field of a record as a source system may write it. */
export interface Field {
  readonly property: string;
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly declaration: ColumnDeclaration;
}

export interface PlaceProblem {
  readonly pointer: string;
  readonly detail: string;
}

/** Written by the house itself, or by a service with rules of its own. */
const ownProperties = new Set(['id', 'phase', 'origin', 'collectedOn', 'searchKey', 'givenAt', 'withdrawnAt', 'withdrawnBy', 'objectedAt', 'objectedBy', 'standing', 'judgedOn', 'underRequest']);

/** What the catalogue says of a table, asked once: a column comes with a migration, and a migration with a new start. */
const knownFacts = new Map<string, Promise<ReadonlyMap<string, ColumnFacts>>>();

function factsOf(session: Session, table: string): Promise<ReadonlyMap<string, ColumnFacts>> {
  const known = knownFacts.get(table) ?? columnFacts(session, table);
  knownFacts.set(table, known);
  // What could not be asked is asked again.
  void known.catch(() => knownFacts.delete(table));
  return known;
}

/** Fields of a record type; files, sealed values and secrets are not among them. */
export async function fieldsOf(session: Session, declaration: RootDeclaration<Row>): Promise<readonly Field[]> {
  const facts = await factsOf(session, declaration.table);
  return Object.entries(declaration.columns).flatMap(([property, column]) => {
    const fact = facts.get(snakeCase(property));
    const hidden = !fact || ownProperties.has(property) || column.role === 'file' || fact.type === 'bytea' || fact.generated || column.category === 'user.authorization.credentials';
    return hidden ? [] : [{ property, name: snakeCase(property), type: fact.type, required: isRequired(fact), declaration: column }];
  });
}

const isRequired = (fact: ColumnFacts): boolean => fact.notNull && fact.type !== 'boolean';

export const servedFields = (declaration: RootDeclaration<Row>, fields: readonly Field[], purposes: readonly Purpose[]): readonly Field[] =>
  fields.filter((field) => readsColumn(declaration, field.declaration, purposes));

const numbers = new Set(['smallint', 'integer', 'bigint', 'numeric']);
const dayForm = /^(?:19|20|21)\d{2}-\d{2}-\d{2}$/;
const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A day that exists. */
export const isDay = (text: string): boolean => dayForm.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

const validators: Readonly<Record<string, (text: string) => Parsed>> = { postcode: parsePostcode, siret: parseSiret, siren: parseSiren, beneficiarySiret: parseSiret };

function parsed(field: Field, text: string): Parsed {
  const validate = validators[field.property] ?? (field.declaration.category === 'user.contact.email' ? parseEmail : field.declaration.category === 'user.contact.phone_number' ? parsePhone : null);
  return validate ? validate(text) : { ok: true, value: text };
}

/** A value as it is stored, or the rule it breaks. Nothing is guessed and nothing is cut. */
export function readValue(field: Field, value: Value): { readonly value: Value } | { readonly problem: string } {
  if (value === null) return field.required ? { problem: 'may not be empty' } : { value: null };
  if (numbers.has(field.type)) {
    const fits = typeof value === 'number' ? Number.isFinite(value) : typeof value === 'string' && /^-?\d{1,12}(\.\d{1,4})?$/.test(value);
    return fits ? { value: String(value) } : { problem: 'is not a number' };
  }
  if (field.type === 'boolean') return typeof value === 'boolean' ? { value } : { problem: 'is neither true nor false' };
  if (typeof value !== 'string') return { problem: 'is not a text' };
  if (field.type === 'uuid') return uuidForm.test(value) ? { value: value.toLowerCase() } : { problem: 'is not a uuid' };
  if (field.type === 'date') return isDay(value) ? { value } : { problem: 'is not a day written YYYY-MM-DD' };
  if (findSocialSecurityNumber(value)) return { problem: 'holds a social-security number, which may not be stored' };
  const result = parsed(field, value);
  return result.ok ? { value: result.value } : { problem: result.rule };
}
