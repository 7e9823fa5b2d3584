import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What stands in the addresses of pages of one thing. */
export interface Known {
  readonly person: string;
  readonly request: string;
  readonly run: string;
  /** Code of a policy that has a draft. */
  readonly draft: string;
}

/** Pages that anybody reads; nobody is signed in there. */
export const openPages = ['/sign-in', '/lost-password', '/link/invitation', '/link/reset', '/public/privacy-policy', '/public/request', '/public/confirm', '/public/own-page'] as const;

/** Every page of the console for somebody signed in. */
export const pagesOf = ({ person, request, run, draft }: Known): readonly string[] => [
  '/', '/due', '/due?type=invoice', '/policies', '/policies/application', `/policies/${draft}`, '/privacy-policy', '/approvals', '/runs', `/runs/${run}`, '/holds', '/people', `/people/${person}`, '/exports', '/do-not-recreate',
  '/requests', '/requests?show=all', `/requests/${request}`, '/records', '/records/application', '/reports', '/ledger', '/activity', '/jobs', '/messages', '/settings', '/no-such-page',
];

/** The paths that the console declares, in its own file of routes. */
export function declaredPaths(): readonly string[] {
  const text = readFileSync(join(__dirname, '../apps/admin/src/app/app.routes.ts'), 'utf8');
  return [...text.matchAll(/path: '([^']*)'.*loadComponent/g)].map(([, path = '']) => `/${path}`);
}

/** Whether an address is one of a declared path. */
export const isOf = (path: string, address: string): boolean =>
  path === '/**' ? address === '/no-such-page' : new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`).test(address.split('?')[0] ?? '');
