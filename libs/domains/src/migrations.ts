import { accessEntities, accessMigrations } from '@oubli/access';
import { calendarSql } from '@oubli/calendar';
import { companyMigrations } from '@oubli/company';
import type { FieldKeys } from '@oubli/config';
import { type MigrationClass, sqlMigration } from '@oubli/database';
import { doNotRecreateMigrations } from '@oubli/do-not-recreate';
import { engagementEntities, engagementMigrations } from '@oubli/engagement';
import { invoicingEntities, invoicingMigrations } from '@oubli/invoicing';
import { ledgerMigrations } from '@oubli/ledger';
import { outboxMigrations } from '@oubli/outbox';
import { peopleEntities, peopleMigrations } from '@oubli/people';
import { recipientsMigrations } from '@oubli/recipients';
import { recruitmentEntities, recruitmentMigrations } from '@oubli/recruitment';
import { retentionMigrations } from '@oubli/retention';
import { rightsMigrations } from '@oubli/rights';
import { restrictionReachMigrations } from './restriction/restriction.migration';
import { trainingEntities, trainingMigrations } from '@oubli/training';
import { packageWiringMigrations } from './package/package.migration';
import { requestWiringMigrations } from './requests/requests.migration';
import { rectificationWiringMigrations } from './rectification/rectification.migration';
import { tellingWiringMigrations } from './telling/telling.migration';
import { shippedPurposeMigrations } from './purposes/purposes.migration';
import { accuracyMigrations } from './accuracy/accuracy.migration';
import { againMigrations } from './again/again.migration';

/**
 * Every migration, oldest first. The calendar is pure and brings its SQL as text.
 * @param fieldKeys asked only when a database of an earlier version has bank details in the clear
 */
export const migrationsWith = (fieldKeys: () => FieldKeys): readonly MigrationClass[] => [
  sqlMigration(1764000100000, 'Calendar', calendarSql),
  ...peopleMigrations(fieldKeys), ...recruitmentMigrations, ...invoicingMigrations, ...trainingMigrations, ...engagementMigrations,
  ...ledgerMigrations, ...retentionMigrations, ...accessMigrations, ...companyMigrations,
  ...rightsMigrations, ...requestWiringMigrations,
  ...recipientsMigrations, ...outboxMigrations,
  ...doNotRecreateMigrations, ...againMigrations,
  ...restrictionReachMigrations,
  ...packageWiringMigrations,
  ...rectificationWiringMigrations, ...tellingWiringMigrations, ...accuracyMigrations,
  ...shippedPurposeMigrations,
];

/** The migrations of a database that holds nothing yet. */
export const allMigrations = migrationsWith(() => {
  throw new Error('Bank details in the clear are sealed with the key file: migrate with `prepareInstallation`.');
});

/** Every entity of the application's data source. */
export const allEntities = [
  ...peopleEntities, ...recruitmentEntities, ...invoicingEntities, ...trainingEntities, ...engagementEntities, ...accessEntities,
];
