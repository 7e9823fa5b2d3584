import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { UsersService } from '@oubli/access';
import { treatmentKeys } from '@oubli/anonymization';
import { createMissingKeys, ensureDoNotRecreateKey, ensureFieldKeys, type Instance, parseSettings } from '@oubli/config';
import type { RoleName } from '@oubli/contracts';
import { allMigrations, domainRegistry, openLogins, shippedSchedule } from '@oubli/domains';
import { openBell } from '@oubli/jobs';
import type { Log } from '@oubli/logging';
import { installSchedule, recordDeclarations } from '@oubli/retention';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import { createApi } from '../create-api';
import type { House } from '../tokens';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // The tests read answers of every route; what they expect of each is written in the test.
  readonly body: never;
}

export interface Asked {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Somebody who asks: a browser with its cookie and form token, or an integration with a key. */
export class Client {
  private readonly cookies = new Map<string, string>();
  private csrf = '';

  constructor(
    private readonly base: string,
    private readonly key: string | null = null,
  ) {}

  async ask(method: string, path: string, { body, headers = {} }: Asked = {}): Promise<Answer> {
    const response = await fetch(`${this.base}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...(this.key === null ? {} : { Authorization: `Bearer ${this.key}` }),
        ...(this.cookies.size === 0 ? {} : { Cookie: this.cookieHeader }), ...(this.csrf === '' ? {} : { 'X-CSRF-Token': this.csrf }), ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    for (const set of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=');
      this.cookies.set(name, value);
    }
    const text = await response.text();
    const parsed: unknown = text === '' || !(response.headers.get('content-type') ?? '').includes('json') ? text : JSON.parse(text);
    const token: unknown = typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, 'csrfToken') : undefined;
    if (typeof token === 'string') this.csrf = token;
    return { status: response.status, headers: response.headers, body: parsed as never };
  }

  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}

export const testPassword = 'plum orchard winter 7';

/** The API on a database of its own, listening, with the shipped schedule and no records. */
export class ApiWorld {
  private constructor(
    readonly db: TestDatabase,
    readonly house: House,
    readonly app: NestExpressApplication,
    readonly base: string,
    private readonly folder: string,
    readonly written: string[],
  ) {}

  static async create(): Promise<ApiWorld> {
    const db = await cloneDatabase(allMigrations);
    const folder = mkdtempSync(join(tmpdir(), 'oubli-api-'));
    const keysFolder = join(folder, 'keys');
    createMissingKeys(keysFolder);
    ensureFieldKeys(keysFolder);
    ensureDoNotRecreateKey(keysFolder);
    const machine = { provider: 'Exemple SAS', identifier: 'siren:000000018', country: 'FR' };
    writeFileSync(join(folder, 'storage.json'), JSON.stringify(['database', 'data-folder'].map((store) => ({ store, ...machine }))));
    const instance: Instance = {
      ownerUrl: db.url, rolePrefix: db.rolePrefix, passwords: { app: 'test-app', engine: 'test-engine', archive: 'test-archive' }, redisUrl: null, port: 0, keysFolder, checkpointFile: join(folder, 'checkpoints.jsonl'),
    };
    await recordDeclarations(db.engine.session, domainRegistry);
    await installSchedule(db.owner.session, domainRegistry, shippedSchedule);
    const logins = openLogins(instance);
    const written: string[] = [];
    const log: Log = { write: (event, details) => void written.push(JSON.stringify({ event, ...details })) };
    const house: House = { instance, settings: parseSettings({ OUBLI_DATA: folder }, folder), logins, treatmentKeys: treatmentKeys(logins.keys.pseudonym), bell: openBell(null) };
    const app = await createApi(house, log, join(folder, 'no-console'));
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    return new ApiWorld(db, house, app, `http://127.0.0.1:${port}`, folder, written);
  }

  client(key: string | null = null): Client {
    return new Client(this.base, key);
  }

  /** Somebody with these roles, signed in; signing in counts as having confirmed who she is. */
  async signedIn(roles: readonly RoleName[], email = `${roles.join('-')}@example.org`): Promise<Client> {
    const users = this.app.get(UsersService, { strict: false });
    const [today] = await this.db.owner.session.query<{ day: string }>('select calendar.paris_date(now())::text as day');
    const user = (await users.byEmail(email)) ?? (await users.open({ name: `Test ${roles[0] ?? ''}`, email, roles, language: 'en' }, today?.day ?? ''));
    if (user.passwordHash === null) await users.setPassword(user, testPassword);
    const client = this.client();
    const answer = await client.ask('POST', '/api/v1/session', { body: { email, password: testPassword } });
    if (answer.status !== 200) throw new Error(`Signing in answered ${answer.status}.`);
    return client;
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.house.bell.close();
    await this.house.logins.close();
    await this.db.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
