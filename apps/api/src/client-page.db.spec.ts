import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { KeysService } from '@oubli/access';
import { ApiWorld } from './testing/world';

const root = join(__dirname, '..', '..', '..');
const page = readFileSync(join(root, 'libs', 'client', 'README.md'), 'utf8');
const examples = [...page.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code ?? '');

describe('the client’s page', () => {
  let world: ApiWorld;
  let key = '';
  const folder = mkdtempSync(join(tmpdir(), 'oubli-client-'));
  beforeAll(async () => {
    world = await ApiWorld.create();
    ({ key } = await world.app.get(KeysService, { strict: false }).create(
      { name: 'page', scopes: ['records:read', 'records:write', 'people:read'], source: 'payroll', origin: 'import', purposes: ['recruitment', 'assignments'], basis: 'contract', createdBy: null, expiresAt: null }, new Date()));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await world.close();
  });

  it('has examples', () => expect(examples.length).toBeGreaterThanOrEqual(3));

  it.each(examples.map((code, i) => [i + 1, code] as const))('prints in example %i what it says it does', async (number, code) => {
    const file = join(folder, `example-${number}.mjs`);
    const client = pathToFileURL(join(root, 'libs', 'client', 'dist', 'index.js')).href;
    writeFileSync(file, code.replace("'@oubli/client'", JSON.stringify(client)));
    const output = await new Promise<string>((resolve, reject) => {
      execFile(process.execPath, [file], { env: { ...process.env, OUBLI_URL: world.base, OUBLI_KEY: key } }, (error, printed, complaint) => (error ? reject(new Error(complaint)) : resolve(printed)));
    });
    expect(output.trim()).toBe(/^\/\/ -> (.*)$/m.exec(code)?.[1]);
  });
});
