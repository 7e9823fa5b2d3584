import { governChild, type MigrationClass, refuseSocialSecurityNumbers, sqlMigration } from '@oubli/database';
import { acceptsChildren } from '@oubli/people';
import { accuracyOutcomes, accuracyTaskKinds } from './accuracy.personal-data';

const oneOf = (column: string, values: readonly string[]): string => `check (${column} in (${values.map((v) => `'${v}'`).join(', ')}))`;

/** A task is part of a person, not of a request: nobody asked for anything. What was brought leaves with the task's end. */
const tasks = `
create table rights.accuracy_task (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references people.person (id),
  kind text not null ${oneOf('kind', accuracyTaskKinds)},
  record_type text not null,
  record_id uuid not null,
  field text not null,
  brought_sealed bytea,
  source text,
  opened_on date not null default calendar.paris_date(now()),
  done_on date check (done_on >= opened_on),
  done_by uuid,
  outcome text ${oneOf('outcome', accuracyOutcomes)},
  check ((done_on is null) = (outcome is null)),
  check (brought_sealed is null or (done_on is null and kind = 'birth-date-conflict'))
);
create unique index accuracy_task_open on rights.accuracy_task (record_id, field, kind) where done_on is null;
${governChild('rights.accuracy_task', 'people.person', 'person_id')}
${refuseSocialSecurityNumbers('rights.accuracy_task', ['record_type', 'field', 'source'])}
${acceptsChildren('rights.accuracy_task', 'people.person', 'person_id')}
grant insert on rights.accuracy_task to {{engine}};
`;

export const accuracyMigrations: readonly MigrationClass[] = [sqlMigration(1764266400030, 'AccuracyTasks', tasks)];
