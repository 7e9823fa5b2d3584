/** An assignment of hers, or one in which she is the client's contact, that runs: the relation goes on, whatever she asked. */
const runs = (subject: string): string => `exists (select 1 from recruitment.assignment a where a.${subject} = $1 and a.phase = 'active' and a.status = 'running')`;

/**
 * Dates the events of assignments of the person $1 whose end nobody recorded: by the assignment's own last day where there is one,
 * by the day $2 otherwise. The event moves as it does when an assignment is ended, so that its source still finds it.
 */
export const endAssignments = `update people.dated_event e
  set occurred_on = coalesce((select a.ended_on from recruitment.assignment a where a.id = e.source_id and a.ended_on >= date '1970-01-02'), $2::date)
  where e.person_id = $1 and e.kind = 'assignment-end' and e.occurred_on = 'infinity' and e.cancelled_at is null and not ${runs('person_id')} returning e.id`;

/** The same for the person $1 as the contact of a client. */
export const endContacts = `update people.client_contact c set relation_ended_on = $2::date
  where c.person_id = $1 and c.relation_ended_on is null and c.phase <> 'treated' and not ${runs('client_contact_id')} returning c.id`;
