import type { MigrationClass } from '@oubli/database';
import { alarmMigrations } from './deadline/alarm.migration';
import { formMigrations } from './form/form.migration';
import { forwardingMigrations } from './forwarding/forwarding.migration';
import { identityMigrations } from './identity/identity.migration';
import { linkMigrations, packageLinkMigrations } from './link/link.migration';
import { letterMigrations } from './letter/letter.migration';
import { openDsrMigrations } from './opendsr/opendsr.migration';
import { packageMigrations } from './package/package.migration';
import { purposeMigrations } from './purposes/purposes.migration';
import { rectificationMigrations } from './rectification/rectification.migration';
import { tellingMigrations } from './telling/telling.migration';
import { requestMigrations } from './request/request.migration';

export const rightsMigrations: readonly MigrationClass[] = [...requestMigrations, ...packageMigrations, ...identityMigrations, ...linkMigrations, ...formMigrations, ...rectificationMigrations, ...letterMigrations, ...alarmMigrations, ...purposeMigrations, ...packageLinkMigrations, ...forwardingMigrations, ...tellingMigrations, ...openDsrMigrations];
