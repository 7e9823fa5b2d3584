/** The columns of a request by their property names; days are text. */
export const requestColumns = `r.id::text as id, r.number, r.kind, r.door, r.language, r.person_id::text as "personId", r.state, r.outcome,
    r.owner_id::text as "ownerId", r.received_on as "receivedOn", r.registered_on as "registeredOn", r.due_target as "dueTarget", r.due_legal as "dueLegal",
    r.identity_asked_on as "identityAskedOn", r.identity_given_on as "identityGivenOn", r.extended_on as "extendedOn", r.extension_reason as "extensionReason",
    r.answered_on as "answeredOn", r.closed_on as "closedOn", r.collected_on as "collectedOn", r.origin, r.phase`;

export const today = 'select calendar.paris_date(now())::text as day';

export const insertRequest = `insert into rights.request as r (kind, door, language, person_id, received_on, registered_on, due_target, due_legal, collected_on)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $5) returning ${requestColumns}`;

export const insertContact = `insert into rights.request_contact (request_id, name, email, phone, address, words) values ($1, $2, $3, $4, $5, $6)`;

export const insertEvent = `insert into rights.request_event (request_id, kind, state, actor_id, about_id) values ($1, $2, $3, $4, $5)`;

export const loadRequest = `select ${requestColumns} from rights.request r where r.id = $1`;

export const idOfNumber = 'select id::text as id from rights.request where number = $1';

/** Whoever moves a request holds its row, so that two cannot move it from the same state. */
export const lockRequest = `${loadRequest} for update`;

/** Who asks is not among it: a request goes on when she has been erased, and a row of hers that is hidden takes no record. */
export const updateRequest = `update rights.request as r set state = $2, outcome = $3, owner_id = $4, due_target = $5, due_legal = $6,
    identity_asked_on = $7, identity_given_on = $8, extended_on = $9, extension_reason = $10, answered_on = $11, closed_on = $12
  where r.id = $1 returning ${requestColumns}`;

export const setPerson = `update rights.request as r set person_id = $2 where r.id = $1 returning ${requestColumns}`;
