import type { RequestLanguage } from '@oubli/contracts';
import type { Session } from '@oubli/database';
import { type ColumnDeclaration, type Purpose, purposes, type RootDeclaration, type Row } from '@oubli/personal-data';
import type { PurposeRegister } from '../purposes/purpose-state';
import { RightsError } from '../rights-error';

/** A sentence in French, and in the other languages where somebody wrote it. */
export interface Words {
  readonly fr: string;
  readonly en?: string | undefined;
  readonly de?: string | undefined;
}

/** A field of a form: the one purpose it is asked for, and what is not possible without it (Art. 13(2)(e) GDPR). */
export interface DeclaredField {
  readonly name: string;
  readonly purpose: string;
  readonly required: boolean;
  readonly without: Words;
}

export interface DeclaredForm {
  readonly recordType: string;
  readonly title: Words;
  readonly fields: readonly DeclaredField[];
}

export interface FormVersion extends DeclaredForm {
  readonly id: string;
  readonly form: string;
  readonly version: number;
  readonly source: string;
}

export interface FormProblem {
  readonly pointer: string;
  readonly detail: string;
}

export const inLanguage = (words: Words, language: RequestLanguage): string => words[language] ?? words.fr;

const isSecret = ({ role, category }: ColumnDeclaration): boolean => role === 'file' || category === 'user.authorization.credentials' || category === 'record.structure';

/**
 * Every place at which a form asks for what no purpose declares, or for a purpose without a basis in force (R23, D10); empty: it may be
 * declared.
 * @param root of the form's record type
 */
export function formProblems(root: RootDeclaration<Row>, register: PurposeRegister, form: DeclaredForm): readonly FormProblem[] {
  return form.fields.flatMap((field, i): FormProblem[] => {
    const column = root.columns[field.name];
    const purpose = purposes.find((p) => p === field.purpose);
    if (column === undefined || isSecret(column)) return [{ pointer: `/fields/${i}/name`, detail: 'is a field that no purpose declares' }];
    if (form.fields.findIndex((other) => other.name === field.name) < i) return [{ pointer: `/fields/${i}/name`, detail: 'stands there twice' }];
    if (purpose === undefined || !declaredFor(root, column).includes(purpose)) return [{ pointer: `/fields/${i}/purpose`, detail: 'is no purpose that declares this field' }];
    return register.allowed(root, [purpose]).length > 0 ? [] : [{ pointer: `/fields/${i}/purpose`, detail: 'is a purpose without a basis in force' }];
  });
}

const declaredFor = (root: RootDeclaration<Row>, column: ColumnDeclaration): readonly Purpose[] => column.purposes ?? root.purposes;

const columns = `f.id::text as id, f.form, f.version, f.source, f.record_type as "recordType", f.title, f.fields`;
const latest = `select ${columns} from rights.form_version f where f.form = $1 order by f.version desc limit 1`;
const ofVersion = `select ${columns} from rights.form_version f where f.form = $1 and f.version = $2`;
const insert = `insert into rights.form_version as f (form, version, source, record_type, title, fields) values ($1, $2, $3, $4, $5::jsonb, $6::jsonb) returning ${columns}`;

/** The form as it is shown today; null: there is none of that code. */
export const latestForm = async (session: Session, form: string): Promise<FormVersion | null> => (await session.query<FormVersion>(latest, [form]))[0] ?? null;

/** The form as it was shown. @throws RightsError `unknown-request` */
export async function formOfVersion(session: Session, form: string, version: number): Promise<FormVersion> {
  const [row] = await session.query<FormVersion>(ofVersion, [form, version]);
  if (!row) throw new RightsError('unknown-request', 'There is no such version of this form.');
  return row;
}

const same = (a: DeclaredForm, b: DeclaredForm): boolean => canonical(a) === canonical(b);
const canonical = ({ recordType, title, fields }: DeclaredForm): string =>
  JSON.stringify([recordType, wordsOf(title), fields.map((f) => [f.name, f.purpose, f.required, wordsOf(f.without)])]);
const wordsOf = ({ fr, en, de }: Words): readonly (string | null)[] => [fr, en ?? null, de ?? null];

/**
 * Writes a new version of a form down, in the caller's transaction; the same once more is no new version. Check it with `formProblems`.
 * @throws RightsError `not-yours` for a form that another source declared
 */
export async function declareForm(session: Session, form: string, source: string, declared: DeclaredForm): Promise<FormVersion> {
  await session.query('select pg_advisory_xact_lock(hashtext($1))', [`form ${form}`]);
  const known = await latestForm(session, form);
  if (known && known.source !== source) throw new RightsError('not-yours', 'Another source declared a form of this code.');
  if (known && same(known, declared)) return known;
  const [row] = await session.query<FormVersion>(insert, [form, (known?.version ?? 0) + 1, source, declared.recordType, JSON.stringify(declared.title), JSON.stringify(declared.fields)]);
  if (!row) throw new Error('The form was not written.');
  return row;
}
