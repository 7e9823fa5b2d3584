import { governChild, governRoot, refuseSocialSecurityNumbers, sqlMigration } from '@oubli/database';
import { redactionDecisions, redactionReasons } from './package.personal-data';

const oneOf = (column: string, values: readonly string[]): string => `check (${column} in (${values.map((v) => `'${v}'`).join(', ')}))`;
const child = (table: string): string => `${governChild(table, 'packages.package', 'package_id')}
grant insert on ${table} to {{engine}};`;

/**
 * Written with the engine's login: somebody whose records are archived has the right of access too, and the application does not see them.
 */
const packages = `
create schema packages;
grant usage on schema packages to {{app}}, {{engine}};
create table packages.package (
  id uuid primary key,
  person_id uuid not null,
  kind text not null ${oneOf('kind', ['access', 'portability'])},
  language text not null ${oneOf('language', ['fr', 'en', 'de'])},
  state text not null default 'waits' ${oneOf('state', ['waits', 'made'])},
  begun_on date not null,
  made_on date,
  records int not null default 0,
  collected_on date,
  origin text not null,
  phase text not null default 'active',
  constraint package_made check ((state = 'made') = (made_on is not null))
);
${governRoot('packages.package', { subjects: ['person_id'], clocks: ['begun_on', 'made_on'], beyondRestriction: true })}
grant insert on packages.package to {{engine}};

create table packages.redaction (
  id uuid primary key,
  package_id uuid not null references packages.package (id),
  record_type text not null,
  record_id uuid not null,
  field text not null,
  reason text not null ${oneOf('reason', redactionReasons)},
  decision text ${oneOf('decision', redactionDecisions)},
  unique (package_id, record_type, record_id, field)
);
${child('packages.redaction')}
${refuseSocialSecurityNumbers('packages.redaction', ['record_type', 'field'])}

create table packages.part (
  id uuid primary key,
  package_id uuid not null references packages.package (id),
  file text not null check (file ~ '^[a-z0-9-]+[.](json|csv|html|pdf)$'),
  number int not null,
  sealed bytea,
  unique (package_id, file, number)
);
${child('packages.part')}
${refuseSocialSecurityNumbers('packages.part', ['file'])}
`;

export const packageMigrations = [sqlMigration(1764201020010, 'Packages', packages)];
