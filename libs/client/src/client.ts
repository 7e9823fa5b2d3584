import { type AnswerOf, api, type Api, type ProblemDocument, type RequestOf } from '@oubli/contracts';

export type RouteName = keyof Api;
export type Answer<N extends RouteName> = AnswerOf<Api[N]>;
export type Request<N extends RouteName> = RequestOf<Api[N]>;
/** What `records` of a batch look like. */
export type Item = Request<'upsertRecords'>['body']['items'][number];
export type ItemResult = Answer<'upsertRecords'>['results'][number];

/** A refusal of the API: its code says which, its places say where. */
export class OubliError extends Error {
  override readonly name = 'OubliError';

  constructor(
    readonly status: number,
    readonly problem: ProblemDocument,
  ) {
    super(problem.detail ?? problem.title);
  }
}

export interface ClientOptions {
  /** Address of the installation, such as `https://oubli.example.org`. */
  readonly url: string;
  readonly key: string;
  /** For tests, or another transport. */
  readonly fetch?: typeof fetch;
  /** Waits so many milliseconds; for tests. */
  readonly wait?: (milliseconds: number) => Promise<void>;
}

/** Largest batch the API takes. */
export const batchSize = 1000;
const tries = 5;

interface Parts {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** Calls the API by the names of its catalogue, typed by the schemas that the server checks with. */
export class OubliClient {
  constructor(private readonly options: ClientOptions) {}

  /** @throws OubliError; 429 and 503 are tried again, as long as the server asks */
  async call<N extends RouteName>(name: N, request: Request<N>): Promise<Answer<N>> {
    const { fetch: send = fetch, wait = pause } = this.options;
    const { method } = api[name];
    const { body } = request as Parts;
    for (let attempt = 1; ; attempt += 1) {
      const response = await send(this.addressOf(name, request as Parts), {
        method, headers: { Authorization: `Bearer ${this.options.key}`, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (response.ok) return (response.status === 204 ? null : await response.json()) as Answer<N>;
      if (attempt < tries && (response.status === 429 || response.status === 503)) {
        await wait(1000 * Number(response.headers.get('Retry-After') ?? attempt));
        continue;
      }
      throw new OubliError(response.status, (await response.json()) as ProblemDocument);
    }
  }

  /**
   * Brings any number of records, a thousand a request. Safe to run twice, in part, or late: what is unchanged changes nothing.
   * @returns one result an item, in the order of the items
   */
  async upsert(recordType: string, items: readonly Item[], options: { readonly dryRun?: boolean } = {}): Promise<ItemResult[]> {
    const results: ItemResult[] = [];
    for (let from = 0; from < items.length; from += batchSize) {
      const part = items.slice(from, from + batchSize);
      const answer = await this.call('upsertRecords', { params: { recordType }, query: { dryRun: options.dryRun ? 'true' : 'false' }, body: { items: part } });
      results.push(...answer.results.map((result) => ({ ...result, index: result.index + from })));
    }
    return results;
  }

  /** Every record of a type, page after page. */
  async *records(recordType: string): AsyncGenerator<Answer<'readRecord'>> {
    let after: string | undefined;
    do {
      const page = await this.call('listRecords', { params: { recordType }, query: { limit: batchSize, ...(after !== undefined && { after }) } });
      yield* page.results;
      after = page.paging?.next.after;
    } while (after !== undefined);
  }

  private addressOf(name: RouteName, { params = {}, query = {} }: Parts): string {
    const path = api[name].path.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(params[key] ?? ''));
    const search = new URLSearchParams();
    for (const [key, value] of Object.entries(query)) for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) search.append(key, String(one));
    return `${this.options.url.replace(/\/+$/, '')}/api/v1${path}${search.size > 0 ? `?${search.toString()}` : ''}`;
  }
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
