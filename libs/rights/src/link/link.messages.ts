import type { RequestLanguage } from '@oubli/contracts';
import type { NewMessage } from '@oubli/outbox';
import type { Acknowledgement } from '../intake/intake';
import { heldQuestion } from '../identity/proof-needed';
import type { RightsRequest } from '../request/request.personal-data';
import { linkMinutes, type PageHolder } from './link';

type Asking = Pick<RightsRequest, 'id' | 'number' | 'language' | 'personId'>;
interface Words {
  readonly subject: string;
  readonly text: string;
}

/** Where tokens stand behind the `#`, which no server and no log is sent. */
export const mailboxLinkTo = (address: string, token: string): string => `${address}/public/confirm#${token}`;
export const pageLinkTo = (address: string, token: string): string => `${address}/public/own-page#${token}`;

export const packageLinkTo = (address: string, token: string): string => `${address}/public/package#${token}`;

const confirm: Readonly<Record<RequestLanguage, (link: string) => string>> = {
  fr: (link) => `Pour confirmer que cette adresse est bien la vôtre, ouvrez ce lien ; il sert une seule fois, dans les 24 heures :\n\n${link}\n\nSi vous n’avez rien demandé, ne l’ouvrez pas : sans confirmation, rien n’est communiqué ni modifié.`,
  en: (link) => `To confirm that this mailbox is yours, open this link; it is good once, within 24 hours:\n\n${link}\n\nIf you asked for nothing, do not open it: without a confirmation nothing is told and nothing is changed.`,
  de: (link) => `Um zu bestätigen, dass dieses Postfach Ihres ist, öffnen Sie diesen Link; er gilt einmal, innerhalb von 24 Stunden:\n\n${link}\n\nFalls Sie nichts angefragt haben, öffnen Sie ihn nicht: Ohne Bestätigung wird nichts mitgeteilt und nichts geändert.`,
};

const asking: Readonly<Record<RequestLanguage, (number: string) => Words>> = {
  fr: (number) => ({ subject: `Votre demande ${number} : est-ce bien vous ?`, text: `Au sujet de votre demande ${number}.` }),
  en: (number) => ({ subject: `Your request ${number}: is it you?`, text: `About your request ${number}.` }),
  de: (number) => ({ subject: `Ihre Anfrage ${number}: Sind Sie es?`, text: `Zu Ihrer Anfrage ${number}.` }),
};

const message = (kind: string, request: Asking, to: string, words: Words): NewMessage => ({ kind, to, ...words, language: request.language, personId: request.personId, about: { recordType: 'rights-request', recordId: request.id } });

/** The acknowledgement of a request that came by form, with the link that confirms its mailbox: the same whoever is known. */
export const acknowledgedMessage = (request: Asking, to: string, { title, text }: Acknowledgement, link: string): NewMessage =>
  ({ ...message('request.acknowledged', request, to, { subject: title, text: `${text}\n\n${confirm[request.language](link)}` }), goodForMinutes: linkMinutes.mailbox, secret: true });

/** Asks later for a confirmation of the mailbox. */
export const mailboxMessage = (request: Asking, to: string, link: string): NewMessage => {
  const { subject, text } = asking[request.language](request.number);
  return { ...message('request.identity', request, to, { subject, text: `${text}\n\n${confirm[request.language](link)}` }), goodForMinutes: linkMinutes.mailbox, secret: true };
};

/** The question of identity as a paper of the file: title and text. */
export function questionOf({ number, language }: Pick<Asking, 'number' | 'language'>): Acknowledgement {
  const { subject, text } = asking[language](number);
  return { title: subject, text: `${text}\n\n${heldQuestion(language)}` };
}

export const questionMessage = (request: Asking, to: string): NewMessage => {
  const { title, text } = questionOf(request);
  return message('request.identity', request, to, { subject: title, text });
};

