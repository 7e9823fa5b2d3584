import { sqlMigration } from '@oubli/database';
import {
  direct, erase, freeText, fake, partOfRecord, personalData, personLink, pseudonym, quasi, recordDate, referenceData, registry, state, structure,
} from '@oubli/personal-data';

/** A small world of its own, which shows that the engine knows no domain: guests, notes (own clock), stays (clocks from events). */
class Guest {
  id!: string;
  name!: string | null;
  collectedOn!: string | null;
  phase!: string;
}
class Note {
  id!: string;
  guestId!: string;
  kind!: string;
  mark!: number | null;
  writtenOn!: string | null;
  text!: string | null;
  author!: string | null;
  mail!: string | null;
  amount!: number | null;
  collectedOn!: string | null;
  phase!: string;
}
class Scan {
  id!: string;
  noteId!: string;
  content!: Buffer | null;
}
class Stay {
  id!: string;
  guestId!: string;
  companionId!: string | null;
  remark!: string | null;
  collectedOn!: string | null;
  phase!: string;
}
class Visit {
  id!: string;
  guestId!: string;
  kind!: string;
  occurredOn!: string;
  cancelledAt!: string | null;
}
class GuestClock {
  personId!: string;
  kind!: string;
  lastOn!: string;
}

const purposes = ['assignments'] as const;

export const toyRegistry = registry(
  [
    personalData(Guest, {
      recordType: 'guest', code: 700, table: 'toy.guest', purposes, subjects: ['id'], phase: 'phase', collectedOn: 'collectedOn',
      clocks: { collected: { column: 'collectedOn' } }, namesIdentity: [],
      columns: { id: structure, name: direct('user.name'), collectedOn: recordDate, phase: state },
    }),
    personalData(Note, {
      recordType: 'note', code: 701, table: 'toy.note', purposes, subjects: ['guestId'], phase: 'phase', collectedOn: 'collectedOn',
      clocks: {
        written: { column: 'writtenOn', requiredWhen: { column: 'kind', is: 'not-equal', value: 'open' } },
        lastVisit: { event: 'last-contact' },
      },
      namesIdentity: ['active'],
      tally: { table: 'toy.note_tally', by: ['kind', 'mark'], count: 'notes' },
      evidence: { exemption: 'claims', columns: ['amount'], when: { column: 'kind', is: 'equal', value: 'contract' } },
      inUse: { while: { column: 'kind', is: 'equal', value: 'open' } },
      columns: {
        id: structure, guestId: personLink, kind: state, mark: quasi('user.behavior'), writtenOn: recordDate, text: freeText(), author: direct('user.name', fake('last-name')),
        mail: direct('user.contact.email', pseudonym('email')), amount: quasi('user.financial.amount', erase), collectedOn: recordDate, phase: state,
      },
    }),
    partOfRecord(Scan, {
      recordType: 'scan', code: 702, table: 'toy.scan', purposes, partOf: { recordType: 'note', via: 'noteId' },
      columns: { id: structure, noteId: structure, content: freeText() },
    }),
    personalData(Stay, {
      recordType: 'stay', code: 703, table: 'toy.stay', purposes, subjects: ['guestId', 'companionId'], phase: 'phase', collectedOn: 'collectedOn',
      clocks: { lastVisit: { event: 'last-contact' }, lastWork: { event: 'assignment-end' } },
      namesIdentity: ['active', 'archived'],
      columns: { id: structure, guestId: personLink, companionId: personLink, remark: freeText(), collectedOn: recordDate, phase: state },
    }),
    partOfRecord(Visit, {
      recordType: 'visit', code: 704, table: 'toy.visit', purposes, partOf: { recordType: 'guest', via: 'guestId' },
      columns: { id: structure, guestId: personLink, kind: state, occurredOn: recordDate, cancelledAt: structure },
    }),
    referenceData(GuestClock, {
      recordType: 'guest-clock', code: 705, table: 'toy.guest_clock', purposes, reference: true, because: 'Latest visits, computed.',
      columns: { personId: personLink, kind: state, lastOn: recordDate },
    }),
  ],
  'guest',
  'toy.guest_clock',
);

export const toyMigration = sqlMigration(1764000990000, 'Toy', `
create schema toy;
grant usage on schema toy to {{app}}, {{engine}};
create table toy.guest (id uuid primary key default gen_random_uuid(), name text, collected_on date, phase text not null default 'active');
create table toy.note (
  id uuid primary key default gen_random_uuid(), guest_id uuid not null references toy.guest (id), kind text not null default 'done', mark smallint,
  written_on date, text text, author text, mail text, amount numeric, collected_on date, phase text not null default 'active');
create index on toy.note (guest_id);
create index on toy.note (written_on, id) where phase = 'active';
create index on toy.note (written_on, id) where phase = 'archived';
create index on toy.note (id) where phase = 'treated';
create table toy.note_tally (kind text not null, mark smallint, notes bigint not null, unique nulls not distinct (kind, mark));
create table toy.scan (id uuid primary key default gen_random_uuid(), note_id uuid not null references toy.note (id), content text);
create index on toy.scan (note_id);
create table toy.stay (
  id uuid primary key default gen_random_uuid(), guest_id uuid not null references toy.guest (id), companion_id uuid references toy.guest (id),
  remark text, collected_on date, phase text not null default 'active');
create index on toy.stay (guest_id);
create index on toy.stay (companion_id);
create table toy.visit (
  id uuid primary key default gen_random_uuid(), guest_id uuid not null references toy.guest (id), kind text not null, occurred_on date not null, cancelled_at timestamptz);
create index on toy.visit (guest_id, kind);
create table toy.guest_clock (person_id uuid not null references toy.guest (id), kind text not null, last_on date not null, primary key (person_id, kind));
create index on toy.guest_clock (kind, last_on, person_id);

create function toy.refresh(guest uuid, wanted text) returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into toy.guest_clock (person_id, kind, last_on)
  select guest, wanted, coalesce((select max(v.occurred_on) from toy.visit v where v.guest_id = guest and v.kind = wanted and v.cancelled_at is null), '-infinity')
  on conflict (person_id, kind) do update set last_on = excluded.last_on
$$;
create function toy.visit_changed() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then return null; end if;
  perform toy.refresh(new.guest_id, new.kind);
  return null;
end $$;
create trigger visit_changed after insert or update on toy.visit for each row execute function toy.visit_changed();
create function toy.stay_added() returns trigger language plpgsql as $$
begin
  perform toy.refresh(new.guest_id, 'last-contact');
  perform toy.refresh(new.guest_id, 'assignment-end');
  return null;
end $$;
create trigger stay_added after insert on toy.stay for each row execute function toy.stay_added();
create trigger note_added after insert on toy.note for each row execute function toy.stay_added();

grant select, insert, update on all tables in schema toy to {{app}};
grant select, update, delete on all tables in schema toy to {{engine}};
grant insert on toy.note_tally to {{engine}};
`);
