import { type AnyDeclaration, freeText, personalData, personLink, quasi, recordDate, referenceData, state, structure } from '@oubli/personal-data';
import { SurveyAnswer, SurveyTally } from './engagement.entity';
import { campaignData } from './campaign/campaign.personal-data';
import { consentData } from './consent/consent.personal-data';

export const engagementData: readonly AnyDeclaration[] = [
  personalData(SurveyAnswer, {
    recordType: 'survey-answer', code: 40, about: ['expert', 'client-contact'], table: 'engagement.survey_answer', purposes: ['surveys'],
    subjects: ['personId'], phase: 'phase', collectedOn: 'collectedOn', clocks: { answered: { column: 'answeredOn', requiredWhen: 'always' } }, namesIdentity: ['active'],
    tally: { table: 'engagement.survey_tally', by: ['survey', 'score'], count: 'answers' },
    columns: {
      id: structure, personId: personLink, survey: state, answeredOn: recordDate, score: quasi('user.behavior'), comment: freeText(),
      collectedOn: recordDate, origin: state, phase: state,
    },
  }),
  referenceData(SurveyTally, {
    recordType: 'survey-tally', code: 47, table: 'engagement.survey_tally', purposes: ['surveys'], reference: true,
    because: 'Counts of dissociated answers; no person, no day and no way back to either.', columns: { survey: state, score: state, answers: state },
  }),
  ...campaignData,
  ...consentData,
];
