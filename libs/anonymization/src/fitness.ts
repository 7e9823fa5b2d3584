import { type Constant, type DateGrain, type PlaceGrain, placeGrains, type Treatment } from '@oubli/personal-data';
import { alignedDictionary, dictionary } from './dictionary';
import { departments, regionOf } from './french-places';
import { describeTreatment } from './treatment-class';

/** What the live catalogue says about a column. */
export interface ColumnFacts {
  readonly table: string;
  readonly column: string;
  /** As `format_type` prints it, without width. */
  readonly type: string;
  readonly maxLength: number | null;
  readonly notNull: boolean;
  readonly unique: boolean;
  readonly foreignKey: boolean;
  readonly generated: boolean;
  readonly identity: boolean;
  /** Definitions of CHECK constraints that read the column. */
  readonly checks: readonly string[];
}

const textTypes = new Set(['text', 'character varying', 'character', 'citext']);
const wholeNumbers: Readonly<Record<string, number>> = { smallint: 32_767, integer: 2_147_483_647, bigint: Number.MAX_SAFE_INTEGER };
const jsonTypes = new Set(['json', 'jsonb']);

const isPlaceGrain = (to: DateGrain | PlaceGrain): to is PlaceGrain => placeGrains.some((grain) => grain === to);

/**
 * Why a treatment cannot be done to a column, in plain words; empty when it fits. Asked when a version is frozen, so
 * that no run meets it half-way. What only the data can tell (a CHECK over two columns) is left to quarantine.
 */
export function fitProblems(treatment: Treatment, facts: ColumnFacts): string[] {
  if (treatment.kind === 'keep') return [];
  const at = `${facts.table}.${facts.column}`;
  const what = describeTreatment(treatment);
  const reasons = [
    ...(facts.generated ? ['PostgreSQL computes it from other columns'] : []),
    ...(facts.identity || facts.foreignKey ? ['it links rows'] : []),
    ...kindProblems(treatment, facts),
    ...widthProblem(treatment, facts),
  ];
  return reasons.map((because) => `${at} cannot be ${what}: ${because}.`);
}

/** What the type, NOT NULL and uniqueness of the column say against a treatment. */
function kindProblems(treatment: Exclude<Treatment, { kind: 'keep' }>, facts: ColumnFacts): string[] {
  const { type, unique, notNull } = facts;
  const unless = (fits: boolean, because: string): string[] => (fits ? [] : [because]);
  switch (treatment.kind) {
    case 'erase':
      if (treatment.constant === undefined) return unless(!notNull, 'it may not be null, so it needs a constant');
      return [...unless(!unique, 'it is unique, and a constant would stand in many rows'), ...unless(constantFits(treatment.constant, type), `the constant is not of type ${type}`)];
    case 'pseudonym':
      return unless(textTypes.has(type), `a token is text, the column is ${type}`);
    case 'fake':
      return [...unless(textTypes.has(type), `the words are text, the column is ${type}`), ...unless(!unique, 'it is unique, and words repeat')];
    case 'generalise':
      return [...unless(!unique, 'it is unique, and generalised values repeat'), ...grainProblems(treatment.to, facts)];
    case 'band':
      return [...unless(!unique, 'it is unique, and bands repeat'), ...bandProblems(treatment, type)];
    case 'json':
      return [...unless(jsonTypes.has(type), `only JSON has parts, the column is ${type}`), ...unless(!unique, 'it is unique, and what is left repeats')];
  }
}

function grainProblems(to: DateGrain | PlaceGrain, { type, notNull }: ColumnFacts): string[] {
  if (isPlaceGrain(to)) {
    if (!textTypes.has(type)) return [`only a postcode has a ${to}, the column is ${type}`];
    return notNull ? ['it may not be null, and what is no postcode becomes null'] : [];
  }
  const years = to === 'year' || to === 'decade';
  return type === 'date' || (years && Object.hasOwn(wholeNumbers, type)) ? [] : [`only dates${years ? ' and years' : ''} have a ${to}, the column is ${type}`];
}

function bandProblems({ width, top, bottom }: Extract<Treatment, { kind: 'band' }>, type: string): string[] {
  const limits = [width, top, bottom].filter((n) => n !== undefined);
  const highest = type === 'date' ? 9999 : wholeNumbers[type];
  if (highest === undefined) return type === 'numeric' ? [] : [`only numbers and dates have bands, the column is ${type}`];
  const whole = limits.every((n) => Number.isInteger(n) && Math.abs(n) <= highest) && (type !== 'date' || limits.every((n) => n > 0));
  return whole ? [] : [`width and limits are not whole numbers that ${type === 'date' ? 'are years' : `fit into ${type}`}`];
}

function widthProblem(treatment: Treatment, { maxLength }: ColumnFacts): string[] {
  if (maxLength === null) return [];
  const length = Math.max(0, ...writtenValues(treatment).map((value) => value.length));
  return length > maxLength ? [`it holds ${maxLength} characters and ${length} are written`] : [];
}

/** Every text a treatment may write, or one that stands for all; empty where the data decide. */
export function writtenValues(treatment: Treatment): readonly string[] {
  switch (treatment.kind) {
    case 'erase':
      return treatment.constant === undefined ? [] : [String(treatment.constant)];
    case 'pseudonym':
      return ['0'.repeat(32), 'f'.repeat(32)].map((token) => (treatment.form === 'email' ? `u${token}@example.invalid` : token));
    case 'fake':
      return treatment.aligned ? alignedDictionary(treatment.dictionary) : dictionary(treatment.dictionary);
    case 'generalise':
      return treatment.to === 'department' ? departments : treatment.to === 'region' ? [...new Set(regionOf.values())] : [];
    default:
      return [];
  }
}

function constantFits(constant: Constant, type: string): boolean {
  if (typeof constant === 'boolean') return type === 'boolean';
  if (typeof constant === 'number') {
    const highest = wholeNumbers[type];
    return highest === undefined ? ['numeric', 'double precision', 'real'].includes(type) && Number.isFinite(constant) : Number.isInteger(constant) && Math.abs(constant) <= highest;
  }
  return textTypes.has(type);
}
