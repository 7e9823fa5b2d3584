export const textLanguages = ['fr', 'en', 'de'] as const;
export type TextLanguage = (typeof textLanguages)[number];

/** Frequent words of each language that none of the others has: enough of them tell the language of a sentence. */
const telling: Readonly<Record<TextLanguage, readonly string[]>> = {
  fr: ['le', 'la', 'les', 'du', 'des', 'une', 'et', 'ou', 'nous', 'vous', 'votre', 'vos', 'notre', 'nos', 'pour', 'par', 'avec', 'dans', 'sur', 'est', 'sont', 'ne', 'pas', 'que', 'qui', 'ce', 'cette', 'ces', 'au', 'aux', 'leur', 'sans', 'après', 'données', 'droit', 'droits', 'durée', 'politique', 'confidentialité', 'traitement'],
  en: ['the', 'of', 'and', 'or', 'to', 'we', 'you', 'your', 'our', 'for', 'by', 'with', 'is', 'are', 'not', 'that', 'which', 'this', 'these', 'from', 'their', 'without', 'after', 'has', 'have', 'be', 'its', 'it', 'data', 'right', 'rights', 'period', 'privacy', 'policy', 'processing'],
  de: ['der', 'das', 'dem', 'den', 'und', 'oder', 'wir', 'sie', 'ihre', 'ihr', 'ihren', 'unsere', 'für', 'mit', 'ist', 'sind', 'nicht', 'dass', 'diese', 'dieser', 'von', 'zu', 'zur', 'zum', 'nach', 'ohne', 'auf', 'ein', 'eine', 'einer', 'werden', 'wird', 'daten', 'recht', 'rechte', 'frist', 'datenschutz', 'datenschutzrichtlinie', 'datenschutzerklärung', 'verarbeitung'],
};
const words: Readonly<Record<TextLanguage, ReadonlySet<string>>> = { fr: new Set(telling.fr), en: new Set(telling.en), de: new Set(telling.de) };

/** Words by which a heading of two or three words, which has no small words, is known. */
const titles: Readonly<Record<TextLanguage, RegExp>> = {
  fr: /\b(?:politique|confidentialité|données personnelles|conservation des|vos droits|responsable du|mentions)/iu,
  en: /\b(?:privacy policy|privacy notice|your rights|personal data|who we are|how long|contact us)/iu,
  de: /(?:datenschutz|ihre rechte|personenbezogene|verantwortlicher|aufbewahrung)/iu,
};

/**
 * The language a sentence or heading is in, or null where nothing tells: the one with most of its own frequent words, at least
 * two of them and twice as many as any other's. A heading is told by the words of a heading.
 */
export function languageOf(text: string): TextLanguage | null {
  const found = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const counts = textLanguages.map((language) => ({ language, hits: found.filter((word) => words[language].has(word)).length })).sort((a, b) => b.hits - a.hits);
  const [best, second] = counts;
  if (best && best.hits >= 2 && best.hits >= 2 * (second?.hits ?? 0)) return best.language;
  const named = found.length <= 6 ? textLanguages.filter((language) => titles[language].test(text)) : [];
  return named.length === 1 ? (named[0] ?? null) : null;
}
