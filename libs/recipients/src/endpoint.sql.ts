/** Anew for a recipient: a new address has a new secret, and nothing is said of the one before. */
export const putEndpoint = `insert into recipients.endpoint (id, recipient_id, url, secret_sealed, created_on) values ($1, $2, $3, $4, calendar.paris_date(now()))
  on conflict (recipient_id) do update set id = excluded.id, url = excluded.url, secret_sealed = excluded.secret_sealed, former_secret_sealed = null, former_until = null,
    disabled_on = null, disabled_because = null, created_on = excluded.created_on`;
export const lockEndpoint = 'select id::text as id, secret_sealed as "secretSealed" from recipients.endpoint where recipient_id = $1 for update';
/** The secret before signs too for $4 hours. */
export const turnSecret = `update recipients.endpoint set secret_sealed = $2, former_secret_sealed = $3, former_until = clock_timestamp() + $4::int * interval '1 hour' where id = $1`;
export const dropEndpoint = 'delete from recipients.endpoint where recipient_id = $1 returning id';
export const disableEndpoint = `update recipients.endpoint set disabled_on = calendar.paris_date(now()), disabled_because = 'gone' where id = $1 and disabled_on is null returning id`;
export const endpointToTell = `select id::text as id, url, secret_sealed as "secretSealed", case when former_until > clock_timestamp() then former_secret_sealed end as "formerSecretSealed"
  from recipients.endpoint where recipient_id = $1 and disabled_on is null`;
/** Former secrets that sign nothing any more. */
export const endFormerSecrets = 'update recipients.endpoint set former_secret_sealed = null, former_until = null where former_until <= clock_timestamp()';
