import { sqlMigration } from '@oubli/database';

/**
 * An event about a person whose row the application may not see is taken in all the same: it is stored, which is what
 * Art. 18(2) GDPR leaves open, and without it a period would end on a wrong day once the restriction is lifted. Nobody
 * reads it until then. Whether the person's active phase is over is what the trigger `subjects_are_active` asks.
 */
const events = `
drop policy dated_event_app on people.dated_event;
create policy dated_event_app on people.dated_event for select to {{app}} using (exists (select 1 from people.person r where r.id = person_id));
create policy dated_event_app_insert on people.dated_event for insert to {{app}} with check (true);
create policy dated_event_app_update on people.dated_event for update to {{app}}
  using (exists (select 1 from people.person r where r.id = person_id)) with check (exists (select 1 from people.person r where r.id = person_id));
`;

export const restrictedEventsMigrations = [sqlMigration(1764201040003, 'RestrictedEvents', events)];
