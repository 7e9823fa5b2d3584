import { effect, inject, Injectable, signal } from '@angular/core';
import { lawIn } from '@oubli/contracts/law';
import { I18n } from '../i18n/i18n';
import { columnNames, recordTypeNames } from '../i18n/messages';
import { categoryNames, germanRecordTypes, type PublicKey, publicWords } from './words';

export const publicLanguages = ['fr', 'en', 'de'] as const;
export type PublicLanguage = (typeof publicLanguages)[number];
export const languageNames: Readonly<Record<PublicLanguage, string>> = { fr: 'Français', en: 'English', de: 'Deutsch' };

const indexOf = { fr: 0, en: 1, de: 2 } as const;
const locales = { fr: 'fr-FR', en: 'en-GB', de: 'de-DE' } as const;

/** The pages for persons speak three languages; the console, two. */
@Injectable({ providedIn: 'root' })
export class Speech {
  private readonly i18n = inject(I18n);
  private readonly current = signal<PublicLanguage>(navigator.language.toLowerCase().startsWith('de') && !this.i18n.chosen ? 'de' : this.i18n.language());
  readonly language = this.current.asReadonly();

  constructor() {
    effect(() => (document.documentElement.lang = this.current()));
  }

  choose(language: PublicLanguage): void {
    this.current.set(language);
    if (language !== 'de') this.i18n.choose(language);
  }

  /** A sentence, with `{name}` replaced. A key that ends in `.n` has two forms, `one|many`, chosen by `n`. */
  say(key: PublicKey, values: Readonly<Record<string, string | number>> = {}): string {
    const text: string = publicWords[key][indexOf[this.current()]];
    const form = key.endsWith('.n') ? this.plural(text, Number(values['n'])) : text;
    return form.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
  }

  private plural(text: string, count: number): string {
    const [one = '', many = one] = text.split('|');
    return new Intl.PluralRules(locales[this.current()]).select(count) === 'one' ? one : many;
  }

  /** A closed word in a group, `kind.access`; one that came later stands as it is. */
  word(group: string, word: string): string {
    const key = `${group}.${word}`;
    return Object.hasOwn(publicWords, key) ? this.say(key as PublicKey) : word;
  }

  recordType(type: string): string {
    const names = recordTypeNames[type];
    const language = this.current();
    return (language === 'de' ? germanRecordTypes[type] : names?.[language]) ?? type.replaceAll('-', ' ');
  }

  column(name: string, category: string): string {
    const language = this.current();
    return (language === 'de' ? categoryNames[category] : columnNames[name]?.[language === 'fr' ? 0 : 1]) ?? name;
  }

  law(references: readonly string[]): string {
    return [...new Set(references.map((reference) => lawIn(reference, this.current())))].join('; ');
  }

  day(day: string | null): string {
    return day === null ? '' : new Intl.DateTimeFormat(locales[this.current()], { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
  }
}
