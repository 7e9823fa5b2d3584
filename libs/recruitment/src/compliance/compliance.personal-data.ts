import { type AnyDeclaration, direct, file, personalData, recordDate } from '@oubli/personal-data';
import { personRecord, personRecordColumns } from '@oubli/people';
import { Insurance, RegistrationProof, VigilanceAttestation } from './compliance.entity';

const shared = {
  purposes: ['compliance'], ...personRecord,
  clocks: { assignmentEnd: { event: 'assignment-end' } }, namesIdentity: ['active', 'archived'],
  integrity: [{ hash: 'sha256', file: 'content' }],
  columns: {
    ...personRecordColumns, reference: direct('user.organisation.identifier'), validFrom: recordDate, validTo: recordDate,
    fileName: file(), content: file(), sha256: file(),
  },
} as const;

/** The paper itself is what an inspection asks for (C. trav. D8222-5); of an insurance its number is enough. */
const paper = { exemption: 'legal-duty', columns: ['reference', 'fileName', 'content', 'sha256'] } as const;

export const complianceData: readonly AnyDeclaration[] = [
  personalData(RegistrationProof, { recordType: 'registration-proof', code: 110, about: ['expert'], table: 'recruitment.registration_proof', ...shared, evidence: paper }),
  personalData(VigilanceAttestation, { recordType: 'vigilance-attestation', code: 111, about: ['expert'], table: 'recruitment.vigilance_attestation', ...shared, evidence: paper }),
  personalData(Insurance, { recordType: 'insurance', code: 112, about: ['expert'], table: 'recruitment.insurance', ...shared, evidence: { exemption: 'claims', columns: ['reference'] } }),
];
