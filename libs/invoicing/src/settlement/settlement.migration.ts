import { governRoot, refuseSocialSecurityNumbers, sqlMigration } from '@oubli/database';
import { acceptsRecords, personRecordSql } from '@oubli/people';

const settlement = `
create table invoicing.received_invoice (
  ${personRecordSql.begin}
  number text not null,
  invoiced_on date not null,
  paid_on date,
  amount_excluding_tax numeric(12, 2) not null,
  vat numeric(12, 2) not null,
  supplier_name text not null,
  document bytea,
  document_sha256 bytea check (document_sha256 is null or length(document_sha256) = 32),
  ${personRecordSql.end}
);
${governRoot('invoicing.received_invoice', { subjects: ['person_id'], clocks: ['invoiced_on'] })}
${refuseSocialSecurityNumbers('invoicing.received_invoice', ['number', 'supplier_name'])}
${acceptsRecords('invoicing.received_invoice', ['person_id'])}

create table invoicing.credit_note (
  ${personRecordSql.begin}
  invoice_id uuid,
  number text not null,
  issued_on date not null,
  amount_excluding_tax numeric(12, 2) not null check (amount_excluding_tax > 0),
  vat numeric(12, 2) not null check (vat >= 0),
  party_name text not null,
  reason text,
  ${personRecordSql.end}
);
create unique index credit_note_number on invoicing.credit_note (number) where phase = 'active';
${governRoot('invoicing.credit_note', { subjects: ['person_id'], clocks: ['issued_on'] })}
${refuseSocialSecurityNumbers('invoicing.credit_note', ['number', 'party_name', 'reason'])}
${acceptsRecords('invoicing.credit_note', ['person_id'])}

create function invoicing.credit_note_stays() returns trigger language plpgsql as $$
declare
  allowed invoicing.credit_note := old;
begin
  allowed.phase := new.phase;
  if new is distinct from allowed then
    raise exception 'An issued credit note never changes.' using errcode = '55000';
  end if;
  return new;
end $$;
create trigger credit_note_stays before update on invoicing.credit_note for each row
  when (current_user <> trim(both '"' from '{{engine}}')) execute function invoicing.credit_note_stays();

create table invoicing.payment (
  ${personRecordSql.begin}
  paid_on date not null,
  amount numeric(12, 2) not null,
  direction text not null check (direction in ('received', 'sent')),
  reference text,
  ${personRecordSql.end}
);
${governRoot('invoicing.payment', { subjects: ['person_id'], clocks: ['paid_on'] })}
${refuseSocialSecurityNumbers('invoicing.payment', ['reference'])}
${acceptsRecords('invoicing.payment', ['person_id'])}

create table invoicing.fee_declaration (
  ${personRecordSql.begin}
  year_ended_on date not null,
  filed_on date,
  amount numeric(12, 2) not null check (amount >= 0),
  beneficiary_name text not null,
  beneficiary_siret text check (beneficiary_siret ~ '^[0-9]{14}$'),
  ${personRecordSql.end}
);
${governRoot('invoicing.fee_declaration', { subjects: ['person_id'], clocks: ['year_ended_on'] })}
${refuseSocialSecurityNumbers('invoicing.fee_declaration', ['beneficiary_name', 'beneficiary_siret'])}
${acceptsRecords('invoicing.fee_declaration', ['person_id'])}
`;

export const settlementMigrations = [sqlMigration(1764100300000, 'Settlement', settlement)];
