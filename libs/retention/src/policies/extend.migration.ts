import { sqlMigration } from '@oubli/database';

/** The trail may tell of a record type as a whole: a policy that came with a version has no record. */
const policyAdded = `
alter table retention.activity alter column record_id drop not null;
alter table retention.activity drop constraint activity_kind_check;
alter table retention.activity add constraint activity_kind_check check (kind in ('integrity-alarm', 'integrity-restored', 'integrity-gone', 'integrity-accepted', 'policy-added'));
alter table retention.activity add constraint activity_record check (kind = 'policy-added' or record_id is not null);
`;

export const extendMigrations = [sqlMigration(1764201070010, 'PolicyAdded', policyAdded)];
