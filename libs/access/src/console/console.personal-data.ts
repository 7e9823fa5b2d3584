import { type AnyDeclaration, direct, partOfRecord, personalData, quasi, recordDate, referenceData, sensitive, state, structure } from '@oubli/personal-data';
import { personRecord, personRecordColumns } from '@oubli/people';
import { ApiKey, ConsoleSession, ConsoleToken, ConsoleUser, DelegatedAct, IdempotentRequest, RecoveryCode, SignInFailure } from './console.entity';

const credentials = sensitive('user.authorization.credentials');
const ofAccess = { purposes: ['access-management'] } as const;
const ofUser = { recordType: 'user', via: 'userId' } as const;

export const consoleData: readonly AnyDeclaration[] = [
  personalData(ConsoleUser, {
    recordType: 'user', code: 62, about: ['staff'], table: 'access.console_user', ...ofAccess, ...personRecord,
    clocks: { closed: { column: 'closedOn' } }, namesIdentity: ['active'],
    inUse: { while: { column: 'closedOn', is: 'null' } },
    evidence: { exemption: 'legal-duty', columns: ['displayName'] },
    columns: {
      ...personRecordColumns, displayName: direct('user.name'), email: direct('user.contact.email'), passwordHash: credentials, roles: state, language: state,
      totpSecretSealed: credentials, totpSince: structure, totpLastStep: structure, lastActivityOn: recordDate, closedOn: recordDate,
    },
  }),
  partOfRecord(ConsoleSession, {
    recordType: 'console-session', code: 63, table: 'access.console_session', ...ofAccess, partOf: ofUser, expires: 'expiresAt',
    columns: { id: structure, userId: structure, tokenSha256: credentials, device: quasi('user.device.identifier'), startedAt: recordDate, seenAt: recordDate, stepUpUntil: structure, expiresAt: recordDate },
  }),
  partOfRecord(ConsoleToken, {
    recordType: 'console-token', code: 64, table: 'access.console_token', ...ofAccess, partOf: ofUser, expires: 'expiresAt',
    columns: { id: structure, userId: structure, kind: state, tokenSha256: credentials, expiresAt: recordDate },
  }),
  partOfRecord(RecoveryCode, {
    recordType: 'recovery-code', code: 65, table: 'access.recovery_code', ...ofAccess, partOf: ofUser,
    columns: { id: structure, userId: structure, tokenSha256: credentials },
  }),
  referenceData(ApiKey, {
    recordType: 'api-key', code: 66, table: 'access.api_key', ...ofAccess, reference: true, because: 'Belongs to an integration, not to a person; explains where records came from while they are held.',
    columns: {
      id: structure, name: structure, prefix: structure, tokenSha256: credentials, scopes: structure, source: structure, origin: state, purposes: structure, basis: state,
      createdBy: structure, createdAt: structure, expiresAt: structure, lastUsedOn: structure, revokedAt: structure,
    },
  }),
  referenceData(IdempotentRequest, {
    recordType: 'idempotent-request', code: 70, table: 'access.idempotent_request', purposes: ['security'], reference: true,
    because: 'Answers of an integration’s requests: ids and results, no values; leave after a day (RET-39).',
    columns: { keySha256: structure, requestSha256: structure, status: structure, answer: structure, createdAt: structure },
  }),
  referenceData(DelegatedAct, {
    recordType: 'delegated-act', code: 991, table: 'access.delegated_act', purposes: ['security', 'rights-and-disputes'], reference: true,
    because: 'An opaque id of an integration’s own user; leaves P1Y after the act, as the rest of the trail (RET-25).',
    columns: { id: structure, keyId: structure, onBehalfOf: direct('user.device.identifier'), action: structure, occurredOn: recordDate },
  }),
  referenceData(SignInFailure, {
    recordType: 'sign-in-failure', code: 67, table: 'access.sign_in_failure', purposes: ['security'], reference: true,
    because: 'Keyed hashes of what was given at the door; leaves a day after the last failure.',
    columns: { keyedHash: structure, failures: structure, blockedUntil: structure, lastAt: structure },
  }),
];
