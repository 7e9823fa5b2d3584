import type { Treatment } from '@oubli/personal-data';
import { dictionary } from './dictionary';
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
const yearTypes = new Set(['date', 'integer', 'smallint', 'bigint']);
const tokenLength = { text: 32, email: 49 } as const;

/**
 * Why a treatment cannot be done to a column, in plain words; empty when it fits. Asked when a version is frozen, so
 * that no run meets it half-way. What only the data can tell (a CHECK over two columns) is left to quarantine.
 */
export function fitProblems(treatment: Treatment, facts: ColumnFacts): string[] {
  if (treatment.kind === 'keep') return [];
  const at = `${facts.table}.${facts.column}`;
  const what = describeTreatment(treatment);
  const problems: string[] = [];
  const refuse = (because: string): void => void problems.push(`${at} cannot be ${what}: ${because}.`);
  if (facts.generated) refuse('PostgreSQL computes it from other columns');
  if (facts.identity || facts.foreignKey) refuse('it links rows');
  const length = writtenLength(treatment);
  switch (treatment.kind) {
    case 'erase':
      if (treatment.constant === undefined) {
        if (facts.notNull) refuse('it may not be null, so it needs a constant');
      } else {
        if (facts.unique) refuse('it is unique, and a constant would stand in many rows');
        if (!constantFits(treatment.constant, facts.type)) refuse(`the constant is not of type ${facts.type}`);
      }
      break;
    case 'pseudonym':
      if (!textTypes.has(facts.type)) refuse(`a token is text, the column is ${facts.type}`);
      break;
    case 'fake':
      if (!textTypes.has(facts.type)) refuse(`the words are text, the column is ${facts.type}`);
      if (facts.unique) refuse('it is unique, and words repeat');
      break;
    case 'generalise':
      if (!yearTypes.has(facts.type)) refuse(`only dates and years have a ${treatment.to}, the column is ${facts.type}`);
      if (facts.unique) refuse('it is unique, and generalised values repeat');
      break;
  }
  if (facts.maxLength !== null && length > facts.maxLength) refuse(`it holds ${facts.maxLength} characters and ${length} are written`);
  return problems;
}

function writtenLength(treatment: Treatment): number {
  switch (treatment.kind) {
    case 'pseudonym':
      return tokenLength[treatment.form];
    case 'fake':
      return Math.max(...dictionary(treatment.dictionary).map((word) => word.length));
    case 'erase':
      return typeof treatment.constant === 'string' ? treatment.constant.length : 0;
    default:
      return 0;
  }
}

function constantFits(constant: string | number | boolean, type: string): boolean {
  if (typeof constant === 'boolean') return type === 'boolean';
  if (typeof constant === 'number') return ['integer', 'smallint', 'bigint', 'numeric', 'double precision', 'real'].includes(type);
  return textTypes.has(type);
}
