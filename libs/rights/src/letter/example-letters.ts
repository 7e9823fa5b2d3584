import type { CompanyIdentity } from '@oubli/company';
import { type LetterTemplate, outcomeLetters, type RefusalReason, reasonsFor, reasonsToExplain, type RequestKind, requestKinds, type RequestLanguage, requestLanguages, requestOutcomes } from '@oubli/contracts';
import { type DecidedFields, type LetterFacts, wordingApproved } from './letter';
import { writeLetter } from './write-letter';

/** A fictional company: its numbers are of nobody. */
export const exampleSender: CompanyIdentity = {
  controller: {
    name: 'Exemple Conseil', legalForm: 'SARL', capital: '55166.00', registerCity: 'Toulouse', registerNumber: '000000018', siret: null, vatNumber: null, activityCode: '7022Z', street: '1 rue de la Fiction', postcode: '31000', city: 'Toulouse',
  },
  host: {
    name: 'Hébergement Exemple', legalForm: 'SAS', capital: '10069020.00', registerCity: 'Lille Métropole', registerNumber: '000000026', siret: null, vatNumber: null, activityCode: '6311Z', street: '2 rue de la Fiction', postcode: '59100', city: 'Roubaix',
  },
  representative: { id: '00000000-0000-4000-8000-000000000001', office: 'representative', name: 'Camille Exemple', capacity: 'manager', email: null, phone: null, validFrom: '2020-01-01', validTo: null },
  protectionOfficer: { id: '00000000-0000-4000-8000-000000000002', office: 'protection-officer', name: 'Dominique Exemple', capacity: null, email: 'dpo@example.org', phone: null, validFrom: '2020-01-01', validTo: null },
  authority: { name: 'Commission nationale de l’informatique et des libertés (CNIL)', address: '3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07', website: 'https://www.cnil.fr', complaintsUrl: 'https://www.cnil.fr/fr/plaintes' },
};

const decided: Readonly<Record<RequestLanguage, DecidedFields>> = {
  fr: {
    erased: [{ record: 'profils d’experts', fields: ['compétences', 'disponibilité'] }, { record: 'coordonnées', fields: ['adresse e-mail', 'téléphone'] }],
    kept: [
      { record: 'factures émises', fields: ['montant hors taxes', 'document'], claim: 'statutory', reference: 'Art. 17(3)(b) GDPR; C. com. L123-22; LPF L102 B; CGI ann. III 96 I', from: '2032-12-31', until: '2035-06-30', readers: ['facturation'] },
      { record: 'missions', fields: ['intitulé', 'tarif journalier'], claim: 'evidence', reference: 'Art. 17(3)(e) GDPR; C. com. L110-4; C. civ. 2224', from: '2031-01-01', until: '2031-01-01', readers: ['droits et litiges'] },
      { record: 'litiges', fields: ['objet'], claim: 'hold', reference: 'Art. 17(3)(e) GDPR', from: null, until: null, readers: ['droits et litiges'] },
    ],
  },
  en: {
    erased: [{ record: 'expert profiles', fields: ['skills', 'availability'] }, { record: 'contact details', fields: ['e-mail address', 'telephone'] }],
    kept: [
      { record: 'invoices issued', fields: ['amount excluding tax', 'document'], claim: 'statutory', reference: 'Art. 17(3)(b) GDPR; C. com. L123-22; LPF L102 B; CGI ann. III 96 I', from: '2032-12-31', until: '2035-06-30', readers: ['invoicing'] },
      { record: 'assignments', fields: ['title', 'daily rate'], claim: 'evidence', reference: 'Art. 17(3)(e) GDPR; C. com. L110-4; C. civ. 2224', from: '2031-01-01', until: '2031-01-01', readers: ['rights and disputes'] },
      { record: 'disputes', fields: ['subject'], claim: 'hold', reference: 'Art. 17(3)(e) GDPR', from: null, until: null, readers: ['rights and disputes'] },
    ],
  },
  de: {
    erased: [{ record: 'Expertenprofile', fields: ['Kenntnisse', 'Verfügbarkeit'] }, { record: 'Kontaktdaten', fields: ['E-Mail-Adresse', 'Telefon'] }],
    kept: [
      { record: 'ausgestellte Rechnungen', fields: ['Betrag ohne Steuern', 'Dokument'], claim: 'statutory', reference: 'Art. 17(3)(b) GDPR; C. com. L123-22; LPF L102 B; CGI ann. III 96 I', from: '2032-12-31', until: '2035-06-30', readers: ['Abrechnung'] },
      { record: 'Einsätze', fields: ['Bezeichnung', 'Tagessatz'], claim: 'evidence', reference: 'Art. 17(3)(e) GDPR; C. com. L110-4; C. civ. 2224', from: '2031-01-01', until: '2031-01-01', readers: ['Rechte und Streitfälle'] },
      { record: 'Streitfälle', fields: ['Gegenstand'], claim: 'hold', reference: 'Art. 17(3)(e) GDPR', from: null, until: null, readers: ['Rechte und Streitfälle'] },
    ],
  },
};

