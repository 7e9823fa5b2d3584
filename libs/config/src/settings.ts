import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const url = (protocols: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.some((protocol) => text.startsWith(`${protocol}//`)), { message: `must be a URL beginning with ${protocols.map((p) => `${p}//`).join(' or ')}` });

const schema = z.object({
  OUBLI_PORT: z.coerce.number({ message: 'must be a port from 1 to 65535' }).int().min(1).max(65_535).default(3000),
  OUBLI_URL: url(['http:', 'https:']).optional(),
  OUBLI_ADMIN_EMAIL: z.email({ message: 'must be an e-mail address' }).optional(),
  OUBLI_ADMIN_PASSWORD: z.string().min(8, { message: 'must have 8 characters at least' }).optional(),
  OUBLI_HOST: z.union([z.ipv4(), z.ipv6()], { message: 'must be an IP address to listen on, such as 127.0.0.1' }).default('127.0.0.1'),
  OUBLI_ADDRESS_YEARS: z.coerce.number({ message: 'must be years from 1 to 20' }).int().min(1).max(20).default(3),
  OUBLI_CONFIRM_DATA: z.enum(['on', 'off'], { message: 'must be on or off' }).default('on'),
  OUBLI_ALARM_DAYS: z.string().regex(/^[1-9][0-9]?(,[1-9][0-9]?)*$/, { message: 'must be days with commas between, such as 10,3' }).default('10,3'),
  OUBLI_DATA: z.string().min(1).optional(),
  OUBLI_DEMO: z.enum(['on', 'off'], { message: 'must be on or off' }).default('on'),
  OUBLI_KEYS: z.string().min(1).optional(),
  OUBLI_STORAGE: z.string().min(1).optional(),
  OUBLI_ALLOWED_COUNTRIES: z.string().regex(/^[A-Z]{2}(,[A-Z]{2})*$/, { message: 'must be country codes with commas between, such as DE,BE' }).optional(),
  OUBLI_OUTBOUND_HOSTS: z.string().regex(/^[a-z0-9.:[\]-]+(,[a-z0-9.:[\]-]+)*$/, { message: 'must be hosts in small letters with commas between, such as relay.internal:8080' }).optional(),
  OUBLI_OPENDSR_DOMAIN: z.string().max(253).regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/, { message: 'must be a domain in small letters, such as oubli.example' }).optional(),
  OUBLI_SMTP_URL: url(['smtp:', 'smtps:']).optional(),
  OUBLI_MAIL_FROM: z.email({ message: 'must be one e-mail address' }).optional(),
  DATABASE_URL: url(['postgres:', 'postgresql:']).optional(),
  REDIS_URL: url(['redis:', 'rediss:']).optional(),
});

export interface Settings {
  readonly port: number;
  /** Address the API listens on. */
  readonly host: string;
  /** Address of the console, for links; without a slash at its end. */
  readonly url: string;
  /** The first administrator, when somebody named one. */
  readonly admin: { readonly email: string; readonly password: string } | null;
  /** Days before the end of a request's term on which somebody is told; the most of them is where the inbox says soon. */
  readonly alarmDays: readonly number[];
  /** Years after which an address that nobody confirmed is looked at. */
  readonly addressYears: number;
  /** Whether persons of a running relation are asked once a year to confirm what is held. */
  readonly confirmData: boolean;
  /** Folder of this installation: secrets, keys, checkpoints, logs, and the embedded services. */
  readonly dataFolder: string;
  readonly keysFolder: string;
  /** Where the stores stand, and the countries besides France that somebody allowed by name. */
  readonly storage: { readonly file: string; readonly allowed: readonly string[] };
  /** Whether a database that has just been created gets the demo company. */
  readonly demo: boolean;
  /** Hosts inside the house that messages to other systems may go to, by name; everything else must be on the public internet. */
  readonly outboundHosts: readonly string[];
  /** The name answers and callbacks of OpenDSR are signed under, when somebody set one; else that of the address. */
  readonly openDsrDomain: string | null;
  readonly databaseUrl: string | null;
  readonly redisUrl: string | null;
  /** The mail server that messages leave by, and the address they come from; null: messages wait. */
  readonly mail: { readonly url: string; readonly from: string } | null;
}

/** Variables that carry a password may stand in a file instead, named by `DATABASE_URL_FILE`, `REDIS_URL_FILE`, `OUBLI_SMTP_URL_FILE` and `OUBLI_ADMIN_PASSWORD_FILE`, as containers are given secrets. */
function fromFiles(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(['DATABASE_URL', 'REDIS_URL', 'OUBLI_SMTP_URL', 'OUBLI_ADMIN_PASSWORD'].flatMap((name) => {
    const file = environment[`${name}_FILE`];
    if (file === undefined || file === '') return [];
    if (environment[name]) throw new Error(`${name} and ${name}_FILE are both set: name one of them.`);
    try {
      return [[name, readFileSync(file, 'utf8').trim()]];
    } catch (error) {
      throw new Error(`${name}_FILE names a file that cannot be read.`, { cause: error });
    }
  }));
}

/**
 * Reads the settings once. An empty variable counts as not set.
 * @throws Error in one line naming the variable and its rule, never its value (a URL carries a password)
 */
export function parseSettings(environment: Readonly<Record<string, string | undefined>>, root: string): Settings {
  const given = { ...fromFiles(environment), ...Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== '')) };
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    throw new Error(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message.replace(/^Invalid.*$/, 'is not valid')}`).join('; '));
  }
  const { OUBLI_PORT, OUBLI_HOST, OUBLI_URL, OUBLI_ADMIN_EMAIL, OUBLI_ADMIN_PASSWORD, OUBLI_ALARM_DAYS, OUBLI_ADDRESS_YEARS, OUBLI_CONFIRM_DATA, OUBLI_DATA, OUBLI_DEMO, OUBLI_KEYS, OUBLI_STORAGE, OUBLI_ALLOWED_COUNTRIES, OUBLI_OUTBOUND_HOSTS, OUBLI_OPENDSR_DOMAIN, OUBLI_SMTP_URL, OUBLI_MAIL_FROM, DATABASE_URL, REDIS_URL } = parsed.data;
  if ((OUBLI_ADMIN_EMAIL === undefined) !== (OUBLI_ADMIN_PASSWORD === undefined)) throw new Error('OUBLI_ADMIN_EMAIL and OUBLI_ADMIN_PASSWORD are set together, or not at all.');
  if ((OUBLI_SMTP_URL === undefined) !== (OUBLI_MAIL_FROM === undefined)) throw new Error('OUBLI_SMTP_URL and OUBLI_MAIL_FROM are set together, or not at all.');
  const dataFolder = resolve(root, OUBLI_DATA ?? '.oubli');
  return {
    port: OUBLI_PORT, host: OUBLI_HOST, url: OUBLI_URL?.replace(/\/+$/, '') ?? `http://127.0.0.1:${OUBLI_PORT}`,
    admin: OUBLI_ADMIN_EMAIL === undefined || OUBLI_ADMIN_PASSWORD === undefined ? null : { email: OUBLI_ADMIN_EMAIL, password: OUBLI_ADMIN_PASSWORD },
    alarmDays: [...new Set(OUBLI_ALARM_DAYS.split(',').map(Number))].sort((a, b) => b - a), addressYears: OUBLI_ADDRESS_YEARS, confirmData: OUBLI_CONFIRM_DATA === 'on',
    dataFolder, keysFolder: OUBLI_KEYS === undefined ? join(dataFolder, 'keys') : resolve(root, OUBLI_KEYS), demo: OUBLI_DEMO === 'on',
    storage: { file: resolve(root, OUBLI_STORAGE ?? join(dataFolder, 'storage.json')), allowed: OUBLI_ALLOWED_COUNTRIES?.split(',') ?? [] },
    outboundHosts: OUBLI_OUTBOUND_HOSTS?.split(',') ?? [], openDsrDomain: OUBLI_OPENDSR_DOMAIN ?? null,
    databaseUrl: DATABASE_URL ?? null, redisUrl: REDIS_URL ?? null,
    mail: OUBLI_SMTP_URL === undefined || OUBLI_MAIL_FROM === undefined ? null : { url: OUBLI_SMTP_URL, from: OUBLI_MAIL_FROM },
  };
}
