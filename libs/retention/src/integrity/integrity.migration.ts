import { sqlMigration } from '@oubli/database';

/**
 * `integrity_alarm`: what does not match its hash and has not been answered. `activity`: what the system noticed and who
 * answered it, in closed words and ids; leaves P3Y after the day (RET-25, internal control).
 */
const integrity = `
create table retention.integrity_alarm (
  record_type text not null,
  record_id uuid not null,
  place text not null,
  raised_at timestamptz not null default now(),
  accepted_at timestamptz,
  primary key (record_type, record_id, place)
);
create table retention.activity (
  id uuid primary key default gen_random_uuid(),
  occurred_at timestamptz not null default now(),
  kind text not null check (kind in ('integrity-alarm', 'integrity-restored', 'integrity-gone', 'integrity-accepted')),
  record_type text not null,
  record_id uuid not null,
  place text not null,
  reason text,
  author text
);
create index activity_occurred on retention.activity (occurred_at);
create index activity_record on retention.activity (record_id);
grant select, insert, update, delete on retention.integrity_alarm to {{engine}};
grant select, insert on retention.activity to {{engine}};
grant select on retention.integrity_alarm, retention.activity to {{app}};
`;

export const integrityMigrations = [sqlMigration(1764200900010, 'Integrity', integrity)];
