import { governChild, sqlMigration } from '@oubli/database';

/** Written once: what was passed on cannot be taken back. */
const forwardings = `
create table rights.forwarding (
  id uuid primary key default gen_random_uuid(),
  request_id uuid not null references rights.request (id),
  recipient_id uuid not null,
  record_types text[] not null check (cardinality(record_types) > 0),
  document_id uuid not null,
  forwarded_on date not null,
  agent_id uuid
);
${governChild('rights.forwarding', 'rights.request', 'request_id')}
revoke update on rights.forwarding from {{app}};
`;

export const forwardingMigrations = [sqlMigration(1764201160020, 'RequestsForwarded', forwardings)];
