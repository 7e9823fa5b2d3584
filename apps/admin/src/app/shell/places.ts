import type { Right } from '@oubli/contracts';
import type { MessageKey } from '../i18n/messages';

export interface Place {
  readonly path: string;
  readonly name: MessageKey;
  readonly right: Right;
  /** Letter after `g`. */
  readonly letter: string;
}

/** Where one can go: what a role may not see is not offered. */
export const places: readonly Place[] = [
  { path: '/', name: 'nav.overview', right: 'overview:read', letter: 'o' },
  { path: '/due', name: 'nav.due', right: 'preview:read', letter: 'd' },
  { path: '/policies', name: 'nav.policies', right: 'policies:read', letter: 'p' },
  { path: '/privacy-policy', name: 'nav.privacy', right: 'policies:read', letter: 'c' },
  { path: '/purposes', name: 'nav.purposes', right: 'policies:read', letter: 'u' },
  { path: '/approvals', name: 'nav.approvals', right: 'approvals:read', letter: 'b' },
  { path: '/runs', name: 'nav.runs', right: 'runs:read', letter: 'r' },
  { path: '/holds', name: 'nav.holds', right: 'holds:read', letter: 'h' },
  { path: '/people', name: 'nav.people', right: 'people:read', letter: 'e' },
  { path: '/do-not-recreate', name: 'nav.again', right: 'do-not-recreate:read', letter: 'n' },
  { path: '/requests', name: 'nav.requests', right: 'requests:read', letter: 'q' },
  { path: '/accuracy', name: 'accuracy.title', right: 'requests:read', letter: 'u' },
  { path: '/records', name: 'records.title', right: 'records:read', letter: 'k' },
  { path: '/ledger', name: 'nav.ledger', right: 'ledger:read', letter: 'l' },
  { path: '/reports', name: 'reports.title', right: 'reports:read', letter: 't' },
  { path: '/exports', name: 'nav.exports', right: 'exports:draw', letter: 'x' },
  { path: '/activity', name: 'nav.activity', right: 'activity:read', letter: 'a' },
  { path: '/jobs', name: 'nav.jobs', right: 'jobs:read', letter: 'j' },
  { path: '/messages', name: 'messages.title', right: 'messages:read', letter: 'm' },
  { path: '/settings', name: 'nav.settings', right: 'overview:read', letter: 's' },
];
