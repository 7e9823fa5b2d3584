import type { RequestLanguage } from '../requests/words';

type Three = Readonly<Record<RequestLanguage, string>>;

/** French codes as they are cited, and their names; the genitive is what stands after the article. */
const codes: readonly (readonly [cited: string, names: Three])[] = [
  ['C. com.', { fr: 'du Code de commerce', en: 'of the French Commercial Code', de: 'des französischen Handelsgesetzbuchs' }],
  ['C. civ.', { fr: 'du Code civil', en: 'of the French Civil Code', de: 'des französischen Zivilgesetzbuchs' }],
  ['C. trav.', { fr: 'du Code du travail', en: 'of the French Labour Code', de: 'des französischen Arbeitsgesetzbuchs' }],
  ['CSS', { fr: 'du Code de la sécurité sociale', en: 'of the French Social Security Code', de: 'des französischen Sozialgesetzbuchs' }],
  ['CMF', { fr: 'du Code monétaire et financier', en: 'of the French Monetary and Financial Code', de: 'des französischen Währungs- und Finanzgesetzbuchs' }],
  ['LPF', { fr: 'du Livre des procédures fiscales', en: 'of the French Tax Procedures Code', de: 'des französischen Steuerverfahrensgesetzbuchs' }],
  ['CPCE', { fr: 'du Code des procédures civiles d’exécution', en: 'of the French Code of Civil Enforcement', de: 'des französischen Zwangsvollstreckungsgesetzbuchs' }],
  ['CGI ann. III', { fr: 'de l’annexe III au Code général des impôts', en: 'of Annex III to the French General Tax Code', de: 'der Anlage III zum französischen Steuergesetzbuch' }],
];

/** What the authority publishes, by how the policies cite it. */
const guides: readonly (readonly [cited: RegExp, names: Three])[] = [
  [/^CNIL,? (?:recruitment guide,? (?:30 January )?2023|guide du recrutement \(2023\))$/, { fr: 'guide du recrutement de la CNIL (2023)', en: 'recruitment guide of the CNIL (2023)', de: 'Leitfaden der CNIL zur Personalauswahl (2023)' }],
  [/^CNIL, référentiel gestion commerciale \(?2022\)?$/, { fr: 'référentiel de la CNIL sur la gestion commerciale (2022)', en: 'reference framework of the CNIL for customer management (2022)', de: 'Referenzrahmen der CNIL zur Kundenverwaltung (2022)' }],
  [/^CNIL, recommandation journalisation, October 2021$/, { fr: 'recommandation de la CNIL sur la journalisation (2021)', en: 'recommendation of the CNIL on logging (2021)', de: 'Empfehlung der CNIL zur Protokollierung (2021)' }],
  [/^privacy policy, legal bases$/, { fr: 'politique de confidentialité, bases légales', en: 'privacy policy, legal bases', de: 'Datenschutzerklärung, Rechtsgrundlagen' }],
];

/** What is cited by a number alone, which takes the place of `#`. */
const numbered: readonly (readonly [cited: RegExp, names: Three])[] = [
  [/^(SAN-\d{4}-\d+)$/, { fr: 'décision # de la CNIL', en: 'decision # of the CNIL', de: 'Entscheidung # der CNIL' }],
  [/^recital (\d+)$/, { fr: 'considérant # du RGPD', en: 'recital # GDPR', de: 'Erwägungsgrund # DSGVO' }],
  [/^Art\. (\d+) loi informatique et libertés$/, { fr: 'article # de la loi Informatique et Libertés', en: 'Article # of the French Data Protection Act', de: 'Artikel # des französischen Datenschutzgesetzes' }],
];

const and: Three = { fr: ' et ', en: ' and ', de: ' und ' };

/** A list as a sentence has it: "a, b and c". */
export const listed = (parts: readonly string[], language: RequestLanguage): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')}${and[language]}${parts.at(-1) ?? ''}`;

const letterOrNumber = (part: string, language: RequestLanguage): string => {
  if (/^\d/.test(part)) return language === 'fr' ? `paragraphe ${part}` : `Absatz ${part}`;
  return language === 'fr' ? `point ${part})` : `Buchstabe ${part}`;
};

/** "17(3)(b)", "12 to 22" or, after "and", "(e)", with its parts named. */
function pieceOf(piece: string, language: 'fr' | 'de'): string {
  const range = /^(\d+) to (\d+)$/.exec(piece);
  if (range) return language === 'fr' ? `articles ${range[1] ?? ''} à ${range[2] ?? ''}` : `Artikel ${range[1] ?? ''} bis ${range[2] ?? ''}`;
  const parts = [...piece.matchAll(/\(([0-9a-z]+)\)/g)].map(([, part]) => letterOrNumber(part ?? '', language));
  const article = /^\d+/.exec(piece)?.[0];
  return [...(article ? [`${language === 'fr' ? 'article' : 'Artikel'} ${article}`] : []), ...parts].join(language === 'fr' ? ', ' : ' ');
}

function regulation(pieces: readonly string[], language: RequestLanguage): string {
  if (language === 'en') return `Article ${pieces.join(' and ')} GDPR`;
  const said = pieces.map((piece) => pieceOf(piece, language)).join(and[language]);
  return language === 'de' ? `${said} DSGVO` : `${said}${/\(/.test(pieces.join('')) ? ', ' : ' '}du RGPD`;
}

function one(reference: string, language: RequestLanguage): string {
  const text = reference.replace(/\s*\([^()]*\s[^()]*\)/g, '').trim();
  const gdpr = /^Art\. (\d+(?:\([0-9a-z]+\))*(?: and (?:\d+ to \d+|\d*(?:\([0-9a-z]+\))*))*) GDPR$/.exec(text)?.[1];
  if (gdpr) return regulation(gdpr.split(' and '), language);
  const guide = guides.find(([cited]) => cited.test(text));
  if (guide) return guide[1][language];
  for (const [cited, names] of numbered) {
    const number = cited.exec(text)?.[1];
    if (number !== undefined) return names[language].replace('#', number);
  }
  const code = codes.find(([cited]) => text.startsWith(`${cited} `));
  if (!code) return text;
  const articles = text.slice(code[0].length + 1).split(/, | and /);
  const word = { fr: articles.length > 1 ? 'articles' : 'article', en: articles.length > 1 ? 'Articles' : 'Article', de: 'Artikel' }[language];
  return `${word} ${listed(articles, language)} ${code[1][language]}`;
}

/**
 * References as policies and floors hold them ("Art. 17(3)(b) GDPR; C. com. L123-22"), as a sentence of the language says them.
 * Remarks in brackets are left out; what is no known form, such as a text a company cites itself, stays as it was written.
 */
export const lawIn = (reference: string, language: RequestLanguage): string => listed([...new Set(reference.split(';').map((part) => one(part.trim(), language)))], language);
