import type { MigrationClass } from '@oubli/database';
import { requestMigrations } from './request/request.migration';

export const rightsMigrations: readonly MigrationClass[] = [...requestMigrations];
