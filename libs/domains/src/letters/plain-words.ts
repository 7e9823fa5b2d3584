import type { PlainWords } from '@oubli/rights';
import { purposeWords } from '../package/words';

type Three = readonly [french: string, english: string, german: string];
const at = { fr: 0, en: 1, de: 2 } as const;

/** Names of record types and of their parts as a letter says them, in the plural. */
export const recordNames: Readonly<Record<string, Three>> = {
  'recipient-message': ['messages aux destinataires', 'messages to recipients', 'Mitteilungen an Empfänger'],
  'recipient-task': ['destinataires à prévenir', 'recipients to be told', 'zu benachrichtigende Empfänger'],
  'accuracy-task': ['vérifications d’exactitude', 'checks of accuracy', 'Prüfungen der Richtigkeit'],
  'person': ['identité', 'identity', 'Identität'], 'contact-details': ['coordonnées', 'contact details', 'Kontaktdaten'], 'bank-details': ['coordonnées bancaires', 'bank details', 'Bankverbindung'],
  'client-contact': ['fonction de contact chez un client', 'role as a client’s contact', 'Tätigkeit als Ansprechperson eines Kunden'], 'prospect': ['relation de prospect', 'relation as a prospect', 'Beziehung als Interessent'],
  'business-registration': ['immatriculations (SIRET)', 'business registrations (SIRET)', 'Unternehmensregistrierungen (SIRET)'], 'application': ['candidatures', 'applications', 'Bewerbungen'], 'expert-profile': ['profil d’expert', 'expert profile', 'Expertenprofil'],
  'cv-file': ['fichiers de CV', 'CV files', 'Lebenslaufdateien'], 'assignment': ['missions', 'assignments', 'Einsätze'], 'assignment-order': ['bons de commande des missions', 'orders of assignments', 'Bestellungen der Einsätze'],
  'time-sheet': ['relevés d’heures', 'time sheets', 'Stundennachweise'], 'amendment': ['avenants', 'amendments', 'Vertragsänderungen'], 'attestation-waiver': ['dispenses d’attestation', 'waivers of an attestation', 'Verzichte auf eine Bescheinigung'],
  'registration-proof': ['justificatifs d’immatriculation', 'registration proofs', 'Registrierungsnachweise'], 'vigilance-attestation': ['attestations de vigilance', 'URSSAF attestations', 'URSSAF-Bescheinigungen'], 'insurance': ['assurances', 'insurance documents', 'Versicherungsnachweise'],
  'pool-consent': ['consentements au vivier', 'talent-pool consents', 'Einwilligungen zum Bewerberpool'], 'appointment': ['rendez-vous', 'appointments', 'Termine'], 'invoice': ['factures émises', 'invoices issued', 'ausgestellte Rechnungen'],
  'expense-claim': ['notes de frais', 'expense claims', 'Spesenabrechnungen'], 'receipt': ['justificatifs de frais', 'receipts', 'Belege'], 'received-invoice': ['factures reçues', 'invoices received', 'erhaltene Rechnungen'], 'credit-note': ['avoirs', 'credit notes', 'Gutschriften'],
  'payment': ['paiements', 'payments', 'Zahlungen'], 'fee-declaration': ['déclarations d’honoraires', 'fee declarations', 'Honorarmeldungen'], 'attendance': ['présences en formation', 'training attendance', 'Schulungsteilnahmen'], 'certificate': ['certificats', 'certificates', 'Zertifikate'],
  'training-proof': ['preuves de formation', 'proofs of training', 'Schulungsnachweise'], 'survey-answer': ['réponses aux enquêtes', 'survey answers', 'Umfrageantworten'], 'campaign-message': ['messages de campagne', 'campaign messages', 'Kampagnennachrichten'],
  'consent': ['consentements', 'consents', 'Einwilligungen'], 'objection': ['oppositions', 'objections', 'Widersprüche'], 'notice-shown': ['informations présentées', 'notices shown', 'gezeigte Hinweise'], 'account': ['compte en ligne', 'online account', 'Online-Konto'],
  'connection-log': ['journal des connexions', 'connection log', 'Verbindungsprotokoll'], 'dispute-case': ['litiges', 'disputes', 'Streitfälle'], 'account-session': ['sessions', 'sessions', 'Sitzungen'], 'usage-event': ['traces d’usage', 'usage traces', 'Nutzungsspuren'],
  'device-log': ['journal des appareils', 'device log', 'Geräteprotokoll'], 'tracker-choice': ['choix sur les traceurs', 'tracker choices', 'Cookie-Entscheidungen'], 'staff-activity': ['activité du personnel', 'staff activity', 'Tätigkeiten des Personals'],
  'report-extract': ['extraits de rapports', 'report extracts', 'Berichtsauszüge'], 'report-extract-part': ['fichiers d’extraits de rapports', 'files of report extracts', 'Dateien von Berichtsauszügen'], 'user': ['compte de la console', 'console account', 'Konsolenkonto'],
  'delegated-act': ['actes faits pour un utilisateur', 'acts done for a user', 'für einen Nutzer vorgenommene Handlungen'], 'console-session': ['sessions de la console', 'console sessions', 'Konsolensitzungen'], 'console-token': ['liens d’accès à la console', 'links into the console', 'Zugangslinks zur Konsole'], 'recovery-code': ['codes de secours', 'recovery codes', 'Notfallcodes'], 'reset-token': ['liens de mot de passe', 'password links', 'Passwort-Links'],
  'rights-request': ['demandes', 'requests', 'Anfragen'], 'request-contact': ['coordonnées de demande', 'contact of a request', 'Kontakt einer Anfrage'], 'request-document': ['lettres d’une demande', 'letters of a request', 'Briefe einer Anfrage'],
  'request-note': ['notes d’une demande', 'notes of a request', 'Notizen einer Anfrage'], 'access-package': ['dossiers d’accès', 'access packages', 'Auskunftspakete'], 'package-part': ['fichiers d’un dossier d’accès', 'files of an access package', 'Dateien eines Auskunftspakets'],
  'rectification': ['rectifications', 'rectifications', 'Berichtigungen'], 'identity-copy': ['copies de pièces d’identité', 'copies of identity documents', 'Ausweiskopien'], 'disclosure': ['communications à des tiers', 'disclosures', 'Mitteilungen an andere'],
};

