import { requestLanguages } from '@oubli/contracts';
import { governChild, sqlMigration } from '@oubli/database';

/** A publication is never deleted: its id says for ever which words were shown. */
const notices = `
create table rights.request_notice (
  id uuid primary key default gen_random_uuid(),
  request_id uuid not null unique references rights.request (id),
  publication_id uuid not null,
  language text not null check (language in (${requestLanguages.map((l) => `'${l}'`).join(', ')})),
  shown_on date not null default calendar.paris_date(now())
);
${governChild('rights.request_notice', 'rights.request', 'request_id')}
`;

export const formMigrations = [sqlMigration(1764201150000, 'NoticesBesideForms', notices)];
