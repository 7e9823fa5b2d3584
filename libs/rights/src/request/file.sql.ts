import { settledStates } from '@oubli/contracts';
import { requestColumns } from './request.sql';

const settled = `r.state in (${settledStates.map((s) => `'${s}'`).join(', ')})`;
/** The term of what waits for an answer about identity stands still, so nothing of it can be late. */
export const runningSql = `not ${settled} and not (r.state = 'identity-asked' and r.identity_asked_on is not null and r.identity_given_on is null)`;
const late = `${runningSql} and r.due_legal < calendar.paris_date(now())`;
/** @param days the number, or its place among the values */
const soon = (days: string): string => `${runningSql} and r.due_legal between calendar.paris_date(now()) and calendar.paris_date(now()) + ${days}`;

/** $1 = which, $2 = kind or null, $3 = pattern of the number or null, $4 = days that count as soon, $5 = a person or null. */
export const listRequests = `select ${requestColumns} from rights.request r
  where case $1::text when 'open' then not ${settled} when 'late' then ${late} when 'soon' then ${soon('$4::int')} when 'settled' then ${settled} else true end
    and ($2::text is null or r.kind = $2) and ($3::text is null or r.number ilike $3) and ($5::uuid is null or r.person_id = $5)
  order by ${settled}, r.due_legal, r.number limit 1000`;

export const countRequests = `select count(*) filter (where not ${settled})::int as open, count(*) filter (where ${late})::int as late, count(*) filter (where ${soon('$1::int')})::int as soon from rights.request r`;

export const loadContact = `select name, email, phone, address, words from rights.request_contact where request_id = $1`;
export const listEvents = `select happened_at as at, kind, state, actor_id::text as "actorId" from rights.request_event where request_id = $1 order by happened_at, id`;
export const listDocuments = `select id::text as id, kind, title, language, media_type as "mediaType", written_at as "writtenAt", sent_on as "sentOn", sent_by as "sentBy"
  from rights.request_document where request_id = $1 order by written_at, id`;
export const listNotes = `select id::text as id, body, author_id::text as "authorId", written_at as "writtenAt" from rights.request_note where request_id = $1 order by written_at, id`;
export const insertDocument = `insert into rights.request_document (request_id, kind, language, title, media_type, content, content_sha256, written_by, template)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id::text as id`;
export const readDocument = `select title, media_type as "mediaType", content from rights.request_document where id = $1`;
export const insertNote = `insert into rights.request_note (request_id, body, author_id) values ($1, $2, $3) returning id::text as id`;
export const changeKind = `update rights.request set kind = $2 where id = $1`;
