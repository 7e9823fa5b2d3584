import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { nonceOf } from './http/safety';
import type { NextFunction, Request, Response } from 'express';

/** Addresses that are never a page of the console. */
const notPages = /^\/(api|opendsr|health|metrics|openapi\.json)(\/|$)/;

/**
 * Serves the built console at the platform's own address: files with a hash in their name for ever, every other path as the page
 * that routes it. The page carries the nonce of its own answer, under which the framework may add its styles.
 * @param folder of the build; when it is not there the API stands alone
 */
export function serveConsole(app: NestExpressApplication, folder: string): void {
  const page = join(folder, 'index.html');
  if (!existsSync(page)) return;
  const [before = '', after = ''] = readFileSync(page, 'utf8').split('<oubli-root>');
  app.useStaticAssets(folder, { index: false, maxAge: '365d', immutable: true });
  app.use((request: Request, response: Response, next: NextFunction) => {
    const wantsPage = request.method === 'GET' && !notPages.test(request.path) && !/\.[a-z0-9]+$/.test(request.path);
    if (wantsPage) response.set('Cache-Control', 'no-store').type('html').send(`${before}<oubli-root ngCspNonce="${nonceOf(response)}">${after}`);
    else next();
  });
}
