import type { RequestLanguage } from '@oubli/contracts';
import type { Session } from '@oubli/database';
import type { AnyDeclaration, Purpose } from '@oubli/personal-data';

/** A field of a public form, and what its column says it is for. */
export interface FormField {
  readonly name: string;
  readonly purposes: readonly Purpose[];
}

/** The fields of a form as the declaration binds them: one that no purpose declares is no field. */
export const formFields = (declaration: AnyDeclaration, fields: readonly string[]): readonly FormField[] =>
  fields.flatMap((name) => {
    const column = declaration.columns[name];
    const purposes = column === undefined ? [] : (column.purposes ?? declaration.purposes);
    return purposes.length === 0 ? [] : [{ name, purposes }];
  });

const insertNotice = 'insert into rights.request_notice (request_id, publication_id, language) values ($1, $2, $3)';

/** Writes down which publication of the privacy policy stood beside the form. */
export async function writeNotice(session: Session, requestId: string, publicationId: string, language: RequestLanguage): Promise<void> {
  await session.query(insertNotice, [requestId, publicationId, language]);
}

const readNotice = 'select publication_id::text as "publicationId", language from rights.request_notice where request_id = $1';

export async function noticeOf(session: Session, requestId: string): Promise<{ readonly publicationId: string; readonly language: RequestLanguage } | null> {
  return (await session.query<{ publicationId: string; language: RequestLanguage }>(readNotice, [requestId]))[0] ?? null;
}
