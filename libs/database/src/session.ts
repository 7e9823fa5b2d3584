import { Pool, type PoolClient, types } from 'pg';

/** What SQL functions need: a place to send a statement. Rows come back as objects by column name. */
export interface Session {
  query<R = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<R[]>;
}

/** Dates and instants stay text (JavaScript dates drop microseconds and know infinity badly), int8 is a number. */
const textOids = new Set<number>([1082, 1114, 1184]);
const textArrayOids = new Set<number>([1182, 1115, 1185]);
const [textArray] = [1009];
const parsers = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (textOids.has(oid)) return (value: string) => value;
    if (textArrayOids.has(oid)) return types.getTypeParser(textArray, format);
    if (oid === 20) return Number;
    return types.getTypeParser(oid, format);
  },
};

export interface ConnectionOptions {
  readonly max?: number;
  /** Milliseconds; the engine's transactions are short, and a paused client must not keep its locks. */
  readonly statementTimeout?: number;
  readonly lockTimeout?: number;
  readonly idleInTransactionTimeout?: number;
  readonly applicationName?: string;
}

/** A pool of connections of one login. */
export class Connections {
  private readonly pool: Pool;
  readonly session: Session;

  constructor(
    readonly url: string,
    options: ConnectionOptions = {},
  ) {
    const settings = [
      '-c TimeZone=Europe/Paris',
      // Pages are in memory or on flash: without this a batch of ids is joined by reading a whole table.
      '-c random_page_cost=1.1',
      '-c jit=off',
      `-c idle_in_transaction_session_timeout=${options.idleInTransactionTimeout ?? 10_000}`,
      `-c lock_timeout=${options.lockTimeout ?? 0}`,
      `-c statement_timeout=${options.statementTimeout ?? 0}`,
    ];
    this.pool = new Pool({
      connectionString: url,
      max: options.max ?? 4,
      application_name: options.applicationName ?? 'oubli',
      options: settings.join(' '),
      types: parsers,
      connectionTimeoutMillis: 10_000,
    });
    // An idle connection that the server closes is replaced by the pool; the next statement reports what is wrong.
    this.pool.on('error', () => undefined);
    this.session = { query: (text, values) => query(this.pool, text, values) };
  }

  /** Runs a transaction in READ COMMITTED; rolls back when `work` throws. */
  async transaction<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    // A connection lost between two statements must not take the process with it.
    const lost = (error: Error): void => void (broken = error);
    client.on('error', lost);
    try {
      await client.query('begin isolation level read committed');
      const result = await work({ query: (text, values) => query(client, text, values) });
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch((failed: Error) => void (broken = failed));
      throw error;
    } finally {
      client.removeListener('error', lost);
      client.release(broken);
    }
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}

async function query<R>(target: Pool | PoolClient, text: string, values?: readonly unknown[]): Promise<R[]> {
  const result = await target.query(text, values ? [...values] : undefined);
  return result.rows as R[];
}
