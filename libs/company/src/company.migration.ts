import { sqlMigration } from '@oubli/database';

/**
 * Who answers for the processing: the controller and the host, whoever holds an office with its days, and the authority to
 * complain to. Two holders of one office never overlap, so that a letter's date names one.
 */
const company = `
create schema company;
grant usage on schema company to {{app}}, {{engine}};

create table company.legal_entity (
  role text primary key check (role in ('controller', 'host')),
  name text not null check (name <> ''),
  legal_form text not null check (legal_form <> ''),
  capital numeric(17, 2) check (capital >= 0),
  register_city text not null check (register_city <> ''),
  register_number text not null check (register_number ~ '^([0-9]{9}|[0-9]{14})$'),
  siret text check (siret ~ '^[0-9]{14}$'),
  vat_number text check (vat_number ~ '^FR[0-9A-Z]{2}[0-9]{9}$'),
  activity_code text check (activity_code ~ '^[0-9]{4}[A-Z]$'),
  street text not null check (street <> ''),
  postcode text not null check (postcode ~ '^[0-9]{5}$'),
  city text not null check (city <> ''),
  changed_at timestamptz not null default now(),
  etag uuid not null default gen_random_uuid()
);

create table company.office_holder (
  id uuid primary key default gen_random_uuid(),
  office text not null check (office in ('representative', 'protection-officer')),
  name text check (name <> ''),
  capacity text check (capacity in ('manager', 'president', 'managing-director')),
  email text check (email <> ''),
  phone text check (phone <> ''),
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  check (office <> 'representative' or (name is not null and capacity is not null)),
  check (office <> 'protection-officer' or email is not null),
  constraint one_representative exclude using gist (daterange(valid_from, valid_to, '[]') with &&) where (office = 'representative'),
  constraint one_protection_officer exclude using gist (daterange(valid_from, valid_to, '[]') with &&) where (office = 'protection-officer')
);
create index office_holder_valid_to on company.office_holder (valid_to);

create table company.supervisory_authority (
  sole boolean primary key default true check (sole),
  name text not null check (name <> ''),
  address text not null check (address <> ''),
  website text not null check (website ~ '^https://'),
  complaints_url text not null check (complaints_url ~ '^https://')
);
insert into company.supervisory_authority (name, address, website, complaints_url) values
  ('Commission nationale de l’informatique et des libertés (CNIL)', '3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07', 'https://www.cnil.fr', 'https://www.cnil.fr/fr/plaintes');

grant select on company.legal_entity, company.office_holder, company.supervisory_authority to {{app}}, {{engine}};
grant insert, update on company.legal_entity, company.office_holder, company.supervisory_authority to {{app}};
`;

export const companyMigrations = [sqlMigration(1764201000000, 'CompanyIdentity', company)];
