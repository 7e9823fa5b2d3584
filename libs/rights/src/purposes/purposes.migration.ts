import { confidences, exemptions } from '@oubli/contracts';
import { refuseSocialSecurityNumbers, sqlMigration } from '@oubli/database';
import { lawfulBases, personCategories } from '@oubli/personal-data';

const list = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');

/**
 * The register of purposes: a line says what holds from a day on and is never changed. A legitimate interest that somebody of the
 * house states carries its balancing note; what ships without one is told by the gap report.
 */
const states = `
create table rights.purpose_state (
  id uuid primary key default gen_random_uuid(),
  purpose text not null references retention.purpose (code),
  category text not null check (category in (${list(personCategories)})),
  record_type text check (record_type <> ''),
  basis text check (basis in (${list(lawfulBases)})),
  valid_from date not null,
  basis_in_policy text check (basis_in_policy in (${list(lawfulBases)})),
  legal_reference text not null check (legal_reference <> ''),
  confidence text not null check (confidence in (${list(confidences)})),
  balancing_note text check (balancing_note <> ''),
  exemption text check (exemption in (${list(exemptions)})),
  exemption_reason text check (exemption_reason <> ''),
  reason text not null check (reason <> ''),
  author uuid,
  recorded_at timestamptz not null default clock_timestamp(),
  check (basis <> 'legitimate-interest' or balancing_note is not null or author is null),
  check ((exemption is null) = (exemption_reason is null))
);
create index purpose_state_purpose on rights.purpose_state (purpose);
${refuseSocialSecurityNumbers('rights.purpose_state', ['purpose', 'record_type', 'legal_reference', 'balancing_note', 'exemption_reason', 'reason'])}
create function rights.keep_purpose_state() returns trigger language plpgsql as $$
begin
  raise exception 'what was stated of a purpose is never changed: state what holds from a later day' using errcode = '55000';
end $$;
create trigger keep_purpose_state before update or delete on rights.purpose_state for each row execute function rights.keep_purpose_state();
grant select, insert on rights.purpose_state to {{app}};
grant select on rights.purpose_state to {{engine}};
`;

export const purposeMigrations = [sqlMigration(1764201160000, 'PurposeRegister', states)];
