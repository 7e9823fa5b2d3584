import type { RequestLanguage } from '@oubli/contracts';
import type { Session } from '@oubli/database';
import type { AnyDeclaration, Purpose } from '@oubli/personal-data';

/** What the public form asks for, in its order, and what is not possible without each (Art. 13(2)(e) GDPR). */
export const requestFormFields = {
  name: { fr: 'Nécessaire : sans lui nous ne savons pas à qui répondre.', en: 'Needed: without it we do not know whom to answer.', de: 'Nötig: ohne ihn wissen wir nicht, wem wir antworten.' },
  email: { fr: 'Sans elle : pas d’accusé de réception par message ni de lien pour confirmer que c’est vous ; il faut alors une adresse postale.', en: 'Without it: no acknowledgement by message and no link to confirm that it is you; a postal address is then needed.', de: 'Ohne sie: keine Bestätigung per Nachricht und kein Link, um zu bestätigen, dass Sie es sind; dann ist eine Postanschrift nötig.' },
  phone: { fr: 'Facultatif ; sans lui nous ne pouvons pas vous rappeler.', en: 'Optional; without it we cannot call you back.', de: 'Freiwillig; ohne sie können wir nicht zurückrufen.' },
  address: { fr: 'Facultatif s’il y a un e-mail ; sans elle, pas de réponse par courrier.', en: 'Optional where there is an e-mail; without it, no answer by post.', de: 'Freiwillig, wenn es eine E-Mail gibt; ohne sie keine Antwort per Post.' },
  words: { fr: 'Facultatif ; sans eux nous ne savons pas quelles données vous visez.', en: 'Optional; without them we do not know which data you mean.', de: 'Freiwillig; ohne sie wissen wir nicht, welche Daten Sie meinen.' },
} as const satisfies Readonly<Record<string, Readonly<Record<RequestLanguage, string>>>>;
export type RequestFormField = keyof typeof requestFormFields;
/** Without it nobody can be answered; the others are missed, as their sentences say. */
export const requiredOfRequest: RequestFormField = 'name';

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
