import { governChild, refuseSocialSecurityNumbers, sqlMigration } from '@oubli/database';

/** What was corrected is written once and never changed: it is a proof. */
const rectifications = `
create table rights.rectification (
  id uuid primary key,
  request_id uuid not null references rights.request (id),
  record_type text not null,
  record_id uuid not null,
  field text not null,
  before_sealed bytea,
  after_sealed bytea,
  corrected_at timestamptz not null default clock_timestamp(),
  agent_id uuid
);
${governChild('rights.rectification', 'rights.request', 'request_id')}
${refuseSocialSecurityNumbers('rights.rectification', ['record_type', 'field'])}
revoke update on rights.rectification from {{app}};

create table rights.recipient_task (
  id uuid primary key default gen_random_uuid(),
  request_id uuid not null references rights.request (id),
  rectification_id uuid not null,
  recipient_id uuid not null,
  opened_on date not null,
  done_on date check (done_on >= opened_on),
  done_by uuid,
  outcome text check (outcome in ('told', 'impossible', 'disproportionate')),
  unique (rectification_id, recipient_id),
  check ((done_on is null) = (outcome is null))
);
${governChild('rights.recipient_task', 'rights.request', 'request_id')}
`;

export const rectificationMigrations = [sqlMigration(1764201150000, 'Rectifications', rectifications)];
