import { sqlMigration } from '@oubli/database';

/** Row addresses as the plan saw them, beside the ids: reading a row at its address costs a third of finding it by its id. */
export const placesMigrations = [
  sqlMigration(1764201090000, 'BatchPlaces', 'alter table retention.batch add column places tid[];'),
];
