import 'reflect-metadata';
import { join } from 'node:path';
import { treatmentKeys } from '@oubli/anonymization';
import { loadInstance, parseSettings } from '@oubli/config';
import { assertResidency, openLogins, storesOf } from '@oubli/domains';
import { openBell } from '@oubli/jobs';
import { openLog } from '@oubli/logging';
import { createApi } from './create-api';

/** Where the console is built to, seen from the built API. */
const consoleFolder = join(__dirname, '..', '..', 'admin', 'dist', 'browser');

/** The API process: the API, the console's files, /health and /metrics. Ends with the process that started it. */
async function main(): Promise<void> {
  const log = openLog('api');
  const settings = parseSettings(process.env, process.cwd());
  const instance = loadInstance(settings.dataFolder);
  assertResidency(settings.storage, storesOf(instance.redisUrl));
  const logins = openLogins(instance);
  const bell = openBell(instance.redisUrl);
  const house = { instance, settings, logins, treatmentKeys: treatmentKeys(logins.keys.pseudonym), bell };
  const app = await createApi(house, log, consoleFolder);
  await app.listen(instance.port, settings.host);
  log.write('api-started', { port: instance.port });
  let closing = false;
  const close = (): void => {
    if (closing) return;
    closing = true;
    log.write('api-ended');
    setTimeout(() => process.exit(0), 4000).unref();
    void app.close().then(() => Promise.all([bell.close(), logins.close()])).then(() => process.exit(0), () => process.exit(0));
  };
  process.on('SIGTERM', close);
  process.on('SIGINT', close);
  const parent = Number(process.env['OUBLI_PARENT_PID'] ?? 0);
  if (parent > 0) {
    setInterval(() => {
      try {
        process.kill(parent, 0);
      } catch {
        close();
      }
    }, 1000).unref();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`The API could not start: ${error instanceof Error ? error.message : 'unknown error'}\n`);
  process.exit(1);
});
