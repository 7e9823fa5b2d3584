import { type AnyDeclaration, file, personalData, quasi, recordDate, keep, structure } from '@oubli/personal-data';
import { personRecord, personRecordColumns, relationClocks } from '@oubli/people';
import { Certificate, TrainingProof } from './certificate.entity';

export const certificateData: readonly AnyDeclaration[] = [
  personalData(Certificate, {
    recordType: 'certificate', code: 32, about: ['expert'], table: 'training.certificate', purposes: ['training'], ...personRecord,
    clocks: { sessionEnd: { column: 'sessionEndedOn', requiredWhen: 'always' } }, namesIdentity: ['active', 'archived'],
    evidence: { exemption: 'legal-duty', columns: [] },
    integrity: [{ hash: 'sha256', file: 'content' }],
    columns: { ...personRecordColumns, sessionId: structure, sessionEndedOn: recordDate, fileName: file(), content: file(), sha256: file() },
  }),
  personalData(TrainingProof, {
    recordType: 'training-proof', code: 33, about: ['expert'], table: 'training.training_proof', purposes: ['training'], ...personRecord,
    clocks: relationClocks, namesIdentity: ['active', 'archived'],
    evidence: { exemption: 'claims', columns: ['subject'] },
    columns: { ...personRecordColumns, subject: quasi('user.work.history', keep), trainedOn: recordDate },
  }),
];
