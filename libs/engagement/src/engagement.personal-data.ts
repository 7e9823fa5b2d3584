import { type AnyDeclaration, freeText, personalData, personLink, quasi, recordDate, state, structure } from '@oubli/personal-data';
import { SurveyAnswer } from './engagement.entity';
import { campaignData } from './campaign/campaign.personal-data';
import { consentData } from './consent/consent.personal-data';

export const engagementData: readonly AnyDeclaration[] = [
  personalData(SurveyAnswer, {
    recordType: 'survey-answer', code: 40, table: 'engagement.survey_answer', purposes: ['surveys'], basis: 'legitimate-interest',
    subjects: ['personId'], phase: 'phase', collectedOn: 'collectedOn', clocks: { answered: { column: 'answeredOn', requiredWhen: 'always' } }, namesIdentity: ['active'],
    columns: {
      id: structure, personId: personLink, survey: state, answeredOn: recordDate, score: quasi('user.behavior'), comment: freeText(),
      collectedOn: recordDate, origin: state, phase: state,
    },
  }),
  ...campaignData,
  ...consentData,
];
