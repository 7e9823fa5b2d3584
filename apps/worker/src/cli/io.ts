import { createInterface } from 'node:readline/promises';

/** Ends the command with an exit code: 1 = the action failed, 2 = it was called wrongly. */
export class CommandError extends Error {
  constructor(
    message: string,
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(message);
  }
}

/** With `--json` one document on standard output; all else goes to standard error. */
export function print(options: { readonly json?: boolean | undefined }, value: unknown, text: () => string): void {
  process.stdout.write(options.json ? `${JSON.stringify(value, null, 2)}\n` : `${text()}\n`);
}

export const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** Columns as wide as their widest cell; numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => String(cell ?? '-')));
  const widths = head.map((_, i) => Math.max(...cells.map((row) => row[i]?.length ?? 0)));
  const isNumber = head.map((_, i) => rows.length > 0 && rows.every((row) => typeof row[i] === 'number'));
  return cells
    .map((row) => row.map((cell, i) => (isNumber[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join('  ').trimEnd())
    .join('\n');
}

/** Asks on the terminal. @throws CommandError (exit 2) when there is none and `--yes` was not given */
export async function confirm(question: string, yes: boolean | undefined, expected: string): Promise<void> {
  if (yes) return;
  if (!process.stdin.isTTY) throw new CommandError('Not a terminal: say --yes to go on without the question. Nothing was changed.', 2);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} Type ${expected} to go on: `);
  terminal.close();
  if (answer.trim() !== expected) throw new CommandError('Not confirmed. Nothing was changed.');
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** @throws CommandError (exit 2) */
export function uuid(text: string, what: string): string {
  const id = text.toLowerCase();
  if (!uuidPattern.test(id)) throw new CommandError(`${what} must be a uuid.`, 2);
  return id;
}

/** `type/uuid`. @throws CommandError (exit 2) */
export function recordAddress(text: string): { recordType: string; recordId: string } {
  const [recordType, id, more] = text.split('/');
  if (!recordType || !id || more !== undefined) throw new CommandError('A record is addressed TYPE/UUID, such as application/0a0b....', 2);
  return { recordType, recordId: uuid(id, 'The record') };
}

export function calendarDate(text: string, what: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(text))) throw new CommandError(`${what} must be a date such as 2026-12-31.`, 2);
  return text;
}
