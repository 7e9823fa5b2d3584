import { type AnyDeclaration, direct, freeText, personalData, recordDate, referenceData, state, structure } from '@oubli/personal-data';
import { personRecord, personRecordColumns } from '@oubli/people';
import { Campaign, CampaignMessage, Survey } from './campaign.entity';

export const campaignData: readonly AnyDeclaration[] = [
  referenceData(Survey, {
    recordType: 'survey', code: 41, table: 'engagement.survey', purposes: ['surveys'], reference: true,
    because: 'Questions and days; who answered is in survey answers.', columns: { id: structure, title: state, opensOn: recordDate, closesOn: recordDate },
  }),
  referenceData(Campaign, {
    recordType: 'campaign', code: 42, table: 'engagement.campaign', purposes: ['campaigns'], reference: true,
    because: 'What is written, by which channel and to which categories; who was written to is in campaign messages.',
    columns: { id: structure, title: state, channel: state, purpose: state, categories: state, language: state, subject: state, body: state, state, startedAt: structure, endedAt: structure, audience: structure, leftOut: structure },
  }),
  personalData(CampaignMessage, {
    recordType: 'campaign-message', code: 43, table: 'engagement.campaign_message', purposes: ['campaigns'], ...personRecord,
    clocks: { sent: { column: 'sentOn', requiredWhen: { column: 'outcome', is: 'not-equal', value: 'queued' } } }, namesIdentity: ['active', 'archived'],
    columns: {
      ...personRecordColumns, campaignId: structure, channel: state, address: direct('user.contact.email'), sentOn: recordDate, deliveredOn: recordDate,
      outcome: state, body: freeText(),
    },
  }),
];
