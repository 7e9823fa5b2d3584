import { sqlMigration } from '@oubli/database';

/** A batch whose treatment needs a key that is lost is left as it is. */
const keyLost = `
alter table retention.outcome drop constraint outcome_reason_check;
alter table retention.outcome add constraint outcome_reason_check check (reason in ('hold', 'moved', 'suspended', 'busy', 'undeclared-column', 'quarantined', 'key-lost'));
`;

export const keyLostMigrations = [sqlMigration(1764200900030, 'KeyLost', keyLost)];
