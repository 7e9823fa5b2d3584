import { activityIn, lawIn } from '@oubli/contracts';
import { type LawfulBasis, type Origin, purposes } from '@oubli/personal-data';
import type { PackageKind, PackageLanguage } from '@oubli/rights';
import { csvLine } from '../export/csv';
import { type CollectedRecord, type HeldRow, type HeldValue, textOf } from './collect';
import { headingOf, labelOf } from '../letters/plain-words';
import { basisWords, categoryWords, originWords, phaseWords, purposeWords, sentences } from './words';

/** A value as it stands in the package. */
export interface ShownValue extends HeldValue {
  /** In whole or in part taken out, because it tells of somebody else. */
  readonly redacted: boolean;
}

export interface ShownRow extends Omit<HeldRow, 'values'> {
  readonly values: readonly ShownValue[];
}

export interface ShownRecord extends Omit<CollectedRecord, 'values' | 'parts'> {
  readonly values: readonly ShownValue[];
  readonly parts: readonly ShownRow[];
}

/** One file of a package as text, piece by piece. */
export interface PackageFile {
  begin(): string;
  record(record: ShownRecord): string;
  end(own: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>): string;
}

/** A name as words. */
const camel = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
/** What a person reads above records of a type. */
export const recordHeading = (language: PackageLanguage, recordType: string): string => headingOf(recordType, language) ?? camel(recordType.replaceAll('-', ' '));

/** What a person reads beside a value: its plain name, or its kind with the name it has in data.json. */
export const valueLabel = (language: PackageLanguage, { name, column }: ShownValue): string => labelOf(name, language) ?? `${categoryWords[column.category][language]} (${camel(name)})`;

/** A sentence of a package in its language. */
export const word = (language: PackageLanguage, key: keyof typeof sentences, more: Readonly<Record<string, string>> = {}): string =>
  Object.entries(more).reduce((text, [name, value]) => text.replace(`{${name}}`, value), sentences[key][language] as string);

/** Bytes of a file given in base64. */
const bytesOf = (base64: string): number => Buffer.from(base64, 'base64').length;

function jsonValue(language: PackageLanguage, { column, value, kind, name, redacted }: ShownValue): Record<string, unknown> {
  const shown = value === null ? null : kind === 'secret' ? secretOf(language, name) : value;
  return { name, category: column.category, ...(column.purposes && { purposes: column.purposes }), value: shown, ...(kind === 'file' && value !== null && !redacted && { encoding: 'base64' }), ...(redacted && { redacted: true }) };
}

const secretOf = (language: PackageLanguage, name: string): string => word(language, /password/i.test(name) ? 'passwordHash' : name === 'contentSealed' ? 'identityCopy' : 'secret');

/** Machine-readable: one object, its records one a line. */
export function jsonFile(kind: PackageKind, language: PackageLanguage, personId: string, day: string): PackageFile {
  let first = true;
  return {
    begin: () => `{"kind":${JSON.stringify(kind)},"person":${JSON.stringify(personId)},"madeOn":${JSON.stringify(day)},"records":[`,
    record: ({ declaration, id, phase, origin, collectedOn, purposes, bases, until, held, legalReferences, sources, values, parts }) => {
      const text = JSON.stringify({
        record: `${declaration.recordType}/${id}`, phase, origin, sources, collectedOn, purposes, bases, until, held, legalReferences, fields: values.map((value) => jsonValue(language, value)),
        ...(parts.length > 0 && { parts: parts.map((part) => ({ record: `${part.declaration.recordType}/${part.id}`, fields: part.values.map((value) => jsonValue(language, value)) })) }),
      });
      const line = `${first ? '\n' : ',\n'}${text}`;
      first = false;
      return line;
    },
    end: (own) => `\n]${kind === 'access' ? `,"own":${JSON.stringify(own)}` : ''}}\n`,
  };
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/g, (letter) => entities[letter] ?? letter);

const style = `body{font:15px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1b1b1f;background:#fff}h1{font-size:1.6rem}h2{margin-top:2.5rem;border-bottom:2px solid #445}
section{break-inside:avoid;margin:1rem 0 1.6rem}h3{font-size:1rem;margin:.4rem 0}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.25rem .5rem;border-bottom:1px solid #ccd;overflow-wrap:anywhere}
th{width:34%;font-weight:600}small{color:#556}mark{background:#eee;color:#333}@media print{body{margin:0;font-size:11pt}}`;

/** A value as a person reads it. */
export function shownText(language: PackageLanguage, { value, kind, name, redacted }: ShownValue): string {
  if (kind === 'secret') return secretOf(language, name);
  if (kind === 'file' && !redacted) return word(language, 'file', { n: String(bytesOf(textOf(value))) });
  return textOf(value);
}

const tableOf = (language: PackageLanguage, values: readonly ShownValue[]): string =>
  `<table>${values.filter(({ value }) => value !== null).map((value) => {
    const text = escape(shownText(language, value));
    return `<tr><th>${escape(valueLabel(language, value))}</th><td>${value.redacted ? `<mark>${text}</mark>` : text}</td></tr>`;
  }).join('')}</table>`;

