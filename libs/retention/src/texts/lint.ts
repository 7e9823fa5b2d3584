import { createHash } from 'node:crypto';
import { languageOf, type TextLanguage } from './language';

export const lintRules = ['placeholder', 'foreign-product', 'mixed-language', 'translation-unchanged'] as const;
export type LintRule = (typeof lintRules)[number];

/** Something in a text that stops its publication until somebody named waives it, and where. */
export interface Finding {
  /** Follows from rule, language and words, not from the line: it stays when the text above changes. */
  readonly id: string;
  readonly rule: LintRule;
  readonly language: TextLanguage;
  /** From 1. */
  readonly line: number;
  /** The words that were found. */
  readonly words: string;
}

/** What templates leave behind (D1). */
const placeholders = [
  /\bheading \d\b/giu, /\btitre \d\b/giu, /\büberschrift \d\b/giu, /\blorem ipsum\b/giu, /\bdolor sit amet\b/giu, /\bto-?do\b/giu, /\bfixme\b/giu, /\btbd\b/giu, /\bà compléter\b/giu, /\bx{3,}\b/giu,
  /\[(?:nom|name|société|company|date|datum|adresse|address|e-?mail|insert|insérer|your|votre)[^\]]*\]/giu, /\{\{[^}]*\}\}/gu, /<(?:nom|name|date|insert)[^>]*>/giu, /\b(?:your|ihr) company name\b/giu, /\bexample company\b/giu, /_{4,}|\.{5,}|\?{3,}/gu,
];

/** Products of others whose own texts are pasted by mistake; this company's processors are named in the list of recipients. */
const products = ['HubSpot', 'Salesforce', 'Mailchimp', 'WordPress', 'Shopify', 'Wix', 'Squarespace', 'Zendesk', 'Marketo', 'Pipedrive', 'Iubenda', 'Termly', 'Axeptio', 'OneTrust', 'Zoho', 'Brevo', 'Sendinblue', 'ChatGPT', 'Copilot'];
const product = new RegExp(`\\b(?:${products.join('|')})\\b`, 'giu');

const idOf = (rule: LintRule, language: TextLanguage, words: string): string =>
  createHash('sha256').update(`${rule}|${language}|${words.toLowerCase().replace(/\s+/g, ' ').trim()}`).digest('hex').slice(0, 16);

const finding = (rule: LintRule, language: TextLanguage, line: number, words: string): Finding => ({ id: idOf(rule, language, words), rule, language, line, words: words.slice(0, 120) });

/** Sentences, and in headings the parts between strokes: a title in three languages is three parts. */
const partsOf = (line: string): string[] => line.replace(/^\s*(?:#+|[-*])\s+/, '').split(line.startsWith('#') ? /\s+[/|–—]\s+/ : /(?<=[.!?;:])\s+/);

/**
 * Reads a text of the privacy policy for what must not be published by mistake (D1): placeholder words, names of foreign
 * products, sentences in another language than the text's.
 */
export function lintText(language: TextLanguage, body: string): readonly Finding[] {
  const findings = body.split('\n').flatMap((line, index) => {
    const at = index + 1;
    const matches = (rule: LintRule, pattern: RegExp): Finding[] => [...line.matchAll(pattern)].map(([words]) => finding(rule, language, at, words));
    const mixed = partsOf(line).flatMap((part) => {
      const found = languageOf(part);
      return found === null || found === language ? [] : [finding('mixed-language', language, at, part)];
    });
    return [...placeholders.flatMap((pattern) => matches('placeholder', pattern)), ...matches('foreign-product', product), ...mixed];
  });
  return findings.filter((one, index) => findings.findIndex((other) => other.id === one.id) === index);
}

export interface TextBody {
  readonly language: TextLanguage;
  readonly body: string;
}

/** All texts of a publication; a translation that stayed while its original changed is found too. */
export function lintTexts(authoritative: TextLanguage, texts: readonly TextBody[], before: readonly TextBody[]): readonly Finding[] {
  const old = (language: TextLanguage): string | undefined => before.find((text) => text.language === language)?.body;
  const now = (language: TextLanguage): string | undefined => texts.find((text) => text.language === language)?.body;
  const originalChanged = old(authoritative) !== undefined && old(authoritative) !== now(authoritative);
  return texts.flatMap(({ language, body }) => {
    const stale = originalChanged && language !== authoritative && old(language) === body;
    const [title = ''] = body.split('\n');
    return [...lintText(language, body), ...(stale ? [finding('translation-unchanged', language, 1, title)] : [])];
  });
}
