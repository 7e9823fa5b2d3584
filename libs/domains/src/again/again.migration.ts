import { grounds } from '@oubli/do-not-recreate';
import { governChild, type MigrationClass, sqlMigration } from '@oubli/database';
import { acceptsChildren } from '@oubli/people';

const ground = `ground text not null check (ground in (${grounds.map((g) => `'${g}'`).join(', ')}))`;

/**
 * Somebody who came back by herself is told that she is on the list; an objection waits here until it is on the list. A trigger
 * writes the latter, so that no path by which an objection is recorded can forget it.
 */
const tasks = `
create table do_not_recreate.return_task (
  id uuid primary key,
  person_id uuid not null references people.person (id),
  ${ground},
  came_on date not null,
  told_on date check (told_on >= came_on)
);
create unique index return_task_once on do_not_recreate.return_task (person_id, ground);
${governChild('do_not_recreate.return_task', 'people.person', 'person_id')}
${acceptsChildren('do_not_recreate.return_task', 'people.person', 'person_id')}

create table do_not_recreate.feed_task (
  id uuid primary key,
  person_id uuid not null references people.person (id),
  ${ground},
  since date not null
);
create unique index feed_task_once on do_not_recreate.feed_task (person_id, ground, since);
${governChild('do_not_recreate.feed_task', 'people.person', 'person_id')}
${acceptsChildren('do_not_recreate.feed_task', 'people.person', 'person_id')}
grant delete on do_not_recreate.feed_task to {{app}};

create function do_not_recreate.objection_waits() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into do_not_recreate.feed_task (id, person_id, ground, since) values (gen_random_uuid(), new.person_id, 'objection', new.objected_on)
    on conflict (person_id, ground, since) do nothing;
  return null;
end $$;
revoke execute on function do_not_recreate.objection_waits() from public;
create trigger objection_waits after insert on engagement.objection for each row
  when (new.phase = 'active' and new.purpose = 'campaigns') execute function do_not_recreate.objection_waits();
insert into do_not_recreate.feed_task (id, person_id, ground, since)
  select gen_random_uuid(), o.person_id, 'objection', min(o.objected_on) from engagement.objection o join people.person p on p.id = o.person_id
  where o.phase = 'active' and p.phase = 'active' and o.purpose = 'campaigns' group by o.person_id;
`;

export const againMigrations: readonly MigrationClass[] = [sqlMigration(1764201070001, 'ReturnAndFeedTasks', tasks)];
