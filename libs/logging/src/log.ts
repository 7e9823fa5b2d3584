import pino, { type DestinationStream } from 'pino';

/**
 * Everything a process may write down, by name: level, and what the line means to an operator. A line has no free text, so that
 * no message of an error and no payload can bring a personal value into a log. docs/operations.md says what to do about each.
 */
export const logEvents = {
  'api-started': 'info',
  'api-ended': 'info',
  'worker-started': 'info',
  'worker-drains': 'info',
  'run-done': 'info',
  'job-done': 'info',
  'job-failed': 'error',
  'sweep-failed': 'warn',
  'integrity-damaged': 'error',
  'mail-refused': 'warn',
  'callback-given-up': 'warn',
  'recipient-not-told': 'warn',
  'request-failed': 'error',
  'framework-error': 'error',
} as const satisfies Readonly<Record<string, 'info' | 'warn' | 'error'>>;
export type LogEvent = keyof typeof logEvents;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const matches = (pattern: RegExp) => (value: unknown): boolean => typeof value === 'string' && pattern.test(value);
const count = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);

/** The fields a line may have, each with the form its value must have. What is not here, or has another form, is left out. */
const fields = {
  run: matches(uuid),
  /** Name of a job of the timetable, or of a part of the framework: a closed word, never a sentence. */
  job: matches(/^[a-z]+(\.[a-z]+)?$/),
  day: matches(/^\d{4}-\d{2}-\d{2}$/),
  why: matches(/^(SIGTERM|SIGINT|parent-gone)$/),
  /** SQLSTATE, errno or the kind of an error; never its message. */
  code: matches(/^[A-Za-z0-9_]{1,40}$/),
  status: count,
  port: count,
  records: count,
  durationMs: count,
} as const;
export type LogFields = { readonly [F in keyof typeof fields]?: F extends 'status' | 'port' | 'records' | 'durationMs' ? number : string };

export interface Log {
  write(event: LogEvent, details?: LogFields): void;
}

/**
 * Opens the log of a process: one line of JSON an event, with `time`, `level`, `app`, `pid`, `event` and the fields of the list.
 * @param destination standard output when not given
 */
export function openLog(app: 'api' | 'worker', destination?: DestinationStream): Log {
  const options = { base: { app, pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (level: string) => ({ level }) } };
  const logger = destination ? pino(options, destination) : pino(options);
  return {
    write: (event, details = {}) => {
      const kept = Object.entries(fields).flatMap(([name, fits]) => {
        const value: unknown = Reflect.get(details, name);
        return value !== undefined && fits(value) ? [[name, value] as const] : [];
      });
      logger[logEvents[event]]({ event, ...Object.fromEntries(kept) });
    },
  };
}

/** What of an error may be written: its SQLSTATE or errno, else its kind. */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' && code !== '' ? code : error instanceof Error ? error.name : 'unknown';
}
