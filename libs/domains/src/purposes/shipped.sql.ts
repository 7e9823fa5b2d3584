import { shippedStates } from './shipped-states';

const text = (value: string | undefined): string => (value === undefined ? 'null' : `'${value.replaceAll("'", "''")}'`);

const rows = shippedStates.flatMap((s) => s.categories.map((category) =>
  `(${[s.purpose, category, s.recordType, s.basis, s.basisInPolicy, s.legalReference, s.confidence, s.balancingNote, s.exemption?.rule, s.exemption?.reason].map(text).join(', ')})`));

/** States, from today on, what ships of the register and was never stated: what the company stated or ended is left as it is. */
export const stateShipped = `
insert into rights.purpose_state (purpose, category, record_type, basis, valid_from, basis_in_policy, legal_reference, confidence, balancing_note, exemption, exemption_reason, reason)
select v.purpose, v.category, v.record_type, v.basis, calendar.paris_date(now()), v.basis_in_policy, v.legal_reference, v.confidence, v.balancing_note, v.exemption, v.exemption_reason,
  'Shipped with the product, from the published privacy policy'
from (values ${rows.join(',\n')}) as v (purpose, category, record_type, basis, basis_in_policy, legal_reference, confidence, balancing_note, exemption, exemption_reason)
where not exists (select 1 from rights.purpose_state s where s.purpose = v.purpose and s.category = v.category and s.record_type is not distinct from v.record_type);
`;
