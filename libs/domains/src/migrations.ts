import { accessEntities, accessMigrations } from '@oubli/access';
import { calendarSql } from '@oubli/calendar';
import { type MigrationClass, sqlMigration } from '@oubli/database';
import { engagementEntities, engagementMigrations } from '@oubli/engagement';
import { invoicingEntities, invoicingMigrations } from '@oubli/invoicing';
import { ledgerMigrations } from '@oubli/ledger';
import { peopleEntities, peopleMigrations } from '@oubli/people';
import { recruitmentEntities, recruitmentMigrations } from '@oubli/recruitment';
import { retentionMigrations } from '@oubli/retention';
import { trainingEntities, trainingMigrations } from '@oubli/training';

/** Every migration, oldest first. The calendar is pure and brings its SQL as text. */
export const allMigrations: readonly MigrationClass[] = [
  sqlMigration(1764000100000, 'Calendar', calendarSql),
  ...peopleMigrations, ...recruitmentMigrations, ...invoicingMigrations, ...trainingMigrations, ...engagementMigrations,
  ...ledgerMigrations, ...retentionMigrations, ...accessMigrations,
];

/** Every entity of the application's data source. */
export const allEntities = [
  ...peopleEntities, ...recruitmentEntities, ...invoicingEntities, ...trainingEntities, ...engagementEntities, ...accessEntities,
];
