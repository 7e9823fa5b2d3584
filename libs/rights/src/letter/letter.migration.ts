import { letterMeans, letterTemplates, requestEventKinds } from '@oubli/contracts';
import { sqlMigration } from '@oubli/database';

const oneOf = (column: string, values: readonly string[]): string => `check (${column} in (${values.map((v) => `'${v}'`).join(', ')}))`;

/**
 * A letter is written once: the application may say when and how it left, once, and nothing else about it ever after. The
 * engine goes on treating it at the end of its file.
 */
const letters = `
alter table rights.request_document add column sent_by text ${oneOf('sent_by', letterMeans)};
revoke update on rights.request_document from {{app}};
grant update (sent_on, sent_by) on rights.request_document to {{app}};
create policy request_document_sent_once on rights.request_document as restrictive for update to {{app}} using (sent_on is null) with check (sent_on is not null and sent_by is not null);
alter table rights.request_event drop constraint request_event_kind_check;
alter table rights.request_event add constraint request_event_kind_check ${oneOf('kind', requestEventKinds)};
`;

/** Which of the letters a paper is: what follows from sending it depends on that. Papers of earlier versions do not say, nor do questions of identity. */
const templates = `
alter table rights.request_document add column template text ${oneOf('template', letterTemplates)};
alter table rights.request_event drop constraint request_event_kind_check;
alter table rights.request_event add constraint request_event_kind_check ${oneOf('kind', requestEventKinds)};
grant insert on rights.request_document to {{engine}};
`;

export const letterMigrations = [sqlMigration(1764201154300, 'LettersSent', letters), sqlMigration(1764266400000, 'LettersByTemplate', templates)];
