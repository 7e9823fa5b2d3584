import type { Session } from '@oubli/database';
import { type PolicyTexts, textsBefore, type TextLanguage, writeTexts } from '@oubli/retention';

const words = {
  fr: {
    title: '# Politique de confidentialité',
    who: ['## Qui nous sommes', 'Le responsable du traitement et son hébergeur sont nommés en bas de cette page. Nous plaçons des experts retraités auprès d’entreprises clientes : nous recevons leurs candidatures, suivons leurs missions, payons leurs factures et notes de frais, et organisons leurs formations.'],
    keep: ['## Combien de temps nous gardons vos données', 'Le tableau de cette page donne la durée de chaque catégorie. C’est celui que notre outil applique. À la fin de la base active, une part peut être archivée, hors d’atteinte, puis elle est supprimée. Vos données suivent la politique en vigueur le jour de leur collecte ; une durée raccourcie ensuite leur profite aussi.'],
    gdpr: ['## Pourquoi nous les traitons', 'Chaque traitement repose sur votre contrat, sur une obligation légale, sur votre consentement ou sur notre intérêt légitime. Le consentement se retire aussi simplement qu’il se donne.', '## Vos droits', 'Vous pouvez demander l’accès à vos données, leur rectification, leur effacement, la limitation de leur traitement et leur portabilité, et vous opposer à un traitement (articles 15 à 21 du RGPD). Nous répondons dans un délai d’un mois. Si notre réponse ne vous convient pas, vous pouvez vous plaindre à l’autorité de contrôle nommée ci-dessous ou saisir le tribunal.'],
    cnil: ['## Candidatures et enquêtes', 'Une candidature non retenue quitte la base active après la durée du tableau ; nous ne la gardons pour un vivier qu’avec votre accord. Les réponses aux enquêtes deviennent des nombres sans personne.', '## Où sont vos données', 'Les serveurs et les sauvegardes se trouvent en France, chez l’hébergeur nommé ci-dessous.'],
  },
  en: {
    title: '# Privacy policy',
    who: ['## Who we are', 'The controller and its host are named at the foot of this page. We place retired experts with client companies: we receive their applications, follow their assignments, pay their invoices and expense claims, and organise their trainings.'],
    keep: ['## How long we keep your data', 'The table on this page gives the period of each kind of data. It is the one that our tool applies. At the end of the active base a part may be archived, out of reach, and is then deleted. Your data follow the policy that was in force on the day they were collected; a period that was shortened since is to your benefit too.'],
    gdpr: ['## Why we process them', 'Each processing rests on your contract, on a legal obligation, on your consent or on our legitimate interest. Consent is withdrawn as easily as it is given.', '## Your rights', 'You may ask for access to your data, for their rectification and erasure, for the restriction of their processing and for their portability, and you may object to it (Articles 15 to 21 of the GDPR). We answer within a month. If our answer does not satisfy you, you may complain to the supervisory authority named below or go to court.'],
    cnil: ['## Applications and surveys', 'An application that was not successful leaves the active base after the period of the table; we keep it for a talent pool only with your consent. Answers to surveys become counts without persons.', '## Where your data are', 'The servers and the backups are in France, with the host that is named below.'],
  },
  de: {
    title: '# Datenschutzerklärung',
    who: ['## Wer wir sind', 'Der Verantwortliche und sein Hoster sind am Ende dieser Seite genannt. Wir vermitteln Fachleute im Ruhestand an Unternehmen: Wir nehmen ihre Bewerbungen entgegen, begleiten ihre Einsätze, bezahlen ihre Rechnungen und Auslagen und organisieren ihre Schulungen.'],
    keep: ['## Wie lange wir Ihre Daten aufbewahren', 'Die Tabelle auf dieser Seite nennt die Frist jeder Art von Daten. Sie ist die, die unser Werkzeug anwendet. Am Ende der aktiven Phase kann ein Teil archiviert werden und wird danach gelöscht. Für Ihre Daten gilt die Erklärung vom Tag der Erhebung; eine später verkürzte Frist kommt Ihnen zugute.'],
    gdpr: ['## Warum wir sie verarbeiten', 'Jede Verarbeitung beruht auf Ihrem Vertrag, einer rechtlichen Pflicht, Ihrer Einwilligung oder unserem berechtigten Interesse. Eine Einwilligung wird so einfach widerrufen wie erteilt.', '## Ihre Rechte', 'Sie können Auskunft über Ihre Daten, ihre Berichtigung und Löschung, die Einschränkung der Verarbeitung und die Übertragung verlangen und der Verarbeitung widersprechen (Artikel 15 bis 21 DSGVO). Wir antworten binnen eines Monats. Sie können sich bei der unten genannten Aufsichtsbehörde beschweren oder das Gericht anrufen.'],
    cnil: ['## Bewerbungen und Umfragen', 'Eine erfolglose Bewerbung verlässt nach der Frist der Tabelle die aktive Phase; für einen Pool bewahren wir sie nur mit Ihrer Einwilligung auf. Antworten auf Umfragen werden zu Zahlen ohne Person.', '## Wo Ihre Daten sind', 'Die Server und die Sicherungen stehen in Frankreich bei dem unten genannten Hoster.'],
  },
} as const satisfies Readonly<Record<TextLanguage, Readonly<Record<'title' | 'who' | 'keep' | 'gdpr' | 'cnil', string | readonly string[]>>>>;

function text(language: TextLanguage, since: 'first' | 'second' | 'third'): string {
  const { title, who, keep, gdpr, cnil } = words[language];
  return [title, ...who, ...keep, ...(since === 'first' ? [] : gdpr), ...(since === 'third' ? cnil : [])].join('\n\n');
}

/** French is authoritative; German came with the last one. */
export const demoTexts = (since: 'first' | 'second' | 'third'): PolicyTexts => ({
  authoritative: 'fr', bodies: (since === 'third' ? (['fr', 'en', 'de'] as const) : (['fr', 'en'] as const)).map((language) => ({ language, body: text(language, since) })),
});

/** Puts the demo's words beside its publications, through the same lint as the console's; an installation that has other publications gets none. */
export async function seedTexts(session: Session, days: Readonly<Record<'first' | 'second' | 'third', string>>): Promise<void> {
  for (const since of ['first', 'second', 'third'] as const) {
    const [publication] = await session.query<{ id: string }>('select id::text as id from retention.publication p where effective_from = $1 and not exists (select 1 from retention.publication_text where publication = p.id)', [days[since]]);
    if (publication) await writeTexts(session, publication.id, demoTexts(since), await textsBefore(session, days[since]), []);
  }
}
