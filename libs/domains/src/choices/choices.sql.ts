/** $1 person, $2 purpose, $3 channel, $4 means: consents that ended. */
export const withdrawConsent = 'select engagement.withdraw_consent($1, $2, $3, $4) as n';
/** $1 person, $2 purpose, $3 channel or null, $4 means, $5 standing, $6 request or null. */
export const objectTo = 'select engagement.object_to($1, $2, $3, $4, $5, $6)::text as id';
/** $1 person, $2 purpose, $3 channel: messages that waited. */
export const cancelQueued = 'select engagement.cancel_queued($1, $2, $3) as n';
export const judgeObjections = 'select engagement.judge_objections($1, $2) as n';

export const consentInForce = `select c.id::text as id from engagement.consent c where c.person_id = $1 and c.purpose = $2 and c.channel = $3 and c.withdrawn_on is null`;
/** Whoever consents anew has taken her earlier objection back (Art. 7 GDPR); it stays as the proof of what held before. */
export const endObjection = `update engagement.objection set standing = 'ended', judged_on = calendar.paris_date(now()) where person_id = $1 and purpose = $2 and channel = $3 and standing = 'in-force'`;
/** `collected_on` is the day it was written down; a paper form may be older. */
export const insertConsent = `insert into engagement.consent (id, person_id, purpose, channel, text_version, means, given_on, given_at, collected_on, origin)
  values ($1, $2, $3, $4, $5, $6, coalesce($7::date, calendar.paris_date(now())), clock_timestamp(), calendar.paris_date(now()), 'person')`;

/** A pool consent of recruitment has no channel; its policy counts from the decision, not from the withdrawal (RET-01). */
export const withdrawFromPool = `update recruitment.pool_consent set withdrawn_on = greatest(calendar.paris_date(now()), given_on) where person_id = $1 and withdrawn_on is null returning id`;

export const consentsOf = `select c.id::text as id, c.purpose, c.channel, c.text_version as "textVersion", c.means, c.given_on::text as "givenOn", c.given_at::text as "givenAt",
    c.last_used_on::text as "lastUsedOn", c.withdrawn_on::text as "withdrawnOn", c.withdrawn_at::text as "withdrawnAt", c.withdrawn_by as "withdrawnBy"
  from engagement.consent c where c.person_id = $1 order by c.given_on desc, c.given_at desc nulls last, c.id`;
export const objectionsOf = `select o.id::text as id, o.purpose, o.channel, o.objected_on::text as "objectedOn", o.objected_at::text as "objectedAt", o.objected_by as "objectedBy",
    o.standing, o.judged_on::text as "judgedOn", o.under_request::text as "underRequest"
  from engagement.objection o where o.person_id = $1 order by o.objected_on desc, o.objected_at desc nulls last, o.id`;

export const inSixMonths = `select (calendar.paris_date(now()) + interval '6 months')::date::text as day`;
