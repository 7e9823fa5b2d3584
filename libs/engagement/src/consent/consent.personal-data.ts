import { type AnyDeclaration, personalData, recordDate, state, structure } from '@oubli/personal-data';
import { personRecord, personRecordColumns, relationClocks } from '@oubli/people';
import { Consent, NoticeShown, Objection } from './consent.entity';

export const consentData: readonly AnyDeclaration[] = [
  personalData(Consent, {
    recordType: 'consent', code: 44, table: 'engagement.consent', purposes: ['campaigns', 'rights-and-disputes'], ...personRecord,
    clocks: { given: { column: 'givenOn' }, lastUsed: { column: 'lastUsedOn' }, withdrawn: { column: 'withdrawnOn' } }, namesIdentity: ['active'],
    evidence: { exemption: 'claims', columns: [] },
    columns: { ...personRecordColumns, purpose: state, channel: state, textVersion: state, means: state, givenOn: recordDate, lastUsedOn: recordDate, withdrawnOn: recordDate, givenAt: recordDate, withdrawnAt: recordDate, withdrawnBy: state },
  }),
  personalData(Objection, {
    recordType: 'objection', code: 45, table: 'engagement.objection', purposes: ['campaigns', 'rights-and-disputes'], ...personRecord,
    clocks: { ...relationClocks, objected: { column: 'objectedOn' } }, namesIdentity: ['active'],
    evidence: { exemption: 'legal-duty', columns: [] },
    columns: { ...personRecordColumns, purpose: state, channel: state, objectedOn: recordDate, objectedAt: recordDate, objectedBy: state, standing: state, judgedOn: recordDate, underRequest: structure },
  }),
  personalData(NoticeShown, {
    recordType: 'notice-shown', code: 46, table: 'engagement.notice_shown', purposes: ['rights-and-disputes'], ...personRecord,
    clocks: relationClocks, namesIdentity: ['active'],
    evidence: { exemption: 'claims', columns: [] },
    columns: { ...personRecordColumns, noticeVersion: state, place: state, shownOn: recordDate },
  }),
];
