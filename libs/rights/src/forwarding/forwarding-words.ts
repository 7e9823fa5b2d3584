import type { RequestKind, RequestLanguage } from '@oubli/contracts';

/** What is said to a client to whom a request is passed on. */
export interface ForwardingWords {
  readonly kinds: Readonly<Record<RequestKind, string>>;
  subject(number: string): string;
  intro(kind: string, number: string, received: string): string;
  about(data: string): string;
  duty(received: string): string;
  who(lines: string): string;
  own(words: string): string;
  /** Where who asks is named: beside the letter, which stays in the file longer than she is known there. */
  readonly beside: string;
  readonly told: string;
}

const french: ForwardingWords = {
  kinds: {
    access: 'accès (article 15 du RGPD)', rectification: 'rectification (article 16 du RGPD)', erasure: 'effacement (article 17 du RGPD)', withdrawal: 'retrait d’un consentement (article 7, paragraphe 3, du RGPD)',
    restriction: 'limitation du traitement (article 18 du RGPD)', objection: 'opposition (article 21 du RGPD)', portability: 'portabilité (article 20 du RGPD)', complaint: 'réclamation', question: 'question',
  },
  subject: (number) => `Demande ${number} transmise : données dont vous êtes le responsable du traitement`,
  intro: (kind, number, received) => `Une demande nous est parvenue le ${received} sous le numéro ${number} : ${kind}.`,
  about: (data) => `Elle porte sur des données dont vous êtes le responsable du traitement et nous le sous-traitant : ${data}.`,
  duty: (received) => `Nous vous la transmettons pour que vous y répondiez (articles 12 et 28, paragraphe 3, point e), du RGPD). Le délai d’un mois court depuis le ${received}. Indiquez-nous par écrit ce que nous devons faire de ces données ; d’ici là, nous n’y touchons pas.`,
  who: (lines) => `La personne qui demande :\n${lines}`,
  own: (words) => `Dans ses propres mots :\n${words}`,
  beside: 'La personne qui demande est nommée dans le message ou sur la page qui accompagne cette lettre.',
  told: 'La personne est informée de cette transmission.',
};

const english: ForwardingWords = {
  kinds: {
    access: 'access (Article 15 GDPR)', rectification: 'rectification (Article 16 GDPR)', erasure: 'erasure (Article 17 GDPR)', withdrawal: 'withdrawal of a consent (Article 7(3) GDPR)',
    restriction: 'restriction of processing (Article 18 GDPR)', objection: 'objection (Article 21 GDPR)', portability: 'portability (Article 20 GDPR)', complaint: 'complaint', question: 'question',
  },
  subject: (number) => `Request ${number} passed on: data of which you are the controller`,
  intro: (kind, number, received) => `A request reached us on ${received} under the number ${number}: ${kind}.`,
  about: (data) => `It is about data of which you are the controller and we the processor: ${data}.`,
  duty: (received) => `We pass it on to you so that you answer it (Articles 12 and 28(3)(e) GDPR). The term of one month runs from ${received}. Tell us in writing what we are to do with these data; until then we leave them as they are.`,
  who: (lines) => `Who asks:\n${lines}`,
  own: (words) => `In the person’s own words:\n${words}`,
  beside: 'Who asks is named in the message or on the page that comes with this letter.',
  told: 'The person is told that the request was passed on.',
};

const german: ForwardingWords = {
  kinds: {
    access: 'Auskunft (Artikel 15 DSGVO)', rectification: 'Berichtigung (Artikel 16 DSGVO)', erasure: 'Löschung (Artikel 17 DSGVO)', withdrawal: 'Widerruf einer Einwilligung (Artikel 7 Absatz 3 DSGVO)',
    restriction: 'Einschränkung der Verarbeitung (Artikel 18 DSGVO)', objection: 'Widerspruch (Artikel 21 DSGVO)', portability: 'Datenübertragbarkeit (Artikel 20 DSGVO)', complaint: 'Beschwerde', question: 'Frage',
  },
  subject: (number) => `Anfrage ${number} weitergeleitet: Daten, für die Sie verantwortlich sind`,
  intro: (kind, number, received) => `Am ${received} hat uns unter der Nummer ${number} eine Anfrage erreicht: ${kind}.`,
  about: (data) => `Sie betrifft Daten, für die Sie Verantwortlicher und wir Auftragsverarbeiter sind: ${data}.`,
  duty: (received) => `Wir leiten sie an Sie weiter, damit Sie antworten (Artikel 12 und Artikel 28 Absatz 3 Buchstabe e DSGVO). Die Frist von einem Monat läuft seit dem ${received}. Teilen Sie uns schriftlich mit, was wir mit diesen Daten tun sollen; bis dahin lassen wir sie unberührt.`,
  who: (lines) => `Wer anfragt:\n${lines}`,
  own: (words) => `In eigenen Worten:\n${words}`,
  beside: 'Wer anfragt, steht in der Nachricht oder auf dem Blatt, mit dem dieser Brief kommt.',
  told: 'Die Person wird über die Weiterleitung informiert.',
};

export const forwardingWords: Readonly<Record<RequestLanguage, ForwardingWords>> = { fr: french, en: english, de: german };
