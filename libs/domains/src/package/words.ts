import type { DataCategory, LawfulBasis, Phase, Purpose } from '@oubli/personal-data';
import type { PackageLanguage } from '@oubli/rights';

type Three = Readonly<Record<PackageLanguage, string>>;
const three = (fr: string, en: string, de: string): Three => ({ fr, en, de });

/** Sentences of a package, in its three languages. */
export const sentences = {
  access: three('Tout ce que nous détenons sur vous', 'Everything we hold about you', 'Alles, was wir über Sie speichern'),
  portability: three('Les données que vous nous avez fournies', 'The data you provided to us', 'Die Daten, die Sie uns bereitgestellt haben'),
  accessArticle: three('Réponse à votre demande d’accès (article 15 du RGPD), état du {day}.', 'Answer to your request for access (Article 15 GDPR), as of {day}.', 'Antwort auf Ihr Auskunftsersuchen (Artikel 15 DSGVO), Stand {day}.'),
  portabilityArticle: three('Réponse à votre demande de portabilité (article 20 du RGPD), état du {day}.', 'Answer to your request for portability (Article 20 GDPR), as of {day}.', 'Antwort auf Ihr Ersuchen um Datenübertragbarkeit (Artikel 20 DSGVO), Stand {day}.'),
  readable: three('Les mêmes données se trouvent, lisibles par une machine, dans data.json.', 'The same data, readable by a machine, are in data.json.', 'Dieselben Daten stehen maschinenlesbar in data.json.'),
  more: three('{n} autres enregistrements se trouvent dans data.html et data.json.', '{n} further records are in data.html and data.json.', '{n} weitere Datensätze stehen in data.html und data.json.'),
  page: three('page {n}', 'page {n}', 'Seite {n}'),
  redacted: three('[masqué : concerne une autre personne]', '[redacted: concerns another person]', '[geschwärzt: betrifft eine andere Person]'),
  secret: three('un secret est détenu, il n’est montré à personne', 'a secret is held; it is shown to nobody', 'ein Geheimnis ist gespeichert; es wird niemandem gezeigt'),
  identityCopy: three('une copie d’une pièce d’identité est détenue jusqu’à la vérification', 'a copy of an identity document is held until it is verified', 'eine Kopie eines Ausweises ist bis zur Prüfung gespeichert'),
  passwordHash: three('une empreinte de mot de passe est détenue', 'a password hash is held', 'ein Passwort-Hash ist gespeichert'),
  file: three('un fichier de {n} octets, dans data.json', 'a file of {n} bytes, in data.json', 'eine Datei von {n} Bytes, in data.json'),
  collected: three('Collecté le', 'Collected on', 'Erhoben am'),
  origin: three('Origine', 'Origin', 'Herkunft'),
  purposes: three('Finalités', 'Purposes', 'Zwecke'),
  basis: three('Base légale', 'Legal basis', 'Rechtsgrundlage'),
  until: three('Prochaine échéance', 'Next end', 'Nächstes Ende'),
  noEnd: three('pas encore de date : le délai n’a pas commencé', 'no date yet: its period has not begun', 'noch kein Datum: die Frist hat nicht begonnen'),
  because: three('Fondement de la durée', 'Reason for the period', 'Grund der Frist'),
  state: three('État', 'State', 'Zustand'),
  held: three('gelé en raison d’un litige ou d’une procédure', 'held because of a dispute or proceedings', 'wegen eines Streits oder Verfahrens angehalten'),
  none: three('Rien.', 'Nothing.', 'Nichts.'),
  recipients: three('À qui vos données ont été communiquées', 'To whom your data were given', 'Wem Ihre Daten mitgeteilt wurden'),
  holds: three('Gels', 'Holds', 'Anhaltungen'),
  restrictions: three('Limitations du traitement', 'Restrictions of processing', 'Einschränkungen der Verarbeitung'),
  clocks: three('Derniers événements qui comptent pour une durée', 'Latest events that count for a period', 'Letzte Ereignisse, die für eine Frist zählen'),
  consultations: three('Consultations par notre personnel', 'Consultations by our staff', 'Einsichten durch unser Personal'),
  archiveReads: three('Consultations des archives', 'Reads of the archive', 'Einsichten in das Archiv'),
} as const satisfies Readonly<Record<string, Three>>;

