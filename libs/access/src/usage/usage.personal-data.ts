import { type AnyDeclaration, type ClockDeclaration, direct, eraseTo, personalData, quasi, recordDate, referenceData, state } from '@oubli/personal-data';
import { personRecord, personRecordColumns } from '@oubli/people';
import { AccountSession, DeviceLog, TrackerChoice, UsageCount, UsageEvent } from './usage.entity';

const log = { ...personRecord, namesIdentity: ['active'] } as const;
const onDay = (column: string): ClockDeclaration => ({ column, requiredWhen: 'always' });

export const usageData: readonly AnyDeclaration[] = [
  personalData(AccountSession, {
    recordType: 'account-session', code: 53, about: ['candidate', 'expert', 'client-contact'], table: 'access.account_session', purposes: ['navigation', 'security'], ...log, clocks: { started: onDay('startedOn') },
    columns: { ...personRecordColumns, startedOn: recordDate, endedAt: recordDate },
  }),
  personalData(UsageEvent, {
    recordType: 'usage-event', code: 54, about: ['candidate', 'expert', 'client-contact'], table: 'access.usage_event', purposes: ['navigation'], ...log, clocks: { occurred: onDay('occurredOn') },
    columns: { ...personRecordColumns, occurredOn: recordDate, page: quasi('user.behavior', eraseTo('(erased)')) },
  }),
  referenceData(UsageCount, {
    recordType: 'usage-count', code: 55, table: 'access.usage_count', purposes: ['navigation'], reference: true,
    because: 'Counts of a day; no person and no way back to one.', columns: { day: recordDate, page: state, views: state },
  }),
  personalData(DeviceLog, {
    recordType: 'device-log', code: 56, about: ['candidate', 'expert', 'client-contact'], table: 'access.device_log', purposes: ['security'], ...log, clocks: { occurred: onDay('occurredOn') },
    columns: { ...personRecordColumns, occurredOn: recordDate, ip: direct('user.device.ip_address'), device: quasi('user.device.identifier') },
  }),
  personalData(TrackerChoice, {
    recordType: 'tracker-choice', code: 57, about: ['candidate', 'expert', 'client-contact'], table: 'access.tracker_choice', purposes: ['navigation'], ...log, clocks: { chosen: onDay('chosenOn') },
    columns: { ...personRecordColumns, chosenOn: recordDate, accepted: state },
  }),
];
