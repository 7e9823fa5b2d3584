import { sqlMigration } from '@oubli/database';
import { stateShipped } from './shipped.sql';

export const shippedPurposeMigrations = [sqlMigration(1764201160010, 'PurposeRegisterShipped', stateShipped)];
