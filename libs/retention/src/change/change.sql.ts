const draftColumns = `policy, record_type as "recordType", title, automatic, legal_reference as "legalReference", confidence, body, changed_at as "changedAt", changed_by::text as "changedBy", etag::text as etag`;

export const readDraft = `select ${draftColumns} from retention.policy_draft where policy = $1`;
export const listDrafts = `select ${draftColumns} from retention.policy_draft order by policy`;

/** Writes over the draft of that etag; a new one needs no etag. */
export const saveDraft = `insert into retention.policy_draft (policy, record_type, title, automatic, legal_reference, confidence, body, changed_by)
  values ($1, $2, $3, $4, $5, $6, $7, $8)
  on conflict (policy) do update set record_type = excluded.record_type, title = excluded.title, automatic = excluded.automatic, legal_reference = excluded.legal_reference,
    confidence = excluded.confidence, body = excluded.body, changed_by = excluded.changed_by, changed_at = now(), etag = gen_random_uuid()
    where policy_draft.etag = $9::uuid
  returning ${draftColumns}`;

export const dropDraft = 'delete from retention.policy_draft where policy = $1';

const approvalColumns = `id::text as id, kind, title, reason, payload, requested_by::text as "requestedBy", requested_at as "requestedAt", state, decided_by::text as "decidedBy", decided_at as "decidedAt"`;

export const insertApproval = `insert into retention.approval (kind, title, reason, payload, requested_by) values ($1, $2, $3, $4, $5) returning ${approvalColumns}`;
export const listApprovals = `select ${approvalColumns} from retention.approval order by state = 'open' desc, requested_at desc limit 200`;
export const lockApproval = `select ${approvalColumns}, now() >= requested_at + interval '24 hours' as "waited" from retention.approval where id = $1 for update`;
export const decideApproval = `update retention.approval set state = $2, decided_by = $3, decided_at = now() where id = $1 returning ${approvalColumns}`;
export const openReleaseOf = `select ${approvalColumns} from retention.approval where state = 'open' and kind = 'hold-release' and payload->>'hold' = $1`;