const own: Readonly<Record<RequestLanguage, string>> = {
  fr: 'Nous avons relu le dossier et nous vous l’expliquons volontiers au téléphone.', en: 'We have read the file again and will gladly explain it to you on the telephone.', de: 'Wir haben die Akte noch einmal gelesen und erklären sie Ihnen gern am Telefon.',
};

const base = (kind: RequestKind, language: RequestLanguage): Omit<LetterFacts, 'template'> => ({
  kind, language, number: 'R-2026-000123', receivedOn: '2026-11-03', dueLegal: '2026-12-03', day: '2026-12-01', sender: exampleSender, client: 'Client Exemple SA', words: own[language],
});

/** The first reason of a kind that needs no words of its own. */
const reasonOf = (kind: RequestKind): readonly RefusalReason[] => reasonsFor[kind].filter((reason) => !reasonsToExplain.includes(reason)).slice(0, 1);

const outcomeFacts = (template: LetterTemplate, kind: RequestKind, language: RequestLanguage): LetterFacts => {
  const byField = kind === 'erasure' && template === 'partially-granted';
  return { ...base(kind, language), template, words: template === 'granted' || byField ? '' : own[language], reasons: byField ? [] : reasonOf(kind), ...(byField && { decided: decided[language] }), ...(kind === 'erasure' && { listed: true }) };
};

const others = (language: RequestLanguage): readonly (readonly [name: string, facts: LetterFacts])[] => [
  ...requestKinds.map((kind) => [`acknowledgement.${kind}`, { ...base(kind, language), template: 'acknowledgement' as const }] as const),
  ['identity-asked', { ...base('access', language), template: 'identity-asked' }], ['identity-asked.with-copy', { ...base('access', language), template: 'identity-asked', copyAsked: true }],
  ['extended.complexity', { ...base('access', language), template: 'extended', dueLegal: '2027-02-03', extensionReason: 'complexity' }], ['extended.number-of-requests', { ...base('access', language), template: 'extended', dueLegal: '2027-02-03', extensionReason: 'number-of-requests' }],
  ['restriction-placed', { ...base('restriction', language), template: 'restriction-placed' }], ['restriction-lifting', { ...base('restriction', language), template: 'restriction-lifting', liftedFrom: '2027-01-01' }],
  ['granted.erasure.not-listed', { ...base('erasure', language), template: 'granted', words: '', listed: false }], ['granted.objection.listed', { ...base('objection', language), template: 'granted', words: '', listed: true }],
  ['rest-has-left', { ...base('erasure', language), template: 'rest-has-left' }],
];

/** What stands above every committed letter until a lawyer has read its wording. */
const mark = (): string => (wordingApproved ? '' : '*** NOT APPROVED: no lawyer has read this wording yet. ***\n\n');

export interface ExampleLetter {
  /** Path below the folder of examples. */
  readonly file: string;
  readonly facts: LetterFacts;
  /** The letter as it would be sent. */
  readonly text: string;
  readonly content: string;
}

/** One letter for each outcome, kind of request and language, and for everything else that is written to a person. */
export function exampleLetters(): readonly ExampleLetter[] {
  return requestLanguages.flatMap((language) => {
    const outcomes = requestOutcomes.flatMap((outcome) => requestKinds.map((kind) => [`${outcome}.${kind}`, outcomeFacts(outcomeLetters[outcome], kind, language)] as const));
    return [...outcomes, ...others(language)].map(([name, facts]) => {
      const { title, text } = writeLetter(facts);
      return { file: `${language}/${name}.txt`, facts, text, content: `${mark()}${title}\n\n${text}` };
    });
  });
}
