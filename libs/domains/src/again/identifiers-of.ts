import type { FieldKeys } from '@oubli/config';
import type { Session } from '@oubli/database';
import type { Identifiers } from '@oubli/do-not-recreate';
import { bankDetailsTable, openField, parseEmail, parseIban, type Parsed, parsePhone, parseSiret, searchKey } from '@oubli/people';
import { type ColumnDeclaration, type RootDeclaration, type Row, snakeCase } from '@oubli/personal-data';
import * as sql from './again.sql';

/** The parts of a person's name and birth, as her row or a form has them. */
export interface NamesAndBirth {
  readonly lastName: string | null;
  readonly birthName: string | null;
  readonly firstName: string | null;
  readonly birthDate: string | null;
}

/** Values that lead to somebody, as they were written. */
export interface GivenIdentifiers extends NamesAndBirth {
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly ibans: readonly string[];
  readonly sirets: readonly string[];
}

export type ContactKind = 'emails' | 'phones' | 'sirets';

/** What a column of a record about a person may hold of her identifiers. A party's SIRET on an invoice may be the client's, so only her own registration counts. */
export function contactKind(property: string, { category }: ColumnDeclaration): ContactKind | null {
  if (category === 'user.contact.email') return 'emails';
  if (category === 'user.contact.phone_number') return 'phones';
  return property === 'siret' ? 'sirets' : null;
}

const valid = (values: readonly string[], parse: (text: string) => Parsed): string[] => [...new Set(values.flatMap((value) => {
  const parsed = parse(value);
  return parsed.ok ? [parsed.value] : [];
}))];

/** Read by the same rules as what is stored; what is no address or number leads to nobody. */
export function readIdentifiers({ lastName, birthName, firstName, birthDate, emails, phones, ibans, sirets }: GivenIdentifiers): Identifiers {
  const first = searchKey(firstName);
  const names = [lastName, birthName].flatMap((last) => (last === null || first === '' ? [] : [{ last: searchKey(last), first }]));
  return { emails: valid(emails, parseEmail), names, birthDate, phones: valid(phones, parsePhone), ibans: valid(ibans, parseIban), sirets: valid(sirets, parseSiret) };
}

/** One statement that reads the contact identifiers of all active records of a person. Archived ones hold tokens and fakes by now. */
export function contactsSql(roots: readonly RootDeclaration<Row>[]): string {
  const parts = roots.flatMap((root) => {
    const [subject] = root.subjects;
    return Object.entries(root.columns).flatMap(([property, column]) => {
      const kind = contactKind(property, column);
      return kind === null || subject === undefined ? [] : [`select '${kind}' as kind, ${snakeCase(property)}::text as value from ${root.table} where ${snakeCase(subject)} = $1 and ${snakeCase(root.phase)} = 'active'`];
    });
  });
  return `select distinct kind, value from (${parts.join(' union all ')}) c where value is not null`;
}

/** The accounts of a person in the clear; none where the key of sealed fields is lost. */
export async function ibansOf(session: Session, personId: string, fieldKeys: () => FieldKeys): Promise<string[]> {
  const rows = await session.query<{ id: string; iban: Buffer }>(sql.accountsOf, [personId]);
  if (rows.length === 0) return [];
  let keys: FieldKeys;
  try {
    keys = fieldKeys();
  } catch {
    // Bank details cannot be read without their key; her other identifiers still count.
    return [];
  }
  return rows.map(({ id, iban }) => openField(iban, { table: bankDetailsTable, column: 'iban_sealed', row: id }, keys));
}
