/**
 * Requests for erasure answered in part whose wish ended after the answer because nothing was left, and that nobody saw to yet. What
 * had left before the answer, the answer told.
 */
const due = (where: string): string => `select r.id::text as id from rights.request r join retention.erasure_wish w on w.request = r.number
  where ${where}r.state = 'answered' and r.outcome = 'partially-granted' and r.kind = 'erasure' and r.phase = 'active' and w.ended_because = 'nothing-left'
    and (w.ended_on > r.answered_on or w.ended_at > (select max(e.happened_at) from rights.request_event e where e.request_id = r.id and e.kind = 'answered'))
    and not exists (select 1 from rights.request_event e where e.request_id = r.id and e.kind = 'rest-left')`;

export const waiting = `${due('')} order by w.ended_on, r.id`;
export const stillWaiting = due('r.id = $1 and ');
