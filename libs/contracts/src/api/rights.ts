/**
 * What somebody may do, `resource:verb`: the scopes of API keys and what roles are made of. `*` stands for all of them in a
 * key's scopes.
 */
export const rights = [
  'overview:read',
  'policies:read', 'policies:write', 'policies:publish', 'policies:suspend',
  'preview:read', 'runs:read', 'runs:start', 'runs:control',
  'holds:read', 'holds:write', 'approvals:read', 'approvals:decide',
  'people:read', 'people:reveal', 'records:read', 'records:write', 'events:write',
  'ledger:read', 'activity:read', 'jobs:read', 'jobs:run', 'messages:read', 'messages:write', 'storage:read', 'reports:read',
  'exports:draw', 'exports:disclose', 'exports:oversee', 'recipients:read', 'recipients:write', 'packages:make',
  'do-not-recreate:read', 'do-not-recreate:write',
  'company:read', 'company:write',
  'requests:read', 'requests:write', 'requests:decide', 'identity:attest',
  'users:read', 'users:write', 'keys:read', 'keys:write',
] as const;
export type Right = (typeof rights)[number];

export const isRight = (text: string): text is Right => rights.some((right) => right === text);

/** Who works in the console. What a role reads of a record follows from the purposes it serves, not from a second list. */
export const roleNames = [
  'administrator', 'data-protection-officer', 'recruiter', 'accountant', 'trainer', 'communications', 'operations', 'auditor',
] as const;
export type RoleName = (typeof roleNames)[number];
