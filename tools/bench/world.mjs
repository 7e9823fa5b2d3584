// The bench's own little world: persons, items (a clock in the row), bonds (a clock from events).
import { sqlMigration } from '@oubli/database';
import { calendarSql } from '@oubli/calendar';
import { ledgerMigrations } from '@oubli/ledger';
import { direct, freeText, personalData, personLink, quasi, recordDate, referenceData, registry, state, structure } from '@oubli/personal-data';
import { retentionMigrations } from '@oubli/retention';

const common = { purposes: ['assignments'], basis: 'contract', phase: 'phase', collectedOn: 'collectedOn' };

export const benchRegistry = registry(
  [
    personalData(class {}, { ...common, recordType: 'owner', code: 1, table: 'bench.owner', subjects: ['id'], clocks: { collected: { column: 'collectedOn' } }, namesIdentity: [], columns: { id: structure, name: direct('user.name'), collectedOn: recordDate, phase: state } }),
    personalData(class {}, {
      ...common, recordType: 'item', code: 2, table: 'bench.item', subjects: ['personId'], clocks: { decided: { column: 'decidedOn' } }, namesIdentity: [],
      columns: {
        id: structure, personId: personLink, decidedOn: recordDate, collectedOn: recordDate, phase: state, lastName: direct('user.name'), email: direct('user.contact.email'), phone: direct('user.contact.phone_number'),
        bornOn: quasi('user.demographic.date_of_birth'), note: freeText(), motive: freeText(), city: quasi('user.contact.address'), rate: quasi('user.financial.amount'), label: state, rank: state,
      },
    }),
    personalData(class {}, {
      ...common, recordType: 'bond', code: 3, table: 'bench.bond', subjects: ['personId'], clocks: { contact: { event: 'last-contact' }, collected: { column: 'collectedOn' } }, namesIdentity: [],
      columns: { id: structure, personId: personLink, collectedOn: recordDate, phase: state, remark: freeText() },
    }),
    referenceData(class {}, { recordType: 'owner-clock', code: 4, table: 'bench.owner_clock', purposes: ['assignments'], basis: 'contract', reference: true, because: 'computed', columns: { personId: personLink, kind: state, lastOn: recordDate } }),
  ],
  'owner',
  'bench.owner_clock',
);

const tables = `
create schema bench;
grant usage on schema bench to {{engine}}, {{app}};
create table bench.owner (id uuid primary key, name text, collected_on date, phase text not null default 'active');
create table bench.item (
  id uuid primary key, person_id uuid not null references bench.owner (id), decided_on date, collected_on date, phase text not null default 'active',
  last_name text, email text, phone text, born_on date, note text, motive text, city text, rate numeric, label text, rank int);
create table bench.bond (id uuid primary key, person_id uuid not null references bench.owner (id), collected_on date, phase text not null default 'active', remark text);
create table bench.owner_clock (person_id uuid not null references bench.owner (id), kind text not null, last_on date not null, primary key (person_id, kind));
grant select, update, delete on all tables in schema bench to {{engine}};
`;

export const benchIndexes = `
create index item_person on bench.item (person_id);
create index item_decided_active on bench.item (decided_on, id) where phase = 'active';
create index item_decided_archived on bench.item (decided_on, id) where phase = 'archived';
create index item_treated on bench.item (id) where phase = 'treated';
create index item_decided_treated on bench.item (decided_on, id) where phase = 'treated';
create index bond_person on bench.bond (person_id);
create index bond_collected_treated on bench.bond (collected_on, id) where phase = 'treated';
create index owner_clock_due on bench.owner_clock (kind, last_on, person_id);
`;

export const benchMigrations = [sqlMigration(1764000100000, 'Calendar', calendarSql), ...ledgerMigrations, ...retentionMigrations, sqlMigration(1764000990001, 'Bench', tables)];

/** Items: every tenth due, scattered; 250 persons for 1,000 items; some hundred holds of other persons. */
export const fillItems = (rows) => `
insert into bench.owner (id, name, collected_on) select gen_random_uuid(), 'Owner ' || n, '2015-01-01' from generate_series(1, ${rows / 4}) n;
insert into bench.item (id, person_id, decided_on, collected_on, last_name, email, phone, born_on, note, motive, city, rate, label, rank)
select gen_random_uuid(), o.id, case when n % 10 = 0 then date '2019-01-01' + (n % 700)::int else date '2026-01-01' + (n % 200)::int end, '2018-01-01', 'Name ' || n, 'person.' || n || '@example.fr', '+3363998' || lpad((n % 10000)::text, 4, '0'),
  date '1945-01-01' + (n % 7000)::int, 'A note about item ' || n, 'A motive of some length for item ' || n, 'Nantes', n % 900, 'label ' || n % 50, n % 7
from generate_series(1, ${rows}) n join (select id, row_number() over () as k from bench.owner) o on o.k = n % ${rows / 4} + 1;
insert into retention.hold (person_id, review_on) select gen_random_uuid(), '2030-01-01' from generate_series(1, 400);
`;

/** The same number due in a small and a large table, 60 % treated already: for the time of a plan. */
export const fillDue = (rows) => `
insert into bench.owner (id, name, collected_on) select gen_random_uuid(), 'Owner ' || n, '2015-01-01' from generate_series(1, ${rows}) n;
create temporary table numbered as select id, row_number() over () as n from bench.owner;
insert into bench.item (id, person_id, decided_on, collected_on, phase)
select gen_random_uuid(), id, case when n <= 5000 then date '2019-06-01' when n <= ${rows * 0.6} then date '2019-01-01' else date '2026-01-01' + (n % 200)::int end, '2018-01-01', case when n > 5000 and n <= ${rows * 0.6} then 'treated' else 'active' end from numbered;
insert into bench.bond (id, person_id, collected_on, phase)
select gen_random_uuid(), id, '2018-01-01', case when n > 5000 and n <= ${rows * 0.6} then 'treated' else 'active' end from numbered;
insert into bench.owner_clock (person_id, kind, last_on)
select id, 'last-contact', case when n <= 5000 then date '2019-06-01' else date '2026-01-01' + (n % 200)::int end from numbered where n <= 5000 or n > ${rows * 0.6};
drop table numbered;
`;

const sorting = {
  columns: {
    lastName: { kind: 'fake', dictionary: 'last-name' }, email: { kind: 'pseudonym', form: 'email' }, bornOn: { kind: 'generalise', to: 'decade' }, note: { kind: 'erase' }, motive: { kind: 'erase' },
    city: { kind: 'erase', constant: '-' },
  },
};
export const treating = { startEvent: [{ clock: 'decided' }], active: { period: 'P2Y', sorting }, archived: { period: 'P20Y' }, end: 'delete' };
export const deleting = { startEvent: [{ clock: 'decided' }], active: { period: 'P2Y' }, end: 'delete' };
export const deletingBonds = { startEvent: [{ clock: 'contact' }], active: { period: 'P2Y' }, end: 'delete' };

/** What keeps treated records in their tables. */
const fifty = (recordType, clock, column) => ({ code: `fifty-${recordType}`, recordType, legalReference: 'bench', confidence: 'I', body: { startEvent: [{ clock }], period: 'P50Y', columns: [column] } });
export const benchFloors = [fifty('item', 'decided', 'rank'), fifty('bond', 'collected', 'remark')];
