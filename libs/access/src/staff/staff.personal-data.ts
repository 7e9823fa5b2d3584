import { type AnyDeclaration, eraseTo, file, freeText, partOfRecord, personalData, quasi, recordDate, sensitive, state, structure } from '@oubli/personal-data';
import { personRecord, personRecordColumns } from '@oubli/people';
import { ReportExtract, ReportExtractPart, ResetToken, StaffActivity } from './staff.entity';

export const staffData: readonly AnyDeclaration[] = [
  personalData(StaffActivity, {
    recordType: 'staff-activity', code: 58, about: ['staff'], table: 'access.staff_activity', purposes: ['security', 'rights-and-disputes'], ...personRecord,
    clocks: { occurred: { column: 'occurredOn', requiredWhen: 'always' } }, namesIdentity: ['active', 'archived'],
    evidence: { exemption: 'legal-duty', columns: ['action'] },
    columns: { ...personRecordColumns, occurredOn: recordDate, area: state, action: quasi('user.behavior', eraseTo('(erased)')), aboutType: structure, aboutId: structure },
  }),
  personalData(ReportExtract, {
    recordType: 'report-extract', code: 59, about: ['staff'], table: 'access.report_extract', purposes: ['internal-reports'], ...personRecord,
    clocks: { generated: { column: 'generatedOn', requiredWhen: 'always' } }, namesIdentity: ['active'],
    columns: {
      ...personRecordColumns, generatedOn: recordDate, title: state, masked: state, purpose: state, recipientId: structure, reason: freeText(), records: structure, leftOut: structure,
    },
  }),
  partOfRecord(ReportExtractPart, {
    recordType: 'report-extract-part', code: 222, table: 'access.report_extract_part', purposes: ['internal-reports'],
    partOf: { recordType: 'report-extract', via: 'extractId' }, integrity: [{ hash: 'sha256', file: 'content' }],
    columns: { id: structure, extractId: structure, number: structure, content: file(), sha256: file() },
  }),
  partOfRecord(ResetToken, {
    recordType: 'reset-token', code: 61, table: 'access.reset_token', purposes: ['access-management'],
    partOf: { recordType: 'account', via: 'accountId' }, expires: 'expiresAt',
    columns: { id: structure, accountId: structure, tokenSha256: sensitive('user.authorization.credentials'), issuedAt: recordDate, expiresAt: recordDate },
  }),
];
