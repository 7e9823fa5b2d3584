import {
  type AnyDeclaration, direct, freeText, personalData, personLink, pseudonym, recordDate, referenceData, state, structure,
} from '@oubli/personal-data';
import { Attendance, TrainingSession } from './training.entity';
import { certificateData } from './certificate/certificate.personal-data';

export const trainingData: readonly AnyDeclaration[] = [
  referenceData(TrainingSession, {
    recordType: 'training-session', code: 30, table: 'training.session', purposes: ['training'], reference: true,
    because: 'A course on a date; who attended is in attendance.',
    columns: { id: structure, title: state, startsOn: recordDate, endsOn: recordDate, place: state },
  }),
  personalData(Attendance, {
    recordType: 'attendance', code: 31, about: ['expert'], table: 'training.attendance', purposes: ['training'],
    subjects: ['personId'], phase: 'phase', collectedOn: 'collectedOn', clocks: { sessionEnd: { column: 'sessionEndedOn', requiredWhen: 'always' } }, namesIdentity: ['active'],
    evidence: { exemption: 'legal-duty', columns: [] },
    columns: {
      id: structure, personId: personLink, sessionId: structure, sessionEndedOn: recordDate, participantName: direct('user.name', pseudonym('text')),
      participantEmail: direct('user.contact.email', pseudonym('email')), hours: state, evaluation: freeText(), supportsInvoice: state,
      collectedOn: recordDate, origin: state, phase: state,
    },
  }),
  ...certificateData,
];
