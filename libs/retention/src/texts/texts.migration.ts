import { sqlMigration } from '@oubli/database';

/**
 * The privacy policy in words: a text a publication and language, exactly one of them authoritative, none of them ever changed.
 * `text_waiver`: what the lint found and somebody named let pass.
 */
const texts = `
create table retention.publication_text (
  publication uuid not null references retention.publication (id),
  language text not null check (language in ('fr', 'en', 'de')),
  authoritative boolean not null,
  body text not null check (body <> '' and length(body) <= 60000),
  primary key (publication, language)
);
create unique index publication_text_authoritative on retention.publication_text (publication) where authoritative;
create function retention.text_stays() returns trigger language plpgsql as $$
begin
  raise exception 'A published text never changes.' using errcode = '55000';
end $$;
create trigger text_stays before update or delete on retention.publication_text for each row execute function retention.text_stays();
create function retention.has_an_authoritative_text() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from retention.publication_text where publication = new.publication and authoritative) then
    raise exception 'One of the texts of a publication is authoritative.' using errcode = '55000';
  end if;
  return null;
end $$;
create constraint trigger has_an_authoritative_text after insert on retention.publication_text
  deferrable initially deferred for each row execute function retention.has_an_authoritative_text();

create table retention.text_waiver (
  publication uuid not null references retention.publication (id),
  finding text not null,
  language text not null check (language in ('fr', 'en', 'de')),
  line int not null check (line > 0),
  rule text not null check (rule in ('placeholder', 'foreign-product', 'mixed-language', 'translation-unchanged')),
  words text not null,
  reason text not null check (reason <> ''),
  waived_by uuid not null,
  waived_at timestamptz not null default now(),
  primary key (publication, finding)
);
grant select on retention.publication_text, retention.text_waiver to {{app}}, {{engine}};
grant insert on retention.publication_text, retention.text_waiver to {{app}};
`;

export const textsMigrations = [sqlMigration(1764201000001, 'PublicationTexts', texts)];
