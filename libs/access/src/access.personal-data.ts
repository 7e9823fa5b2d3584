import { type AnyDeclaration, direct, freeText, personalData, personLink, quasi, recordDate, sensitive, state, structure } from '@oubli/personal-data';
import { Account, ConnectionLog, DisputeCase } from './access.entity';
import { usageData } from './usage/usage.personal-data';
import { staffData } from './staff/staff.personal-data';
import { consoleData } from './console/console.personal-data';

export const accessData: readonly AnyDeclaration[] = [
  personalData(Account, {
    recordType: 'account', code: 50, about: ['candidate', 'expert', 'client-contact'], table: 'access.account', purposes: ['access-management', 'navigation'],
    subjects: ['personId'], phase: 'phase', collectedOn: 'collectedOn', clocks: { lastActivity: { column: 'lastActivityOn', requiredWhen: { column: 'closedOn', is: 'not-null' } } },
    namesIdentity: ['active'],
    columns: {
      id: structure, personId: personLink, login: direct('user.authorization.credentials'), passwordHash: sensitive('user.authorization.credentials'),
      lastActivityOn: recordDate, closedOn: recordDate, collectedOn: recordDate, origin: state, phase: state,
    },
  }),
  personalData(ConnectionLog, {
    recordType: 'connection-log', code: 51, about: ['candidate', 'expert', 'client-contact'], table: 'access.connection_log', purposes: ['security'],
    subjects: ['personId'], phase: 'phase', collectedOn: 'collectedOn', clocks: { occurred: { column: 'occurredOn', requiredWhen: 'always' } },
    namesIdentity: ['active'],
    columns: {
      id: structure, personId: personLink, occurredOn: recordDate, ip: direct('user.device.ip_address'), userAgent: quasi('user.device.identifier'),
      collectedOn: recordDate, origin: state, phase: state,
    },
  }),
  personalData(DisputeCase, {
    recordType: 'dispute-case', code: 52, table: 'access.dispute_case', purposes: ['rights-and-disputes'],
    subjects: ['personId'], phase: 'phase', collectedOn: 'collectedOn', clocks: { settled: { column: 'settledOn' } }, namesIdentity: ['active', 'archived'],
    evidence: { exemption: 'claims', columns: ['subject', 'notes'] },
    columns: {
      id: structure, personId: personLink, openedOn: recordDate, settledOn: recordDate, subject: freeText(), notes: { ...freeText(), category: 'user.legal.dispute' },
      collectedOn: recordDate, origin: state, phase: state,
    },
  }),
  ...usageData,
  ...staffData,
  ...consoleData,
];
