import { governChild, governRoot, refuseSocialSecurityNumbers, sqlMigration } from '@oubli/database';

const invoicing = `
create schema invoicing;
grant usage on schema invoicing to {{app}}, {{engine}}, {{archive}};

create table invoicing.invoice (
  id uuid primary key,
  person_id uuid not null references people.person (id),
  number text not null,
  issued_on date not null,
  due_on date,
  paid_on date,
  amount_excluding_tax numeric(12, 2) not null,
  vat numeric(12, 2) not null,
  currency text not null default 'EUR',
  party_name text not null,
  party_siret text,
  party_address text,
  lines jsonb not null,
  document bytea,
  document_sha256 bytea check (document_sha256 is null or length(document_sha256) = 32),
  collected_on date,
  origin text not null,
  phase text not null default 'active'
);
create unique index invoice_number on invoicing.invoice (number) where phase = 'active';
${governRoot('invoicing.invoice', { subjects: ['person_id'], clocks: ['issued_on'] })}
${refuseSocialSecurityNumbers('invoicing.invoice', ['number', 'party_name', 'party_siret', 'party_address'])}
alter table invoicing.invoice add constraint invoice_lines_no_ssn check (not people.holds_social_security_number(lines::text));

create function invoicing.issued_stays() returns trigger language plpgsql as $$
begin
  if (to_jsonb(new) - array['paid_on', 'phase']) is distinct from (to_jsonb(old) - array['paid_on', 'phase']) then
    raise exception 'An issued invoice never changes: issue a credit note.' using errcode = '55000';
  end if;
  return new;
end $$;
create trigger issued_stays before update on invoicing.invoice for each row execute function invoicing.issued_stays();

create table invoicing.expense_claim (
  id uuid primary key,
  person_id uuid not null references people.person (id),
  established_on date,
  booked_on date,
  reimbursed_on date,
  amount numeric(12, 2) not null,
  purpose text,
  comment text,
  social_contribution_evidence boolean not null default false,
  collected_on date,
  origin text not null,
  phase text not null default 'active'
);
${governRoot('invoicing.expense_claim', { subjects: ['person_id'], clocks: ['booked_on'] })}
${refuseSocialSecurityNumbers('invoicing.expense_claim', ['purpose', 'comment'])}

create table invoicing.receipt (
  id uuid primary key,
  claim_id uuid not null references invoicing.expense_claim (id),
  file_name text,
  content bytea,
  sha256 bytea check (sha256 is null or length(sha256) = 32)
);
${governChild('invoicing.receipt', 'invoicing.expense_claim', 'claim_id')}
${refuseSocialSecurityNumbers('invoicing.receipt', ['file_name'])}
`;

export const invoicingMigrations = [sqlMigration(1764000400000, 'Invoicing', invoicing)];
