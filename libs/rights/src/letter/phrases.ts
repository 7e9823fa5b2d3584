import type { Capacity } from '@oubli/company';
import type { ExtensionReason, RefusalReason, RequestKind } from '@oubli/contracts';
import type { ClaimKind } from '@oubli/retention';

/** What one language says. Every sentence is whole: nothing is put together from words of two languages. */
export interface Phrases {
  /** A calendar date in words. */
  day(day: string): string;
  /** What was asked for, as a title has it. */
  readonly asked: Readonly<Record<RequestKind, string>>;
  title(number: string, asked: string): string;
  readonly subject: string;
  dated(day: string): string;
  readonly greeting: string;
  readonly closing: string;
  opening(kind: RequestKind, number: string, received: string): string;
  readonly acknowledged: (answer: string) => string;
  readonly acknowledgedIdentity: string;
  readonly identityAsked: readonly string[];
  readonly identityCopy: string;
  readonly identityNoCopy: string;
  extended(reason: ExtensionReason, answer: string): readonly string[];
  readonly granted: Readonly<Record<RequestKind, string>>;
  readonly partly: string;
  readonly refused: Readonly<Record<RequestKind, string>>;
  readonly whyIntro: string;
  /** Each with its article. */
  readonly reasons: Readonly<Record<RefusalReason, string>>;
  /** Before what somebody added in her own words. */
  readonly inParticular: string;
  readonly answered: string;
  readonly notIdentified: readonly string[];
  forwarded(client: string): readonly string[];
  readonly withdrawn: readonly string[];
  readonly restrictionPlaced: readonly string[];
  restrictionLifting(from: string): readonly string[];
  readonly restLeft: readonly string[];
  readonly erasedIntro: string;
  readonly erasedAll: string;
  readonly keptIntro: string;
  /** A line of what is gone or kept: the kind of record and its fields. */
  named(record: string, fields: string): string;
  readonly claims: Readonly<Record<Exclude<ClaimKind, 'erasure'>, string>>;
  because(claim: string, law: string | null): string;
  kept(from: string | null, until: string): string;
  readonly keptOpen: string;
  readers(purposes: string): string;
  readonly keptAfter: string;
  backups(days: number): string;
  readonly recipientsTold: string;
  /** Her identifiers were put on the do-not-recreate list, and what is true where they were not. */
  readonly notRecreated: string;
  readonly notListed: string;
  remedies(authority: string, address: string, url: string): readonly string[];
  represented(name: string, capacity: string): string;
  readonly capacities: Readonly<Record<Capacity, string>>;
  officer(officer: string): string;
  host(host: string): string;
  /** A sum of euros with its groups of digits. */
  amount(sum: number): string;
  capital(amount: string): string;
  register(city: string, number: string): string;
}

/** A calendar date as the language writes it; no clock is asked. */
export const inWords = (locale: string) => (day: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`));

/** A sum as the language groups its digits; cents only where there are any. */
export const grouped = (locale: string) => (sum: number): string =>
  new Intl.NumberFormat(locale, { minimumFractionDigits: Number.isInteger(sum) ? 0 : 2, maximumFractionDigits: 2 }).format(sum);
