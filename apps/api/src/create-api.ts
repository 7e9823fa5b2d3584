import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { type Log, nestLogger } from '@oubli/logging';
import { ApiModule } from './api.module';
import { serveConsole } from './console';
import { ErrorFilter } from './error.filter';
import { makeSafe } from './http/safety';
import type { House } from './tokens';

/** The whole API, not yet listening. @param consoleFolder of the built console */
export async function createApi(house: House, log: Log, consoleFolder: string): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.over(house), { logger: nestLogger(log), bodyParser: false });
  makeSafe(app);
  serveConsole(app, consoleFolder);
  app.useGlobalFilters(new ErrorFilter(log));
  return app;
}
