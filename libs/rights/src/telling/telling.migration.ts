import { governChild, refuseSocialSecurityNumbers, sqlMigration } from '@oubli/database';
import { recipientTaskOutcomes, recipientTaskReasons } from '../rectification/rectification.personal-data';
import { tellingChannels, tellingStates } from './telling.personal-data';

const oneOf = (column: string, values: readonly string[]): string => `check (${column} in (${values.map((v) => `'${v}'`).join(', ')}))`;

/**
 * A task to tell a recipient follows from an erasure or a restriction as it does from a correction. Its message is a row of its own:
 * the sender writes there, the officer in the task, and neither waits for the other.
 */
const telling = `
alter table rights.recipient_task
  alter column rectification_id drop not null,
  add column reason text not null default 'rectification' ${oneOf('reason', recipientTaskReasons)},
  add column their_references text[] not null default '{}',
  add column escalated_on date,
  add constraint recipient_task_of_rectification check ((reason = 'rectification') = (rectification_id is not null)),
  drop constraint recipient_task_outcome_check,
  add constraint recipient_task_outcome_check ${oneOf('outcome', recipientTaskOutcomes)};
create unique index recipient_task_once on rights.recipient_task (request_id, recipient_id, reason) where rectification_id is null;
create index recipient_task_open on rights.recipient_task (opened_on) where done_on is null and escalated_on is null;
grant insert on rights.recipient_task to {{engine}};

create table rights.recipient_message (
  id uuid primary key default gen_random_uuid(),
  request_id uuid not null references rights.request (id),
  task_id uuid not null unique,
  channel text not null ${oneOf('channel', tellingChannels)},
  state text not null default 'waiting' ${oneOf('state', tellingStates)},
  attempts int not null default 0,
  created_at timestamptz not null default clock_timestamp(),
  not_before timestamptz not null default clock_timestamp(),
  leased_until timestamptz,
  last_tried_at timestamptz,
  last_status int,
  last_failure text,
  ended_at timestamptz,
  check ((state = 'waiting') = (ended_at is null))
);
create index recipient_message_waiting on rights.recipient_message (not_before, id) where state = 'waiting' and channel = 'webhook';
${governChild('rights.recipient_message', 'rights.request', 'request_id')}
${refuseSocialSecurityNumbers('rights.recipient_message', ['last_failure'])}
grant insert on rights.recipient_message to {{engine}};
`;

export const tellingMigrations = [sqlMigration(1764273600020, 'RecipientsTold', telling)];
