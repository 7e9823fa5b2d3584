import { type MigrationClass, sqlMigration } from '@oubli/database';

/** Who was given what is asked of a function, because old disclosures are archived and the application does not see them; it tells ids of recipients and their own references only. */
const told = `
create function rights.recipients_told(person uuid, type text[], record uuid, field text) returns table (recipient_id uuid, their_references text[])
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select d.recipient_id, coalesce(array_agg(distinct d.their_reference order by d.their_reference) filter (where d.their_reference is not null), '{}')
  from recipients.disclosure d
  where (person is null or d.person_id = person) and (type is null or d.record_type = any(type)) and (record is null or d.record_id = record) and (field is null or field = any(d.fields))
    and (person is not null or record is not null)
  group by d.recipient_id
$$;
revoke all on function rights.recipients_told(uuid, text[], uuid, text) from public;
grant execute on function rights.recipients_told(uuid, text[], uuid, text) to {{app}}, {{engine}};
drop function rights.recipients_of_field(text, uuid, text);
`;

export const tellingWiringMigrations: readonly MigrationClass[] = [sqlMigration(1764273600030, 'RecipientsToTell', told)];
