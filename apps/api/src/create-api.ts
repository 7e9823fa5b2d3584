import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { loadOpenDsrSigner } from '@oubli/config';
import { type Log, nestLogger } from '@oubli/logging';
import { ApiModule } from './api.module';
import { serveConsole } from './console';
import { ErrorFilter } from './error.filter';
import { signOpenDsr } from './http/opendsr-answers';
import { makeSafe } from './http/safety';
import type { House } from './tokens';

/** The whole API, not yet listening. @param consoleFolder of the built console */
export async function createApi(house: House, log: Log, consoleFolder: string): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.over(house), { logger: nestLogger(log), bodyParser: false });
  signOpenDsr(app, () => loadOpenDsrSigner(house.instance.keysFolder));
  makeSafe(app);
  serveConsole(app, consoleFolder);
  app.useGlobalFilters(new ErrorFilter(log));
  return app;
}
