import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const passwords = z.object({ app: z.string(), engine: z.string(), archive: z.string() });
const schema = z.object({
  /** Login of the owner: migrations, vacuum. */
  ownerUrl: z.string(),
  rolePrefix: z.string(),
  passwords,
  redisUrl: z.string().nullable(),
  port: z.number(),
  keysFolder: z.string(),
  checkpointFile: z.string(),
});

/** What every process of an installation needs to find the others; lies in the data folder, readable by its owner only. */
export type Instance = z.infer<typeof schema>;
export type RoleSecrets = z.infer<typeof passwords>;

const instanceFile = (dataFolder: string): string => join(dataFolder, 'instance.json');
const secretsFile = (dataFolder: string): string => join(dataFolder, 'secrets.json');

function writeSecretly(file: string, value: unknown): void {
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(unfinished, file);
}

export function writeInstance(dataFolder: string, instance: Instance): void {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  writeSecretly(instanceFile(dataFolder), instance);
}

/** @throws Error in one line when nothing was ever started there */
export function loadInstance(dataFolder: string): Instance {
  const file = instanceFile(dataFolder);
  if (!existsSync(file)) throw new Error(`No Oubli was ever started with the data folder ${dataFolder}: run npm start, or set OUBLI_DATA.`);
  const parsed = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file} was written by another version of Oubli: run npm start once.`);
  return parsed.data;
}

/** Passwords of the roles of this installation: read, or made by `create` and kept. */
export function roleSecrets(dataFolder: string, create: () => RoleSecrets): RoleSecrets {
  const file = secretsFile(dataFolder);
  if (existsSync(file)) return passwords.parse(JSON.parse(readFileSync(file, 'utf8')));
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const made = create();
  writeSecretly(file, made);
  return made;
}
