/** What has been ordered on an assignment so far. $1 = assignment */
export const ordersOf = `select amount_excluding_tax::text as amount from recruitment.assignment_order where assignment_id = $1`;

/** An attestation of an expert that is valid on a day, first and last day included. $1 = person, $2 = day */
export const validAttestation = `select 1 from recruitment.vigilance_attestation where person_id = $1 and $2::date between valid_from and valid_to limit 1`;

/** Experts whose assignment runs and whose latest attestation ends by a day, or who have none. $1 = day */
export const endingAttestations = `select a.person_id as "personId", max(v.valid_to)::text as "validTo"
  from (select distinct person_id from recruitment.assignment where status = 'running') a
  left join recruitment.vigilance_attestation v on v.person_id = a.person_id
  group by a.person_id having coalesce(max(v.valid_to), '-infinity') <= $1::date order by max(v.valid_to) nulls first, a.person_id`;
