import type { CompanyIdentity } from '@oubli/company';
import type { LetterTemplate, RequestKind, RequestLanguage } from '@oubli/contracts';
import { lintText } from '@oubli/retention';
import { negative } from './letter';

/** What somebody who edits a letter must not lose. */
export type MissingPart = 'number' | 'sender' | 'article' | 'authority' | 'courts' | 'placeholder';

const articles: Readonly<Record<RequestLanguage, RegExp>> = { fr: /\barticles? \d/i, en: /\bArticles? \d/i, de: /\bArtikel \d/i };
const courts: Readonly<Record<RequestLanguage, RegExp>> = { fr: /\btribunal\b/i, en: /\bcourts?\b/i, de: /\bgericht/i };

/** Nothing of it follows from the law: an answer, a request taken back, a complaint or question that is met. */
const withoutArticle = (template: LetterTemplate, kind: RequestKind): boolean =>
  template === 'answered' || template === 'withdrawn' || (template === 'granted' && (kind === 'complaint' || kind === 'question'));

/**
 * What a letter lacks as it is about to be sent: after an edit nobody may have lost the number, who writes, the articles, or in
 * a refusal or partial answer the authority with address and link and the way to a court (R65, R66, Art. 12(4) GDPR).
 */
export function missingParts(letter: { readonly template: LetterTemplate; readonly kind: RequestKind; readonly language: RequestLanguage; readonly text: string }, number: string, sender: CompanyIdentity): readonly MissingPart[] {
  const { template, kind, language, text } = letter;
  const has = (part: string): boolean => text.includes(part);
  const { controller, authority } = sender;
  const missing: MissingPart[] = [];
  const need = (part: MissingPart, there: boolean): void => void (there || missing.push(part));
  need('number', has(number));
  need('sender', has(controller.name) && has(controller.street));
  if (!withoutArticle(template, kind)) need('article', articles[language].test(text));
  if (negative.has(template)) {
    need('authority', has(authority.name) && has(authority.address) && has(authority.complaintsUrl));
    need('courts', courts[language].test(text));
  }
  need('placeholder', !lintText(language, text).some((finding) => finding.rule === 'placeholder'));
  return missing;
}
