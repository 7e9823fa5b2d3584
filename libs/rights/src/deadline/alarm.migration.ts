import { governChild, sqlMigration } from '@oubli/database';
import { alarmSteps } from './alarm';

/** What was told about a term is told once: the day the term ends on is part of it, so that an extended one is told of anew. */
const alarms = `
create table rights.deadline_alarm (
  id uuid primary key default gen_random_uuid(),
  request_id uuid not null references rights.request (id),
  due_legal date not null,
  step text not null check (step in (${alarmSteps.map((step) => `'${step}'`).join(', ')})),
  days int not null check (days >= 0 and (days = 0 or step = 'near')),
  told_on date not null,
  unique (request_id, due_legal, step, days)
);
${governChild('rights.deadline_alarm', 'rights.request', 'request_id')}
revoke insert, update on rights.deadline_alarm from {{app}};
grant insert on rights.deadline_alarm to {{engine}};
`;

export const alarmMigrations = [sqlMigration(1764266400020, 'DeadlineAlarms', alarms)];
