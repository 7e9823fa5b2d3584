import { sqlMigration } from '@oubli/database';

/**
 * What was issued is hashed as it was issued: every column that can never change, in a fixed order. When the engine treats
 * a row that was whole, the hash follows; one that was not stays, so that no treatment hides a damage.
 */
const hashed = (table: string, name: string, columns: readonly string[]): string => `
alter table invoicing.${table} add column issued_sha256 bytea;
create function invoicing.${name}(r invoicing.${table}) returns bytea language sql immutable set search_path = pg_catalog, pg_temp as $$
  select sha256(convert_to(jsonb_build_array(${columns.map((c) => `r.${c}`).join(', ')})::text, 'UTF8'))
$$;
create function invoicing.hash_${table}() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or (invoicing.${name}(new) <> old.issued_sha256 and invoicing.${name}(old) = old.issued_sha256) then
    new.issued_sha256 := invoicing.${name}(new);
  end if;
  return new;
end $$;
alter table invoicing.${table} disable trigger user;
update invoicing.${table} r set issued_sha256 = invoicing.${name}(r);
alter table invoicing.${table} enable trigger user;
alter table invoicing.${table} alter column issued_sha256 set not null;
create trigger issued_is_hashed before insert or update on invoicing.${table} for each row execute function invoicing.hash_${table}();
`;

const issued = `
${hashed('invoice', 'issued_invoice', [
  'id', 'person_id', 'number', 'issued_on', 'due_on', 'amount_excluding_tax', 'vat', 'currency', 'party_name', 'party_siret', 'party_address', 'lines',
])}
${hashed('credit_note', 'issued_credit_note', ['id', 'person_id', 'invoice_id', 'number', 'issued_on', 'amount_excluding_tax', 'vat', 'party_name', 'reason'])}
`;

export const issuedMigrations = [sqlMigration(1764200400000, 'IssuedIsHashed', issued)];
