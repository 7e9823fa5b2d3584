import { existsSync, readFileSync } from 'node:fs';
import { parseSiren } from '@oubli/people';
import { z } from 'zod';

/** What holds personal records: the database, the queue (ids only), the data folder (keys, checkpoints, logs), and every backup. */
export const storeKinds = ['database', 'queue', 'data-folder', 'backup'] as const;
export type StoreKind = (typeof storeKinds)[number];

/** Where one store stands and who provides it (R11). */
export interface StorageLocation {
  readonly store: StoreKind;
  /** What it is called, where there are several: a backup target. */
  readonly name?: string | undefined;
  readonly provider: string;
  /** `siren:` and nine digits, or `lei:` and twenty characters. */
  readonly identifier: string;
  /** ISO 3166-1 alpha-2 of the place where the machine stands. */
  readonly country: string;
}

/** The country the privacy policy promises. */
const promised = 'FR';

const countries = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
/** Codes that ISO keeps for users, and groups of countries: no machine stands there. */
const nowhere = new Set(['EU', 'EZ', 'UN', 'QO', 'ZZ', 'XA', 'XB']);
const isCountry = (code: string): boolean => /^[A-Z]{2}$/.test(code) && !nowhere.has(code) && countries.of(code) !== undefined;

/** Legal Entity Identifier (ISO 17442): eighteen characters and two check digits, ISO 7064 mod 97-10. */
export function isLei(text: string): boolean {
  if (!/^[A-Z0-9]{18}[0-9]{2}$/.test(text)) return false;
  return BigInt([...text].map((c) => parseInt(c, 36)).join('')) % 97n === 1n;
}

function identifierProblem(text: string): string | null {
  const [kind, value] = [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)];
  if (kind === 'lei') return isLei(value) ? null : 'is not an LEI with right check digits';
  if (kind !== 'siren') return 'is neither siren: nor lei:';
  const siren = parseSiren(value);
  return siren.ok ? null : siren.rule;
}

const locationSchema = z.strictObject({
  store: z.enum(storeKinds),
  name: z.string().trim().min(1).max(80).optional(),
  provider: z.string().trim().min(1).max(120),
  identifier: z.string().superRefine((text, context) => {
    const problem = identifierProblem(text);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  }),
  country: z.string().refine(isCountry, { message: 'is not a country code of ISO 3166, such as FR' }),
});
const fileSchema = z.array(locationSchema);

const labelOf = ({ store, name }: StorageLocation): string => (name === undefined ? store : `${store} ${JSON.stringify(name)}`);

/**
 * Reads where the stores stand. @param file JSON, a list of locations
 * @throws Error in one line: no file, or the entry and field that are wrong
 */
export function readStorageLocations(file: string): readonly StorageLocation[] {
  if (!existsSync(file)) {
    throw new Error(`Where the data stand is not written down: put database, data folder, queue and backups with provider and country into ${file} (docs/settings.md). Oubli does not start.`);
  }
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file} is not JSON. Oubli does not start.`, { cause: error });
  }
  const parsed = fileSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${file}: ${issue === undefined ? 'is not a list of locations' : `entry ${issue.path.map(String).join('.')} ${issue.message}`}. Oubli does not start.`);
}

/**
 * Everything that contradicts the promise to host in France (R11), in sentences: a store nobody entered, and one in a country
 * that is neither France nor allowed by name.
 * @param needed stores this installation uses
 * @param allowed country codes
 */
export function residencyProblems(locations: readonly StorageLocation[], needed: readonly StoreKind[], allowed: readonly string[]): string[] {
  const missing = needed.filter((kind) => !locations.some((l) => l.store === kind)).map((kind) => `nobody entered where the ${kind} stands`);
  const outside = locations
    .filter((l) => l.country !== promised && !allowed.includes(l.country))
    .map((l) => `the ${labelOf(l)} stands in ${countries.of(l.country) ?? l.country}: move it, or allow that country with OUBLI_ALLOWED_COUNTRIES=${[...allowed, l.country].join(',')}`);
  return [...missing, ...outside];
}

/** Is every store entered, and in France or an allowed country? @throws Error in one line */
export function assertResidency(storage: { readonly file: string; readonly allowed: readonly string[] }, needed: readonly StoreKind[]): readonly StorageLocation[] {
  const locations = readStorageLocations(storage.file);
  const problems = residencyProblems(locations, needed, storage.allowed);
  if (problems.length > 0) throw new Error(`The privacy policy promises hosting in France, and ${problems.join('; ')} (${storage.file}). Oubli does not start.`);
  return locations;
}

/** Stores of an installation; backups are wherever somebody entered one. */
export const storesOf = (redisUrl: string | null): readonly StoreKind[] => (redisUrl === null ? ['database', 'data-folder'] : ['database', 'data-folder', 'queue']);
