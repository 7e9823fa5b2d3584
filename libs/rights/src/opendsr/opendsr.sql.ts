/** RFC 3339 in UTC. */
const utc = (instant: string, fraction = ''): string => `to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS${fraction}"Z"')`;

/** The last second in Paris of the day by which the answer is due. */
const expectedBy = utc(`((r.due_legal + 1)::timestamp at time zone 'Europe/Paris' - interval '1 second')`);

const known = `o.id::text as id, o.request_id::text as "requestId", o.controller_id as "controllerId", o.subject_request_id::text as "subjectRequestId", o.api_version as "apiVersion", o.body_hash as "bodyHash",
    ${utc('o.received_at', '.MS')} as "receivedTime", ${expectedBy} as "expectedCompletionTime", r.kind, r.state, r.outcome`;

/** Two at once that hand the same request over take turns. */
export const lockHandedOver = `select pg_advisory_xact_lock(hashtextextended('opendsr ' || $1 || ' ' || $2, 0))`;

export const findHandedOver = `select ${known} from rights.opendsr_request o join rights.request r on r.id = o.request_id where o.controller_id = $1 and o.subject_request_id = $2`;

/** Nothing comes back for an id under which a file rests already. */
export const insertHandedOver = `insert into rights.opendsr_request (request_id, controller_id, key_id, subject_request_id, regulation, api_version, submitted_at, body_hash, callback_urls)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict on constraint opendsr_request_once do nothing returning id`;

export const insertFirstCallbacks = `insert into rights.opendsr_callback (request_id, url, status)
  select r.id, told.url, rights.opendsr_status(r.state, r.outcome) from rights.request r cross join lateral unnest($2::text[]) with ordinality told (url, place) where r.id = $1 order by told.place`;

/** Day in Paris of an instant, and whether it lies ahead by more than clocks differ, or years back. */
export const dayAsked = `select calendar.paris_date($1::timestamptz)::text as day, $1::timestamptz > now() + interval '1 day' as ahead, $1::timestamptz < now() - interval '1 year' as "longAgo"`;

export const now = `select ${utc('clock_timestamp()', '.MS')} as now`;

/** The package that was sent in answer to a request, the last one, where the asking system vouched for who asks. */
export const sentPackage = `select e.about_id::text as id from rights.request_event e
  where e.request_id = $1 and e.kind = 'package-sent' and exists (select from rights.identity_proof p where p.request_id = $1 and p.method = 'source-system')
  order by e.happened_at desc, e.id desc limit 1`;

export const speaksFor = `select exists (select from rights.opendsr_request o join rights.identity_proof p on p.request_id = o.request_id and p.method = 'source-system' where o.request_id = $1) as speaks`;

/** What waits longest and nobody is sending; an address hears of one request in the order in which it moved. */
export const claimCallback = `select c.id::text as id, c.url, c.status, c.attempts, ${known.replace('o.id::text as id, ', '')}
  from rights.opendsr_callback c join rights.opendsr_request o on o.request_id = c.request_id join rights.request r on r.id = c.request_id
  where c.state = 'waiting' and c.not_before <= clock_timestamp()
    and not exists (select from rights.opendsr_callback earlier where earlier.request_id = c.request_id and earlier.url = c.url and earlier.state = 'waiting' and earlier.number < c.number)
  order by c.not_before, c.number limit 1 for update of c skip locked`;

export const endCallback = 'update rights.opendsr_callback set state = $2, attempts = $3, reply_code = $4, ended_at = clock_timestamp() where id = $1';
export const postponeCallback = `update rights.opendsr_callback set attempts = $2, reply_code = $3, not_before = clock_timestamp() + $4::int * interval '1 second' where id = $1`;

/** For doctor: what waits, and what was given up. */
export const callbackFigures = `select count(*) filter (where state = 'waiting')::int as waiting, count(*) filter (where state = 'given-up')::int as "givenUp" from rights.opendsr_callback`;
