import type { Condition } from '@oubli/personal-data';

/** Atoms beyond which a condition is not tried: 2^12 assignments are nothing, a person's condition has a handful. */
const mostAtoms = 12;

/**
 * Whether a condition is the same for every record: an always-true one governs what nobody meant, an always-false one governs
 * nothing. Tries every assignment of its comparisons; `null` and `not-null` of a column are one question, as are `equal`
 * and `not-equal` of a value.
 * @param neverNull columns that cannot be null
 * @returns null when it depends on the record, or is too large to try
 */
export function constancyOf(condition: Condition, neverNull: ReadonlySet<string>): 'always' | 'never' | null {
  const questions = [...new Set(questionsOf(condition))].filter((question) => !isSettled(question, neverNull));
  if (questions.length > mostAtoms) return null;
  const answers = new Set<boolean>();
  for (let assignment = 0; assignment < 2 ** questions.length; assignment += 1) {
    const yes = new Set(questions.filter((_, i) => (assignment >> i) & 1));
    if (!isPossible(yes)) continue;
    answers.add(holds(condition, yes));
  }
  return answers.size > 1 ? null : answers.has(true) ? 'always' : 'never';
}

type Atom = Exclude<Condition, { all: unknown } | { any: unknown } | { not: unknown }>;

const nullQuestion = (column: string): string => `${column} is null`;
const equalQuestion = (column: string, value: unknown): string => `${column} = ${JSON.stringify(value)}`;
const isSettled = (question: string, neverNull: ReadonlySet<string>): boolean => question.endsWith(' is null') && neverNull.has(question.slice(0, -' is null'.length));

function questionsOf(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(questionsOf);
  if ('any' in condition) return condition.any.flatMap(questionsOf);
  if ('not' in condition) return questionsOf(condition.not);
  switch (condition.is) {
    case 'null':
    case 'not-null':
      return [nullQuestion(condition.column)];
    case 'one-of':
      return [nullQuestion(condition.column), ...condition.values.map((value) => equalQuestion(condition.column, value))];
    case 'equal':
    case 'not-equal':
      return [nullQuestion(condition.column), equalQuestion(condition.column, condition.value)];
    default:
      return [nullQuestion(condition.column), orderQuestion(condition)];
  }
}

/** `less-than v` is asked as such, `at-least v` is its opposite; likewise `more-than` and `at-most`. */
const orderQuestion = (atom: Extract<Atom, { value: unknown }>): string =>
  atom.is === 'less-than' || atom.is === 'at-least' ? `${atom.column} < ${JSON.stringify(atom.value)}` : `${atom.column} > ${JSON.stringify(atom.value)}`;

/** A column has one value at most: null or equal to one thing. */
function isPossible(yes: ReadonlySet<string>): boolean {
  const values = new Map<string, number>();
  for (const question of yes) {
    const column = question.slice(0, question.search(/ (is null$|= |< |> )/));
    if (/ (is null$|= )/.test(question)) values.set(column, (values.get(column) ?? 0) + 1);
  }
  return [...values.values()].every((count) => count <= 1);
}

function holds(condition: Condition, yes: ReadonlySet<string>): boolean {
  if ('all' in condition) return condition.all.every((c) => holds(c, yes));
  if ('any' in condition) return condition.any.some((c) => holds(c, yes));
  if ('not' in condition) return !holds(condition.not, yes);
  const isNull = yes.has(nullQuestion(condition.column));
  switch (condition.is) {
    case 'null':
      return isNull;
    case 'not-null':
      return !isNull;
    case 'one-of':
      return condition.values.some((value) => yes.has(equalQuestion(condition.column, value)));
    case 'equal':
      return yes.has(equalQuestion(condition.column, condition.value));
    case 'not-equal':
      return !yes.has(equalQuestion(condition.column, condition.value));
    case 'less-than':
    case 'more-than':
      return !isNull && yes.has(orderQuestion(condition));
    default:
      return !isNull && !yes.has(orderQuestion(condition));
  }
}