/** For a person to read and print: nothing in it is fetched from anywhere, and nothing in it runs. */
export function htmlFile(kind: PackageKind, language: PackageLanguage, day: string): PackageFile {
  let type = '';
  const title = word(language, kind);
  return {
    begin: () => `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${escape(title)}</title><style>${style}</style></head><body><h1>${escape(title)}</h1><p>${escape(word(language, kind === 'access' ? 'accessArticle' : 'portabilityArticle', { day }))} ${escape(word(language, 'readable'))}</p>`,
    record: (record) => {
      const head = record.declaration.recordType === type ? '' : `<h2>${escape(recordHeading(language, record.declaration.recordType))}</h2>`;
      type = record.declaration.recordType;
      const rows = factsOf(language, record).map(([name, text]) => `<tr><th><small>${escape(name)}</small></th><td><small>${escape(text)}</small></td></tr>`).join('');
      const parts = record.parts.map((part) => `<h3>${escape(recordHeading(language, part.declaration.recordType))}</h3>${tableOf(language, part.values)}`).join('');
      return `${head}<section>${tableOf(language, record.values)}${parts}<table>${rows}</table></section>`;
    },
    end: (own) => `${kind === 'access' ? ownSections(language, own) : ''}</body></html>\n`,
  };
}

/** Origin, collection, purposes, basis, end and its reason, as sentences. */
export function factsOf(language: PackageLanguage, { origin, sources, collectedOn, purposes, bases, until, held, legalReferences, phase }: ShownRecord): [string, string][] {
  const from = [origin === null ? '' : (originWords[origin]?.[language] ?? origin), ...sources].filter((text) => text !== '').join(', ');
  return [
    [word(language, 'origin'), from], [word(language, 'collected'), collectedOn ?? '–'], [word(language, 'purposes'), purposes.map((p) => purposeWords[p][language]).join(', ')], [word(language, 'basis'), bases.map((basis) => basisWords[basis][language]).join(', ') || '–'],
    [word(language, 'state'), [phaseWords[phase][language], ...(held ? [word(language, 'held')] : [])].join('; ')], [word(language, 'until'), until ?? word(language, 'noEnd')], [word(language, 'because'), legalReferences.map((reference) => lawIn(reference, language)).join('; ') || '–'],
  ];
}

/** What is held about her beside her records, in the order in which it is told. */
export const ownKeys = ['recipients', 'holds', 'restrictions', 'clocks', 'consultations', 'archiveReads'] as const;

/** A field of what is told beside her records, by a name she can read. */
const ownLabel = (language: PackageLanguage, name: string): string => labelOf(name, language) ?? camel(name);

/** A value told beside her records: an act of staff in words, everything else as it stands. */
function ownText(language: PackageLanguage, name: string, value: unknown): string {
  if (name !== 'action' || typeof value !== 'string') return textOf(value);
  return activityIn(value, language, (code) => {
    const purpose = purposes.find((p) => p === code);
    return purpose ? purposeWords[purpose][language] : null;
  });
}

/** What is told beside her records, as lines of name and text. */
export const ownLines = (language: PackageLanguage, row: Readonly<Record<string, unknown>>): { readonly name: string; readonly text: string }[] =>
  Object.entries(row).filter(([, value]) => value !== null).map(([name, value]) => ({ name: ownLabel(language, name), text: ownText(language, name, value) }));

function ownSections(language: PackageLanguage, own: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>): string {
  return ownKeys.map((key) => {
    const rows = own[key] ?? [];
    const tables = rows.map((row) => `<table>${ownLines(language, row).map(({ name, text }) => `<tr><th><small>${escape(name)}</small></th><td>${escape(text)}</td></tr>`).join('')}</table>`);
    return `<h2>${escape(word(language, key))}</h2>${rows.length === 0 ? `<p>${escape(word(language, 'none'))}</p>` : tables.join('<br>')}`;
  }).join('');
}

/** A table of one record type, a line a record. */
export function csvFile(): PackageFile {
  let begun = false;
  return {
    begin: () => '\ufeff',
    record: ({ id, collectedOn, values }) => {
      const head = begun ? '' : csvLine(['id', 'collectedOn', ...values.map((value) => value.name)]);
      begun = true;
      return head + csvLine([id, collectedOn, ...values.map(({ value }) => (value === null || typeof value === 'number' ? value : textOf(value)))]);
    },
    end: () => '',
  };
}

const portableBases: ReadonlySet<LawfulBasis> = new Set(['consent', 'contract']);
/** Worked out by the house: nobody provided it. */
const derivedNames: ReadonlySet<string> = new Set(['searchKey', 'accountShown']);
const derivedCategories: ReadonlySet<string> = new Set(['user.work.evaluation', 'user.authorization.credentials', 'record.structure', 'record.state']);
const provided: Origin = 'person';

/** What Art. 20(1) GDPR lets a person take with her: what she provided, under consent or contract as the register of purposes states them today; null where nothing of a record is. */
export function portable(record: CollectedRecord): CollectedRecord | null {
  if (record.origin !== provided) return null;
  const of = (row: HeldRow): HeldValue[] => row.values.filter(({ name, column, kind, bases }) =>
    kind !== 'secret' && bases.some((basis) => portableBases.has(basis)) && !derivedNames.has(name) && !derivedCategories.has(column.category));
  const parts = record.parts.map((part) => ({ ...part, values: of(part) })).filter((part) => part.values.some((value) => value.value !== null));
  const values = of(record);
  return values.some((value) => value.value !== null) || parts.length > 0 ? { ...record, values, parts } : null;
}