export const phaseWords: Readonly<Record<Phase, Three>> = {
  active: three('en cours d’usage', 'in use', 'in Gebrauch'), archived: three('archivé, hors d’usage courant', 'archived, out of daily use', 'archiviert, außerhalb des täglichen Gebrauchs'), treated: three('réduit à ce que la loi impose de garder', 'left with what the law keeps', 'auf das gesetzlich Aufzubewahrende beschränkt'),
};

export const basisWords: Readonly<Record<LawfulBasis, Three>> = {
  'consent': three('consentement (art. 6-1-a)', 'consent (Art. 6(1)(a))', 'Einwilligung (Art. 6 Abs. 1 a)'), 'contract': three('contrat (art. 6-1-b)', 'contract (Art. 6(1)(b))', 'Vertrag (Art. 6 Abs. 1 b)'),
  'legal-obligation': three('obligation légale (art. 6-1-c)', 'legal obligation (Art. 6(1)(c))', 'rechtliche Verpflichtung (Art. 6 Abs. 1 c)'), 'legitimate-interest': three('intérêt légitime (art. 6-1-f)', 'legitimate interest (Art. 6(1)(f))', 'berechtigtes Interesse (Art. 6 Abs. 1 f)'),
};

export const originWords: Readonly<Record<string, Three>> = {
  'person': three('vous-même', 'yourself', 'Sie selbst'), 'import': three('une reprise de données', 'an import', 'eine Datenübernahme'), 'third-party': three('un tiers', 'a third party', 'ein Dritter'), 'derived': three('notre système', 'our system', 'unser System'),
};

export const purposeWords: Readonly<Record<Purpose, Three>> = {
  'recruitment': three('recrutement', 'recruitment', 'Rekrutierung'), 'invoicing': three('facturation', 'invoicing', 'Abrechnung'), 'compliance': three('conformité', 'compliance', 'Regeleinhaltung'), 'training': three('formation', 'training', 'Schulung'),
  'access-management': three('gestion des accès', 'access management', 'Zugangsverwaltung'), 'internal-reports': three('rapports internes', 'internal reports', 'interne Berichte'), 'surveys': three('enquêtes', 'surveys', 'Umfragen'), 'assignments': three('missions', 'assignments', 'Einsätze'),
  'client-relations': three('relation avec les clients', 'client relations', 'Kundenbeziehungen'), 'security': three('sécurité', 'security', 'Sicherheit'), 'navigation': three('navigation', 'navigation', 'Navigation'), 'campaigns': three('campagnes', 'campaigns', 'Kampagnen'), 'rights-and-disputes': three('droits et litiges', 'rights and disputes', 'Rechte und Streitfälle'),
};

export const categoryWords: Readonly<Record<DataCategory, Three>> = {
  'user.name': three('Nom', 'Name', 'Name'), 'user.name.birth': three('Nom de naissance', 'Name at birth', 'Geburtsname'), 'user.contact.email': three('E-mail', 'E-mail', 'E-Mail'), 'user.contact.phone_number': three('Téléphone', 'Telephone', 'Telefon'), 'user.contact.address': three('Adresse', 'Address', 'Anschrift'),
  'user.demographic.date_of_birth': three('Date de naissance', 'Date of birth', 'Geburtsdatum'), 'user.financial.bank_account': three('Compte bancaire', 'Bank account', 'Bankkonto'), 'user.financial.amount': three('Montant', 'Amount', 'Betrag'), 'user.device.ip_address': three('Adresse IP', 'IP address', 'IP-Adresse'), 'user.device.identifier': three('Appareil', 'Device', 'Gerät'),
  'user.behavior': three('Usage', 'Use', 'Nutzung'), 'user.authorization.credentials': three('Moyen d’accès', 'Credential', 'Zugangsmittel'), 'user.work.history': three('Parcours', 'Work history', 'Werdegang'), 'user.work.evaluation': three('Évaluation', 'Evaluation', 'Bewertung'), 'user.content.free_text': three('Texte', 'Text', 'Text'), 'user.content.file': three('Fichier', 'File', 'Datei'),
  'user.organisation.identifier': three('Identifiant', 'Identifier', 'Kennung'), 'user.legal.dispute': three('Litige', 'Dispute', 'Streitfall'), 'record.structure': three('Référence', 'Reference', 'Verweis'), 'record.date': three('Date', 'Date', 'Datum'), 'record.state': three('État', 'State', 'Zustand'),
};
