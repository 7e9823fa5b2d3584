import { type Right, rights, type RoleName, roleNames } from '@oubli/contracts';
import { type AnyDeclaration, type ColumnDeclaration, type Purpose, purposes } from '@oubli/personal-data';

/** What a role may do, and which purposes it serves. The fields it reads follow from these and from what columns declare. */
export interface Role {
  readonly rights: readonly Right[];
  readonly purposes: readonly Purpose[];
}

const everybody = ['overview:read', 'policies:read', 'jobs:read', 'storage:read'] as const satisfies readonly Right[];
const clerk = [...everybody, 'people:read', 'people:reveal', 'records:read', 'records:write', 'events:write', 'preview:read', 'runs:read', 'holds:read', 'reports:read', 'exports:draw', 'exports:disclose', 'recipients:read', 'requests:write'] as const satisfies readonly Right[];
const watching = ['preview:read', 'runs:read', 'holds:read', 'approvals:read', 'ledger:read', 'activity:read', 'exports:draw'] as const satisfies readonly Right[];

/** No role both writes a rule and reads what it is about; nobody approves what she asked for (approvals say who asked). */
export const roles: Readonly<Record<RoleName, Role>> = {
  'administrator': {
    rights: rights.filter((right) => !['people:reveal', 'records:write', 'events:write', 'reports:read', 'exports:disclose', 'exports:oversee', 'packages:make', 'do-not-recreate:read', 'do-not-recreate:write', 'requests:write', 'requests:decide', 'identity:attest'].includes(right)),
    purposes: ['access-management', 'security'],
  },
  'data-protection-officer': { rights: rights.filter((right) => !['users:write', 'keys:write', 'identity:attest'].includes(right)), purposes },
  'recruiter': { rights: clerk, purposes: ['recruitment', 'assignments'] },
  'accountant': { rights: clerk, purposes: ['invoicing', 'compliance'] },
  'trainer': { rights: clerk, purposes: ['training'] },
  'communications': { rights: clerk, purposes: ['campaigns', 'surveys', 'client-relations'] },
  'operations': { rights: [...everybody, ...watching, 'runs:control', 'jobs:run', 'messages:read', 'messages:write', 'policies:suspend', 'approvals:decide'], purposes: [] },
  'auditor': { rights: [...everybody, ...watching, 'company:read', 'users:read', 'keys:read'], purposes: [] },
};

/** Everything several roles may do together. */
export const rightsOf = (names: readonly RoleName[]): readonly Right[] => rights.filter((right) => names.some((name) => roles[name].rights.includes(right)));

/** Roles that have a right. */
export const rolesWith = (right: Right): readonly RoleName[] => roleNames.filter((name) => roles[name].rights.includes(right));

/** Every purpose several roles serve together. */
export const purposesOf = (names: readonly RoleName[]): readonly Purpose[] => purposes.filter((purpose) => names.some((name) => roles[name].purposes.includes(purpose)));

/** Secrets are compared, never shown: to no role. */
const isSecret = ({ role, category }: ColumnDeclaration): boolean => category === 'user.authorization.credentials' && role === 'sensitive';

/** Does somebody who serves these purposes read a column? */
export const readsColumn = (declaration: AnyDeclaration, column: ColumnDeclaration, served: readonly Purpose[]): boolean =>
  !isSecret(column) && (column.purposes ?? declaration.purposes).some((purpose) => served.includes(purpose));

/** Does somebody who serves these purposes see that such records are there? */
export const readsRecord = (declaration: AnyDeclaration, served: readonly Purpose[]): boolean =>
  Object.values(declaration.columns).some((column) => readsColumn(declaration, column, served));
