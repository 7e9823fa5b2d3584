const columns = `s.id::text as id, s.purpose, s.category, s.record_type as "recordType", s.basis, s.valid_from::text as "validFrom", s.basis_in_policy as "basisInPolicy",
    s.legal_reference as "legalReference", s.confidence, s.balancing_note as "balancingNote", s.exemption, s.exemption_reason as "exemptionReason", s.reason, s.author::text as author, s.recorded_at::text as "recordedAt"`;

/** Oldest first, in the order in which a register reads them. */
export const listStates = `select ${columns} from rights.purpose_state s order by s.valid_from, s.recorded_at, s.id`;

export const insertState = `insert into rights.purpose_state as s
    (purpose, category, record_type, basis, valid_from, basis_in_policy, legal_reference, confidence, balancing_note, exemption, exemption_reason, reason, author)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) returning ${columns}`;
