import { sqlMigration } from '@oubli/database';

/** For whom an integration acted. An opaque id of the integration's own: no form that a name or an address would fit (contracts.md 4). */
export const onBehalfForm = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,64})$/;

const delegated = `
create table access.delegated_act (
  id uuid primary key,
  key_id uuid not null references access.api_key (id),
  on_behalf_of text not null check (on_behalf_of ~ '^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,64})$'),
  action text not null check (action ~ '^[A-Z]+ /[A-Za-z0-9/{}_-]+$'),
  occurred_on date not null
);
create index delegated_act_key on access.delegated_act (key_id);
create index delegated_act_occurred on access.delegated_act (occurred_on, id);
alter table access.delegated_act add constraint delegated_act_on_behalf_of_no_ssn check (not people.holds_social_security_number(on_behalf_of));
alter table access.delegated_act add constraint delegated_act_action_no_ssn check (not people.holds_social_security_number(action));
grant select, insert on access.delegated_act to {{app}};
grant select, delete on access.delegated_act to {{engine}};
`;

export const delegatedMigrations = [sqlMigration(1764201010001, 'DelegatedActs', delegated)];

/** A year, as the rest of the trail (RET-25). */
export const endDelegatedActs = `delete from access.delegated_act where occurred_on + interval '1 year' < calendar.paris_date(now())`;
