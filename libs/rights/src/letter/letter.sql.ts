export const loadLetter = `select d.id::text as id, d.request_id::text as "requestId", d.kind, d.template, d.title, d.language, d.content, calendar.paris_date(d.written_at)::text as "writtenOn", d.sent_on as "sentOn"
  from rights.request_document d where d.id = $1`;

/** Only what has not left may be said to leave; whoever comes second finds nothing. */
export const markSent = `update rights.request_document set sent_on = $2, sent_by = $3 where id = $1 and sent_on is null returning id`;
