import { sqlMigration } from '@oubli/database';
import { erasureGrounds } from './asking';

const grounds = erasureGrounds.map((ground) => `'${ground}'`).join(', ');

/**
 * A person's wish to be erased, until nothing of what it reaches is left: ids, days and a closed ground. `request` is the number of the
 * request's file, and in its form, so that no name can stand there.
 */
const wish = `
create table retention.erasure_wish (
  id uuid primary key,
  person_id uuid not null,
  request text not null unique check (request ~ '^[A-Z][A-Z0-9]{0,7}(-[0-9]{1,8}){1,3}$'),
  ground text not null check (ground in (${grounds})),
  record_types text[],
  asked_on date not null,
  recorded_at timestamptz not null default now(),
  ended_on date,
  ended_because text check (ended_because in ('nothing-left', 'withdrawn')),
  check ((ended_on is null) = (ended_because is null))
);
create index erasure_wish_open on retention.erasure_wish (person_id) where ended_on is null;
grant select, insert, update on retention.erasure_wish to {{engine}};
grant select on retention.erasure_wish to {{app}};

alter table retention.run add column wish uuid references retention.erasure_wish (id);
create index run_wish on retention.run (wish);
alter table retention.run drop constraint run_requested_by_check;
alter table retention.run add constraint run_requested_by_check check (requested_by in ('person', 'nightly', 'first-start', 'request', 'test'));
`;

/** Whether the rest left before or after an answer of the same day. */
const ended = 'alter table retention.erasure_wish add column ended_at timestamptz;';

export const wishMigrations = [sqlMigration(1764201060001, 'ErasureWish', wish), sqlMigration(1764266400010, 'ErasureWishEnded', ended)];
