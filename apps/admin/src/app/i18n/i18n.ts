import { computed, effect, Injectable, signal } from '@angular/core';
import { lawIn } from '@oubli/contracts/law';
import { clockNames, columnNames, english, eventNames, french, type MessageKey, recordTypeNames } from './messages';

export type Language = 'fr' | 'en';
const stored = 'oubli.language';
const dictionaries = { fr: french, en: english } as const;

/** The language of the console, and words, numbers and dates in it. */
@Injectable({ providedIn: 'root' })
export class I18n {
  private readonly current = signal<Language>(initial());
  readonly language = this.current.asReadonly();
  /** Did somebody choose on this machine? Then her account's language does not override it. */
  chosen = localStorage.getItem(stored) !== null;
  private readonly locale = computed(() => (this.current() === 'fr' ? 'fr-FR' : 'en-GB'));

  constructor() {
    effect(() => (document.documentElement.lang = this.current()));
  }

  use(language: Language): void {
    this.current.set(language);
  }

  choose(language: Language): void {
    localStorage.setItem(stored, language);
    this.chosen = true;
    this.current.set(language);
  }

  /** A sentence, with `{name}` replaced. A key that ends in `.n` has two forms, `one|many`, chosen by `n`. */
  t(key: MessageKey, values: Readonly<Record<string, string | number>> = {}): string {
    const text: string = dictionaries[this.current()][key];
    const count = values['n'];
    const form = key.endsWith('.n') && typeof count === 'number' ? this.plural(text, count) : text;
    return form.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name];
      return typeof value === 'number' ? this.number(value) : (value ?? '');
    });
  }

  private plural(text: string, count: number): string {
    const [one = '', many = one] = text.split('|');
    return new Intl.PluralRules(this.locale()).select(count) === 'one' ? one : many;
  }

  number(value: number): string {
    return new Intl.NumberFormat(this.locale()).format(value);
  }

  /** A calendar day, `2026-11-24`, in words; never shifted by a time zone. */
  day(day: string | null): string {
    if (day === null || !/^\d{4}-\d{2}-\d{2}/.test(day)) return day ?? '';
    return new Intl.DateTimeFormat(this.locale(), { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${day.slice(0, 10)}T00:00:00Z`));
  }

  month(month: string): string {
    return new Intl.DateTimeFormat(this.locale(), { month: 'short', year: '2-digit', timeZone: 'UTC' }).format(new Date(`${month}-01T00:00:00Z`));
  }

  /** An instant, in Paris. */
  instant(text: string | null): string {
    if (text === null || text === '') return '';
    const time = new Date(text.replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00'));
    return Number.isNaN(time.getTime()) ? text : new Intl.DateTimeFormat(this.locale(), { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Europe/Paris' }).format(time);
  }

  /** A length of time in the largest unit that says it whole: `300` is five minutes. */
  seconds(seconds: number): string {
    const [size, unit] = ([[3600, 'hour'], [60, 'minute']] as const).find(([s]) => seconds >= s && seconds % s === 0) ?? [1, 'second'];
    return new Intl.NumberFormat(this.locale(), { style: 'unit', unit, unitDisplay: 'long' }).format(seconds / size);
  }

  /** `P1Y6M` in words. */
  period(period: string): string {
    const parts = [...period.matchAll(/(\d+)([YMD])/g)].map(([, n, unit]) => {
      const unitName = unit === 'Y' ? 'year' : unit === 'M' ? 'month' : 'day';
      return new Intl.NumberFormat(this.locale(), { style: 'unit', unit: unitName, unitDisplay: 'long' }).format(Number(n));
    });
    return new Intl.ListFormat(this.locale(), { type: 'unit' }).format(parts);
  }

  /** A record type by its name; one that came after this console was built by its code. */
  recordType(type: string): string {
    const names = recordTypeNames[type];
    return names ? names[this.current()] : type.replaceAll('-', ' ');
  }

  /** A column in plain words; one that came after this console was built by its technical name. */
  column(name: string): string {
    return this.word(columnNames[name], name);
  }

  /** What a period counts from, in plain words. */
  clock(name: string): string {
    return this.word(clockNames[name] ?? columnNames[name], name);
  }

  /** References as policies hold them ("Art. 17(3)(b) GDPR; C. com. L123-22"), in words of the reader's language. */
  law(reference: string): string {
    return lawIn(reference, this.current());
  }

  /** A kind of dated event in plain words. */
  event(kind: string): string {
    return this.word(eventNames[kind], kind);
  }

  private word(names: readonly [string, string] | undefined, technical: string): string {
    return names ? names[this.current() === 'fr' ? 0 : 1] : technical.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll('-', ' ').toLowerCase();
  }
}

function initial(): Language {
  const kept = localStorage.getItem(stored);
  if (kept === 'fr' || kept === 'en') return kept;
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'fr';
}
