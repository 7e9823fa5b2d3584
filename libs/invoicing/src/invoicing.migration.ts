import { acceptsChildren, acceptsRecords } from '@oubli/people';
import { governChild, governRoot, refuseSocialSecurityNumbers, sqlMigration } from '@oubli/database';
import { issuedMigrations } from './issued.migration';
import { settlementMigrations } from './settlement/settlement.migration';

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
  currency text not null default 'EUR' check (currency = any (array['EUR', 'CHF', 'GBP', 'USD'])),
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
${acceptsRecords('invoicing.invoice', ['person_id'])}

create function invoicing.issued_stays() returns trigger language plpgsql as $$
declare
  allowed invoicing.invoice := old;
begin
  allowed.paid_on := new.paid_on;
  allowed.phase := new.phase;
  if new is distinct from allowed then
    raise exception 'An issued invoice never changes: issue a credit note.' using errcode = '55000';
  end if;
  return new;
end $$;
-- The engine treats what a policy and the floors tell it to; nobody else changes an invoice, the owner included.
create trigger issued_stays before update on invoicing.invoice for each row
  when (current_user <> trim(both '"' from '{{engine}}')) execute function invoicing.issued_stays();

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
${acceptsRecords('invoicing.expense_claim', ['person_id'])}

create table invoicing.receipt (
  id uuid primary key,
  claim_id uuid not null references invoicing.expense_claim (id),
  file_name text,
  content bytea,
  sha256 bytea check (sha256 is null or length(sha256) = 32)
);
${governChild('invoicing.receipt', 'invoicing.expense_claim', 'claim_id')}
${refuseSocialSecurityNumbers('invoicing.receipt', ['file_name'])}
${acceptsChildren('invoicing.receipt', 'invoicing.expense_claim', 'claim_id')}
`;

export const invoicingMigrations = [sqlMigration(1764000400000, 'Invoicing', invoicing), ...settlementMigrations, ...issuedMigrations];
