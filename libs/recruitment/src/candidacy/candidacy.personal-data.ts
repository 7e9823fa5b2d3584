import { type AnyDeclaration, freeText, personalData, quasi, recordDate, state } from '@oubli/personal-data';
import { personRecord, personRecordColumns } from '@oubli/people';
import { Appointment, PoolConsent } from './candidacy.entity';

export const candidacyData: readonly AnyDeclaration[] = [
  personalData(PoolConsent, {
    recordType: 'pool-consent', code: 14, about: ['candidate'], table: 'recruitment.pool_consent', purposes: ['recruitment'], ...personRecord,
    clocks: { withdrawn: { column: 'withdrawnOn' }, given: { column: 'givenOn' }, lastContact: { event: 'last-contact' } }, namesIdentity: ['active'],
    evidence: { exemption: 'claims', columns: [] },
    columns: { ...personRecordColumns, givenOn: recordDate, withdrawnOn: recordDate, textVersion: state, means: state },
  }),
  personalData(Appointment, {
    recordType: 'appointment', code: 15, about: ['candidate', 'expert'], table: 'recruitment.appointment', purposes: ['recruitment', 'assignments'], ...personRecord,
    clocks: { held: { column: 'heldOn' } }, namesIdentity: ['active'],
    columns: { ...personRecordColumns, heldOn: recordDate, place: quasi('user.behavior'), subject: freeText(), notes: freeText() },
  }),
];