/** Names of fields that say something about a person. */
export const fieldNames: Readonly<Record<string, Three>> = {
  broughtSealed: ['autre valeur reçue', 'other value brought', 'andere erhaltene Angabe'], source: ['source', 'source', 'Quelle'], beforeSealed: ['valeur avant rectification', 'value before rectification', 'Wert vor der Berichtigung'], afterSealed: ['valeur après rectification', 'value after rectification', 'Wert nach der Berichtigung'],
  accountShown: ['compte (pays et quatre derniers chiffres)', 'account (country and last four digits)', 'Konto (Land und letzte vier Ziffern)'], action: ['action', 'action', 'Handlung'], activityCode: ['code d’activité', 'activity code', 'Tätigkeitsschlüssel'],
  address: ['adresse', 'address', 'Anschrift'], amount: ['montant', 'amount', 'Betrag'], amountExcludingTax: ['montant hors taxes', 'amount excluding tax', 'Betrag ohne Steuern'], author: ['auteur', 'author', 'Verfasser'], availability: ['disponibilité', 'availability', 'Verfügbarkeit'],
  beneficiaryName: ['nom du bénéficiaire', 'beneficiary’s name', 'Name des Empfängers'], beneficiarySiret: ['SIRET du bénéficiaire', 'beneficiary’s SIRET', 'SIRET des Empfängers'], bicSealed: ['BIC', 'BIC', 'BIC'], birthDate: ['date de naissance', 'date of birth', 'Geburtsdatum'],
  birthName: ['nom de naissance', 'name at birth', 'Geburtsname'], body: ['texte', 'text', 'Text'], careerStartedOn: ['début de carrière', 'beginning of the career', 'Beginn der Laufbahn'], city: ['ville', 'town', 'Ort'], clientName: ['nom du client', 'client’s name', 'Name des Kunden'],
  comment: ['commentaire', 'comment', 'Bemerkung'], companyName: ['entreprise', 'company', 'Unternehmen'], content: ['fichier', 'file', 'Datei'], contentSealed: ['copie', 'copy', 'Kopie'], criteria: ['critères de décision', 'criteria of the decision', 'Entscheidungskriterien'],
  cv: ['CV', 'CV', 'Lebenslauf'], cvName: ['nom du fichier du CV', 'file name of the CV', 'Dateiname des Lebenslaufs'], cvSha256: ['empreinte du CV', 'fingerprint of the CV', 'Prüfwert des Lebenslaufs'], dayRate: ['tarif journalier', 'daily rate', 'Tagessatz'], decidedBy: ['auteur de la décision', 'who decided', 'wer entschieden hat'],
  device: ['appareil', 'device', 'Gerät'], displayName: ['nom affiché', 'displayed name', 'angezeigter Name'], document: ['document', 'document', 'Dokument'], documentSha256: ['empreinte du document', 'fingerprint of the document', 'Prüfwert des Dokuments'], email: ['adresse e-mail', 'e-mail address', 'E-Mail-Adresse'],
  evaluation: ['évaluation', 'evaluation', 'Bewertung'], fileName: ['nom du fichier', 'file name', 'Dateiname'], firstName: ['prénom', 'first name', 'Vorname'], holder: ['titulaire du compte', 'account holder', 'Kontoinhaber'], hourlyRate: ['tarif horaire', 'hourly rate', 'Stundensatz'], hours: ['heures', 'hours', 'Stunden'],
  ibanSealed: ['IBAN', 'IBAN', 'IBAN'], interest: ['intérêt', 'interest', 'Interesse'], ip: ['adresse IP', 'IP address', 'IP-Adresse'], jobTitle: ['fonction', 'job title', 'Funktion'], lastName: ['nom', 'last name', 'Nachname'], lines: ['lignes', 'lines', 'Positionen'], login: ['identifiant de connexion', 'login', 'Anmeldename'],
  motivation: ['motivation', 'motivation', 'Motivation'], name: ['nom', 'name', 'Name'], notes: ['notes', 'notes', 'Notizen'], number: ['numéro', 'number', 'Nummer'], onBehalfOf: ['utilisateur pour lequel on a agi', 'user acted for', 'Nutzer, für den gehandelt wurde'], orderedBy: ['commandé par', 'ordered by', 'bestellt von'],
  page: ['page', 'page', 'Seite'], participantEmail: ['e-mail du participant', 'participant’s e-mail', 'E-Mail der teilnehmenden Person'], participantName: ['nom du participant', 'participant’s name', 'Name der teilnehmenden Person'], partyAddress: ['adresse sur le document', 'address on the document', 'Anschrift auf dem Dokument'],
  partyName: ['nom sur le document', 'name on the document', 'Name auf dem Dokument'], partySiret: ['SIRET sur le document', 'SIRET on the document', 'SIRET auf dem Dokument'], passwordHash: ['empreinte du mot de passe', 'fingerprint of the password', 'Prüfwert des Passworts'], phone: ['téléphone', 'telephone', 'Telefon'],
  place: ['lieu', 'place', 'Ort'], position: ['poste', 'position', 'Stelle'], postcode: ['code postal', 'postcode', 'Postleitzahl'], purpose: ['objet', 'purpose', 'Zweck'], reason: ['motif', 'reason', 'Grund'], reference: ['référence', 'reference', 'Aktenzeichen'], score: ['note donnée', 'score', 'Punktzahl'],
  sealed: ['fichier', 'file', 'Datei'], searchKey: ['clé de recherche du nom', 'search key of the name', 'Suchschlüssel des Namens'], sha256: ['empreinte du fichier', 'fingerprint of the file', 'Prüfwert der Datei'], siret: ['SIRET', 'SIRET', 'SIRET'], skills: ['compétences', 'skills', 'Kenntnisse'], street: ['rue', 'street', 'Straße'],
  theirReferences: ['références du destinataire', 'recipient’s references', 'Zeichen des Empfängers'],
  subject: ['sujet', 'subject', 'Gegenstand'], summary: ['résumé', 'summary', 'Zusammenfassung'], supplierName: ['nom du fournisseur', 'supplier’s name', 'Name des Lieferanten'], theirReference: ['référence chez le destinataire', 'reference at the recipient', 'Aktenzeichen beim Empfänger'], title: ['intitulé', 'title', 'Bezeichnung'],
  tokenSha256: ['empreinte d’un secret', 'fingerprint of a secret', 'Prüfwert eines Geheimnisses'], totpSecretSealed: ['secret de l’authentificateur', 'authenticator’s secret', 'Geheimnis des Authentifikators'], userAgent: ['navigateur', 'browser', 'Browser'], vat: ['TVA', 'VAT', 'Mehrwertsteuer'], words: ['mots', 'words', 'Worte'],
};

const said = (names: Readonly<Record<string, Three>>, name: string, language: keyof typeof at): string => {
  const found = names[name];
  if (!found) throw new Error(`Nobody has given ${name} a plain name.`);
  return found[at[language]];
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What a heading calls a record type; null for one that nobody has named. */
export const headingOf = (recordType: string, language: keyof typeof at): string | null => {
  const name = recordNames[recordType]?.[at[language]];
  return name === undefined ? null : capital(name);
};

/** What a table calls a field; null for one that says nothing about a person by itself. */
export const labelOf = (property: string, language: keyof typeof at): string | null => {
  const name = fieldNames[property]?.[at[language]];
  return name === undefined ? null : capital(name);
};

/** What the letters call record types, fields and purposes. @throws Error for a name nobody has given */
export const plainWords: PlainWords = {
  record: (recordType, language) => said(recordNames, recordType, language),
  field: (_, property, language) => said(fieldNames, property, language),
  purpose: (purpose, language) => purposeWords[purpose][language],
};
