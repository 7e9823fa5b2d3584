import { accessData } from '@oubli/access';
import { doNotRecreateData } from '@oubli/do-not-recreate';
import { companyDeclarations } from '@oubli/company';
import { engagementData } from '@oubli/engagement';
import { invoicingData } from '@oubli/invoicing';
import { ledgerDeclarations } from '@oubli/ledger';
import { outboxDeclarations } from '@oubli/outbox';
import { peopleData } from '@oubli/people';
import { type Registry, registry } from '@oubli/personal-data';
import { recipientsData } from '@oubli/recipients';
import { recruitmentData } from '@oubli/recruitment';
import { retentionDeclarations } from '@oubli/retention';
import { rightsDeclarations } from '@oubli/rights';
import { trainingData } from '@oubli/training';
import { accuracyData } from './accuracy/accuracy.personal-data';
import { againData } from './again/again.personal-data';
import { correctedData } from './rectification/rectification.personal-data';

/** Every record type of this installation: the one list a new domain adds a line to. */
export const domainRegistry: Registry = registry(
  [
    ...peopleData, ...recruitmentData, ...invoicingData, ...trainingData, ...engagementData, ...accessData,
    ...retentionDeclarations, ...ledgerDeclarations, ...companyDeclarations,
    ...rightsDeclarations,
    ...recipientsData, ...outboxDeclarations,
    ...doNotRecreateData, ...againData, ...correctedData, ...accuracyData,
  ],
  'person',
  'people.person_clock',
);
