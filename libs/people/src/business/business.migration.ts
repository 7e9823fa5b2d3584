import { governRoot, refuseSocialSecurityNumbers, sqlMigration } from '@oubli/database';
import { personRecordSql } from '../person-record';
import { acceptsRecords } from '../open-doors';

const business = `
create table people.client (
  id uuid primary key,
  name text not null,
  siren text unique check (siren ~ '^[0-9]{9}$')
);
grant select, insert, update on people.client to {{app}};
grant select on people.client to {{engine}};
${refuseSocialSecurityNumbers('people.client', ['name', 'siren'])}

create table people.client_contact (
  ${personRecordSql.begin}
  client_id uuid not null references people.client (id),
  job_title text,
  email text,
  phone text,
  notes text,
  relation_ended_on date,
  ${personRecordSql.end}
);
create index client_contact_client on people.client_contact (client_id);
${governRoot('people.client_contact', { subjects: ['person_id'], clocks: ['relation_ended_on'] })}
${refuseSocialSecurityNumbers('people.client_contact', ['job_title', 'email', 'phone', 'notes'])}
${acceptsRecords('people.client_contact', ['person_id'])}

create table people.prospect (
  ${personRecordSql.begin}
  company_name text,
  email text,
  phone text,
  interest text,
  ${personRecordSql.end}
);
${governRoot('people.prospect', { subjects: ['person_id'], clocks: ['collected_on'] })}
${refuseSocialSecurityNumbers('people.prospect', ['company_name', 'email', 'phone', 'interest'])}
${acceptsRecords('people.prospect', ['person_id'], ['last-contact'])}

create table people.business_registration (
  ${personRecordSql.begin}
  siret text check (siret ~ '^[0-9]{14}$'),
  activity_code text,
  registered_on date,
  checked_on date,
  result text not null check (result in ('unchecked', 'confirmed', 'refused')),
  ${personRecordSql.end}
);
${governRoot('people.business_registration', { subjects: ['person_id'], clocks: [] })}
${refuseSocialSecurityNumbers('people.business_registration', ['siret', 'activity_code'])}
${acceptsRecords('people.business_registration', ['person_id'], ['assignment-end'])}
`;

export const businessMigrations = [sqlMigration(1764100100000, 'Business', business)];
