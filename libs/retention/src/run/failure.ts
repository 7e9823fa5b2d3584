/**
 * What a database error says about a batch. `record`: something in the data, so halving finds the record.
 * `transient`: locks, timeouts, a lost connection, a full disk: the same batch may succeed later.
 * Only the SQLSTATE and the constraint's name are ever kept: messages and details hold values.
 */
export type Failure =
  | { readonly kind: 'record'; readonly sqlstate: string; readonly constraint: string | null }
  | { readonly kind: 'transient'; readonly sqlstate: string };

/** Classes of SQLSTATE that the records themselves cause: data, integrity, raised by a trigger, row-level security, program limits. */
const recordClasses = new Set(['21', '22', '23', '27', '2B', '44', '54', 'P0']);
const recordCodes = new Set(['42501', '55000']);

/** @returns null when the error is not the database's */
export function failureOf(error: unknown): Failure | null {
  if (typeof error !== 'object' || error === null || !('code' in error) || typeof error.code !== 'string') return null;
  const { code } = error;
  if (!/^[0-9A-Z]{5}$/.test(code)) return connectionCodes.has(code) ? { kind: 'transient', sqlstate: '08006' } : null;
  if (recordClasses.has(code.slice(0, 2)) || recordCodes.has(code)) {
    const constraint = 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : null;
    return { kind: 'record', sqlstate: code, constraint };
  }
  return { kind: 'transient', sqlstate: code };
}

const connectionCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH']);
