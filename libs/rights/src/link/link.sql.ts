/** A second link for the same request or person takes the place of the first. */
export const dropEarlier = 'delete from rights.link where kind = $1 and (request_id = $2 or person_id = $2)';

export const insertLink = `insert into rights.link (keyed_hash, kind, request_id, person_id, mailbox, language, browser_hash, package_id, expires_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, clock_timestamp() + $9::int * interval '1 minute')`;

/** Opening it is deleting it: of two at once one finds nothing. In another browser nothing is found, and nothing used up. */
export const useLink = `delete from rights.link where keyed_hash = $1 and kind = $2 and expires_at > clock_timestamp() and browser_hash is not distinct from $3
  returning request_id::text as "requestId", person_id::text as "personId", package_id::text as "packageId", mailbox, language`;

export const insertPage = `insert into rights.page_session (keyed_hash, person_id, mailbox, language, expires_at) values ($1, $2, $3, $4, clock_timestamp() + $5::int * interval '1 minute')`;
export const findPage = `select id::text as id, person_id::text as "personId", mailbox, language, expires_at as "expiresAt" from rights.page_session where keyed_hash = $1 and expires_at > clock_timestamp()`;
export const endPage = 'delete from rights.page_session where keyed_hash = $1';

export const endOldLinks = 'delete from rights.link where expires_at <= now()';
export const endOldPages = 'delete from rights.page_session where expires_at <= now()';