const page: Readonly<Record<RequestLanguage, { readonly subject: string; readonly text: (link: string) => string; readonly shared: (form: string) => string }>> = {
  fr: {
    subject: 'Votre page personnelle',
    text: (link) => `Voici le lien vers la page de ce que nous détenons sur vous ; il sert une seule fois, dans l’heure, et seulement dans le navigateur où vous l’avez demandé :\n\n${link}\n\nSi vous n’avez rien demandé, il n’y a rien à faire : personne d’autre ne peut l’ouvrir sans ce message.`,
    shared: (form) => `Une page personnelle a été demandée pour cette adresse. Elle est connue pour plusieurs personnes : aucune page ne peut être ouverte par elle seule, parce qu’elle montrerait à l’une ce qui concerne l’autre.\n\nVous gardez tous vos droits : adressez votre demande par le formulaire, et nous vous dirons quelle seconde preuve convient (une question, ou une pièce présentée à l’accueil) :\n\n${form}`,
  },
  en: {
    subject: 'Your own page',
    text: (link) => `Here is the link to the page of what we hold about you; it is good once, within the hour, and only in the browser in which you asked for it:\n\n${link}\n\nIf you asked for nothing, there is nothing to do: nobody else can open it without this message.`,
    shared: (form) => `A personal page was asked for with this address. It is known for more than one person: no page can be opened by it alone, because it would show one of them what concerns the other.\n\nYou keep every right: send your request by the form, and we will tell you which second proof will do (a question, or a document shown at the desk):\n\n${form}`,
  },
  de: {
    subject: 'Ihre eigene Seite',
    text: (link) => `Hier ist der Link zu der Seite mit dem, was wir über Sie speichern; er gilt einmal, innerhalb einer Stunde, und nur in dem Browser, in dem Sie ihn angefordert haben:\n\n${link}\n\nFalls Sie nichts angefordert haben, ist nichts zu tun: Ohne diese Nachricht kann ihn niemand öffnen.`,
    shared: (form) => `Für diese Adresse wurde eine eigene Seite angefordert. Sie ist für mehrere Personen bekannt: Mit ihr allein kann keine Seite geöffnet werden, denn sie würde der einen zeigen, was die andere betrifft.\n\nSie behalten alle Rechte: Stellen Sie Ihre Anfrage über das Formular; wir sagen Ihnen, welcher zweite Nachweis genügt (eine Frage, oder ein am Empfang vorgelegtes Dokument):\n\n${form}`,
  },
};

/** The link to a person's own page. */
export const pageMessage = ({ personId, mailbox, language }: PageHolder, link: string): NewMessage =>
  ({ kind: 'own-page', to: mailbox, subject: page[language].subject, text: page[language].text(link), language, personId, goodForMinutes: linkMinutes['own-page'], secret: true });

/** To a mailbox of several persons: no page, and the way to a second proof. */
export const sharedMailboxMessage = (mailbox: string, language: RequestLanguage, form: string): NewMessage =>
  ({ kind: 'own-page', to: mailbox, subject: page[language].subject, text: page[language].shared(form), language });

const ready: Readonly<Record<RequestLanguage, (number: string, link: string) => Words>> = {
  fr: (number, link) => ({ subject: `Votre demande ${number} : vos données sont prêtes`, text: `Les données que vous avez demandées (${number}) sont prêtes. Ce lien les remet une seule fois, dans les sept jours :\n\n${link}\n\nOuvrez-le sur un appareil qui est le vôtre : le dossier contient tout ce que vous avez demandé. Si le téléchargement s’interrompt, demandez-nous un nouveau lien.` }),
  en: (number, link) => ({ subject: `Your request ${number}: your data are ready`, text: `The data you asked for (${number}) are ready. This link hands them out once, within seven days:\n\n${link}\n\nOpen it on a device of your own: the archive holds everything you asked for. If the download breaks off, ask us for another link.` }),
  de: (number, link) => ({ subject: `Ihre Anfrage ${number}: Ihre Daten liegen bereit`, text: `Die Daten, die Sie angefragt haben (${number}), liegen bereit. Dieser Link gibt sie einmal heraus, innerhalb von sieben Tagen:\n\n${link}\n\nÖffnen Sie ihn auf einem eigenen Gerät: Das Archiv enthält alles, was Sie angefragt haben. Bricht der Download ab, fordern Sie bei uns einen neuen Link an.` }),
};

/** What somebody asked for is ready to be fetched. */
export const packageMessage = (request: Asking, to: string, link: string): NewMessage =>
  ({ ...message('request.package', request, to, ready[request.language](request.number, link)), goodForMinutes: linkMinutes.package, secret: true });

/** The acknowledgement of a request that was filed from her own page. */
export const filedMessage = (request: Asking, to: string, { title, text }: Acknowledgement): NewMessage => message('request.acknowledged', request, to, { subject: title, text });
