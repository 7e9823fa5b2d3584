import {
  type AnyDeclaration, direct, file, freeText, generalise, partOfRecord, personalData, personLink, quasi, recordDate, state, structure,
} from '@oubli/personal-data';
import { relationClocks } from '@oubli/people';
import { Application, Assignment, CvFile, ExpertProfile } from './recruitment.entity';
import { contractData } from './contract/contract.personal-data';
import { complianceData } from './compliance/compliance.personal-data';
import { candidacyData } from './candidacy/candidacy.personal-data';

export const recruitmentData: readonly AnyDeclaration[] = [
  personalData(Application, {
    recordType: 'application', code: 10, about: ['candidate'], table: 'recruitment.application', purposes: ['recruitment'],
    subjects: ['personId'], phase: 'phase', collectedOn: 'collectedOn',
    clocks: {
      decision: { column: 'decidedOn', requiredWhen: { column: 'stage', is: 'one-of', values: ['rejected', 'retained'] } },
      lastContact: { event: 'last-contact' },
    },
    namesIdentity: ['active', 'archived'],
    evidence: { exemption: 'claims', columns: ['position', 'criteria', 'decidedBy'], when: { column: 'stage', is: 'one-of', values: ['rejected', 'retained'] } },
    integrity: [{ hash: 'cvSha256', file: 'cv' }],
    columns: {
      id: structure, personId: personLink, position: quasi('user.work.history'), stage: state, appliedOn: recordDate, decidedOn: recordDate,
      criteria: { ...freeText(), category: 'user.work.evaluation' }, decidedBy: direct('user.name'), motivation: freeText(), cvName: file(), cv: file(),
      cvSha256: file(), poolConsent: state, collectedOn: recordDate, origin: state, phase: state,
    },
  }),
  personalData(ExpertProfile, {
    recordType: 'expert-profile', code: 11, about: ['expert'], table: 'recruitment.expert_profile', purposes: ['recruitment', 'assignments'],
    subjects: ['personId'], phase: 'phase', collectedOn: 'collectedOn',
    clocks: relationClocks,
    namesIdentity: ['active', 'archived'],
    columns: {
      id: structure, personId: personLink, skills: quasi('user.work.history'), availability: freeText(), hourlyRate: quasi('user.financial.amount'),
      summary: freeText(), careerStartedOn: quasi('user.work.history', generalise('decade')), collectedOn: recordDate, origin: state, phase: state,
    },
  }),
  partOfRecord(CvFile, {
    recordType: 'cv-file', code: 12, table: 'recruitment.cv_file', purposes: ['recruitment', 'assignments'],
    partOf: { recordType: 'expert-profile', via: 'profileId' },
    integrity: [{ hash: 'sha256', file: 'content' }],
    columns: { id: structure, profileId: structure, fileName: file(), mediaType: structure, content: file(), sha256: file() },
  }),
  personalData(Assignment, {
    recordType: 'assignment', code: 13, about: ['expert'], table: 'recruitment.assignment', purposes: ['assignments', 'invoicing'],
    subjects: ['personId', 'clientContactId'], phase: 'phase', collectedOn: 'collectedOn',
    clocks: { contractEnd: { column: 'endedOn', requiredWhen: { column: 'status', is: 'equal', value: 'ended' }, mayBeFuture: true } },
    namesIdentity: ['active', 'archived'],
    inUse: { while: { column: 'status', is: 'equal', value: 'running' } },
    evidence: { exemption: 'claims', columns: ['title', 'clientName', 'dayRate'] },
    columns: {
      id: structure, personId: personLink, clientContactId: personLink, title: quasi('user.work.history'), clientName: quasi('user.work.history'),
      startedOn: recordDate, endedOn: recordDate, dayRate: quasi('user.financial.amount'), status: state, notes: freeText(), collectedOn: recordDate,
      origin: state, phase: state,
    },
  }),
  ...contractData,
  ...complianceData,
  ...candidacyData,
];
