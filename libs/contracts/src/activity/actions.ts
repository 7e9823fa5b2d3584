import type { RequestLanguage } from '../requests/words';

type Three = readonly [french: string, english: string, german: string];

/**
 * Everything that staff do and that the trail names (RET-25): a closed word, and the words in which somebody reads it, in the console and in
 * her package. What an act has done more precisely stands behind the word: `person.revealed for invoicing`, `letter.sent mail`.
 */
const words = {
  'read': ['consultation', 'read', 'Einsicht'],
  'signed-in': ['connexion à la console', 'signed in', 'Anmeldung an der Konsole'],
  'password.changed': ['mot de passe changé', 'password changed', 'Passwort geändert'],
  'second-factor.on': ['second facteur activé', 'second factor turned on', 'zweiter Faktor eingerichtet'],
  'user.invited': ['compte invité', 'account invited', 'Konto eingeladen'],
  'user.closed': ['compte fermé', 'account closed', 'Konto geschlossen'],
  'user.roles-changed': ['rôles d’un compte changés', 'roles of an account changed', 'Rollen eines Kontos geändert'],
  'user.reset': ['lien de réinitialisation envoyé', 'reset link sent', 'Link zum Zurücksetzen gesendet'],
  'key.made': ['clé d’API créée', 'API key made', 'API-Schlüssel erstellt'],
  'key.revoked': ['clé d’API révoquée', 'API key revoked', 'API-Schlüssel widerrufen'],
  'message.sent-again': ['message remis en envoi', 'message sent again', 'Nachricht erneut gesendet'],
  'person.revealed': ['données affichées en clair', 'data revealed', 'Daten im Klartext gezeigt'],
  'export.drawn': ['export masqué établi', 'masked export drawn', 'maskierter Export erstellt'],
  'export.disclosed': ['export remis à un destinataire', 'export given to a recipient', 'Export an Empfänger gegeben'],
  'export.downloaded': ['export téléchargé', 'export downloaded', 'Export heruntergeladen'],
  'hold.placed': ['gel posé', 'hold placed', 'Sperre gesetzt'],
  'hold.release-asked': ['levée d’un gel demandée', 'release of a hold asked for', 'Aufhebung einer Sperre beantragt'],
  'policy.suspended': ['règle suspendue', 'policy suspended', 'Regel ausgesetzt'],
  'policy.resumed': ['règle reprise', 'policy resumed', 'Regel wieder aufgenommen'],
  'publication.asked': ['publication soumise à approbation', 'publication put up for approval', 'Veröffentlichung zur Freigabe vorgelegt'],
  'publication.published': ['politique publiée', 'policy published', 'Erklärung veröffentlicht'],
  'publication.waived': ['signalement du texte écarté', 'finding in the text waived', 'Hinweis zum Text verworfen'],
  'approval.approve': ['approbation donnée', 'approved', 'Freigabe erteilt'],
  'approval.refuse': ['approbation refusée', 'approval refused', 'Freigabe verweigert'],
  'approval.withdraw': ['demande d’approbation retirée', 'request for approval withdrawn', 'Antrag auf Freigabe zurückgezogen'],
  'run.started': ['exécution lancée', 'run started', 'Lauf gestartet'],
  'run.cancelled': ['exécution annulée', 'run cancelled', 'Lauf abgebrochen'],
  'run.resumed': ['exécution reprise', 'run resumed', 'Lauf fortgesetzt'],
  'kill-switch.on': ['arrêt d’urgence activé', 'kill switch turned on', 'Notaus eingeschaltet'],
  'kill-switch.off': ['arrêt d’urgence levé', 'kill switch taken off', 'Notaus aufgehoben'],
  'company.controller-written': ['identité du responsable écrite', 'controller written down', 'Verantwortlicher eingetragen'],
  'company.host-written': ['identité de l’hébergeur écrite', 'host written down', 'Hostinganbieter eingetragen'],
  'company.representative-appointed': ['représentant nommé', 'representative appointed', 'Vertretung bestellt'],
  'company.representative-corrected': ['représentant corrigé', 'representative corrected', 'Vertretung berichtigt'],
  'company.protection-officer-appointed': ['délégué à la protection des données nommé', 'protection officer appointed', 'Datenschutzbeauftragte bestellt'],
  'company.protection-officer-corrected': ['délégué à la protection des données corrigé', 'protection officer corrected', 'Datenschutzbeauftragte berichtigt'],
  'company.authority-written': ['autorité de contrôle écrite', 'supervisory authority written down', 'Aufsichtsbehörde eingetragen'],
  'purpose.stated': ['base d’une finalité déclarée', 'basis of a purpose stated', 'Rechtsgrundlage eines Zwecks erklärt'],
  'purpose.ended': ['base d’une finalité retirée', 'basis of a purpose ended', 'Rechtsgrundlage eines Zwecks beendet'],
  'form.declared': ['formulaire déclaré', 'form declared', 'Formular erklärt'],
  'recipient.registered': ['destinataire inscrit', 'recipient registered', 'Empfänger eingetragen'],
  'recipient.ended': ['destinataire clos', 'recipient ended', 'Empfänger beendet'],
  'recipient.changed': ['destinataire modifié', 'recipient changed', 'Empfänger geändert'],
  'recipient.endpoint-opened': ['adresse d’un destinataire ouverte', 'endpoint of a recipient opened', 'Endpunkt eines Empfängers eingerichtet'],
  'recipient.secret-turned': ['secret d’un destinataire renouvelé', 'secret of a recipient turned', 'Schlüssel eines Empfängers erneuert'],
  'recipient.endpoint-closed': ['adresse d’un destinataire fermée', 'endpoint of a recipient closed', 'Endpunkt eines Empfängers geschlossen'],
  'recipient.sent-again': ['message à un destinataire remis en envoi', 'message to a recipient sent again', 'Nachricht an einen Empfänger erneut gesendet'],
  'recipient.told': ['destinataire informé', 'recipient told', 'Empfänger unterrichtet'],
  'recipient.confirmed': ['confirmation d’un destinataire notée', 'confirmation of a recipient written down', 'Bestätigung eines Empfängers vermerkt'],
  'recipient.impossible': ['information d’un destinataire impossible', 'telling a recipient proved impossible', 'Unterrichtung eines Empfängers unmöglich'],
  'recipient.disproportionate': ['information d’un destinataire disproportionnée', 'telling a recipient was disproportionate', 'Unterrichtung eines Empfängers unverhältnismäßig'],
  'consent.given': ['consentement noté', 'consent written down', 'Einwilligung vermerkt'],
  'consent.withdrawn': ['retrait d’un consentement noté', 'withdrawal of a consent written down', 'Widerruf einer Einwilligung vermerkt'],
  'objection.made': ['opposition notée', 'objection written down', 'Widerspruch vermerkt'],
  'objection.upheld': ['opposition admise', 'objection upheld', 'Widerspruch stattgegeben'],
  'objection.rejected': ['opposition rejetée', 'objection rejected', 'Widerspruch zurückgewiesen'],
  'choice.carried-out': ['choix de la personne exécuté', 'choice of a person carried out', 'Entscheidung einer Person ausgeführt'],
  'notice.given': ['information de l’art. 14 donnée', 'Art. 14 notice given', 'Information nach Art. 14 gegeben'],
  'mail.returned': ['courrier revenu noté', 'returned mail noted', 'zurückgekommene Post vermerkt'],
  'birth-dates.read': ['deux dates de naissance lues', 'two birth dates read', 'zwei Geburtsdaten gelesen'],
  'accuracy.kept': ['exactitude : valeur gardée', 'accuracy: value kept', 'Richtigkeit: Wert behalten'],
  'accuracy.changed': ['exactitude : valeur changée', 'accuracy: value changed', 'Richtigkeit: Wert geändert'],
  'accuracy.mended': ['exactitude : adresse corrigée', 'accuracy: address mended', 'Richtigkeit: Anschrift berichtigt'],
  'accuracy.confirmed': ['exactitude : confirmé', 'accuracy: confirmed', 'Richtigkeit: bestätigt'],
  'rectification.made': ['rectification faite', 'rectification made', 'Berichtigung vorgenommen'],
  'rectification.read': ['avant et après lus', 'before and after read', 'Vorher und Nachher gelesen'],
  'restriction.placed': ['limitation posée', 'restriction placed', 'Einschränkung gesetzt'],
  'restriction.told': ['levée d’une limitation annoncée', 'person told of a lifting', 'Aufhebung einer Einschränkung angekündigt'],
  'restriction.reviewed': ['limitation réexaminée', 'restriction reviewed', 'Einschränkung überprüft'],
  'restriction.lifted': ['limitation levée', 'restriction lifted', 'Einschränkung aufgehoben'],
  'erasure.started': ['effacement lancé', 'erasure started', 'Löschung gestartet'],
  'request.registered': ['demande enregistrée', 'request registered', 'Anfrage eingetragen'],
  'request.take': ['demande prise en charge', 'request taken on', 'Anfrage übernommen'],
  'request.ask-identity': ['preuve d’identité demandée', 'identity asked for', 'Identitätsnachweis verlangt'],
  'request.identity-given': ['identité donnée', 'identity given', 'Identität nachgewiesen'],
  'request.give-up-identity': ['identité non établie', 'identity not established', 'Identität nicht festgestellt'],
  'request.decide': ['demande décidée', 'request decided', 'Anfrage entschieden'],
  'request.reopen': ['décision reprise', 'decision taken back', 'Entscheidung zurückgenommen'],
  'request.answer': ['demande répondue', 'request answered', 'Anfrage beantwortet'],
  'request.withdraw': ['demande retirée par la personne', 'request taken back by the person', 'Anfrage von der Person zurückgezogen'],
  'request.close': ['demande close', 'request closed', 'Anfrage abgeschlossen'],
  'request.extended': ['délai prolongé', 'term extended', 'Frist verlängert'],
  'request.classified': ['nature de la demande changée', 'kind of request changed', 'Art der Anfrage geändert'],
  'request.person-named': ['personne reconnue', 'person named', 'Person zugeordnet'],
  'request.forwarded': ['demande transmise au client', 'request forwarded to the client', 'Anfrage an den Kunden weitergeleitet'],
  'identity.asked': ['preuve d’identité demandée', 'proof of identity asked for', 'Identitätsnachweis verlangt'],
  'identity.verified': ['identité vérifiée', 'identity verified', 'Identität geprüft'],
  'identity.refused': ['preuve d’identité refusée', 'proof of identity refused', 'Identitätsnachweis abgelehnt'],
  'identity.copy-received': ['copie d’une pièce d’identité reçue', 'copy of an identity document received', 'Ausweiskopie erhalten'],
  'identity.mode': ['mode d’identification réglé', 'identity mode set', 'Identifizierung eingestellt'],
  'letter.released': ['lettre établie', 'letter released', 'Brief freigegeben'],
  'letter.sent': ['lettre partie', 'letter sent', 'Brief abgesandt'],
  'package.begun': ['dossier commencé', 'package begun', 'Paket begonnen'],
  'package.read': ['dossier relu', 'package read', 'Paket gelesen'],
  'package.redactions': ['masquages du dossier décidés', 'redactions of a package decided', 'Schwärzungen eines Pakets entschieden'],
  'package.made': ['dossier établi', 'package made', 'Paket erstellt'],
  'package.downloaded': ['dossier téléchargé', 'package downloaded', 'Paket heruntergeladen'],
  'package.link': ['lien vers le dossier envoyé', 'link to a package sent', 'Link zum Paket gesendet'],
  'do-not-recreate.searched': ['liste « ne pas recréer » interrogée', 'do-not-recreate list searched', 'Liste „nicht neu anlegen“ abgefragt'],
  'do-not-recreate.taken-off': ['retrait de la liste « ne pas recréer »', 'taken off the do-not-recreate list', 'von der Liste „nicht neu anlegen“ genommen'],
  'do-not-recreate.told': ['personne revenue informée', 'returning person told', 'wiederkehrende Person unterrichtet'],
  'do-not-recreate.reviewed': ['liste « ne pas recréer » réexaminée', 'do-not-recreate list reviewed', 'Liste „nicht neu anlegen“ überprüft'],
} as const satisfies Readonly<Record<string, Three>>;

export type ActivityWord = keyof typeof words;
export const activityWords = Object.keys(words) as readonly ActivityWord[];
/** What is written into the trail: a closed word, and where it says more, a code of a closed list behind it; never a value. */
export type ActivityAction = ActivityWord | `${ActivityWord}${' ' | ': '}${string}`;

const indexOf: Readonly<Record<RequestLanguage, 0 | 1 | 2>> = { fr: 0, en: 1, de: 2 };
const isWord = (text: string): text is ActivityWord => Object.hasOwn(words, text);

/**
 * An act as somebody reads it. What stands behind the word is said by `detailIn`, which answers null for what it does not know; an act of
 * another version stays as it was written.
 */
export function activityIn(action: string, language: RequestLanguage, detailIn: (code: string) => string | null): string {
  const [word = '', ...more] = action.split(/:? /);
  if (!isWord(word)) return action;
  const details = more.map(detailIn).filter((detail) => detail !== null);
  return `${words[word][indexOf[language]]}${details.length > 0 ? ` (${details.join(', ')})` : ''}`;
}
