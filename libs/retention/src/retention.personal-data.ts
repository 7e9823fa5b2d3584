import { type AnyDeclaration, type ColumnDeclaration, freeText, type ReferenceDeclaration, recordDate, type Row, state, structure } from '@oubli/personal-data';

/** Tables of the engine hold ids, dates and closed words; what could name somebody is classified as such. */
function engineTable(recordType: string, code: number, table: string, because: string, columns: Readonly<Record<string, ColumnDeclaration>>): ReferenceDeclaration<Row> {
  return { recordType, code, table, reference: true, because, purposes: ['rights-and-disputes'], columns };
}

const all = (...names: string[]): Record<string, ColumnDeclaration> => Object.fromEntries(names.map((name) => [name, structure]));

const rules = 'Rules of the company; kept as long as they explain a verdict.';
const manifest = 'Ids of records without their content; leaves P1Y after the run (RET-41).';
const holds = 'Ids and dates of holds; leave P5Y after their release (RET-41).';

const restrictions = 'Ids and dates of restrictions, why, and that the person was told; leave P5Y after their lifting, with the file of the request (RET-23, RET-41).';

/** Every table of the engine, so that no column of the database is unclassified. */
export const retentionDeclarations: readonly AnyDeclaration[] = [
  engineTable('purpose', 910, 'retention.purpose', rules, all('code')),
  engineTable('declared-purpose', 911, 'retention.declared_purpose', rules, all('recordType', 'columnName', 'purpose')),
  engineTable('policy', 912, 'retention.policy', rules, all('code', 'recordType', 'title', 'automatic')),
  engineTable('policy-version', 913, 'retention.policy_version', rules, all('id', 'policy', 'number', 'state', 'body', 'contentHash', 'legalReference', 'confidence', 'frozenAt')),
  engineTable('publication', 914, 'retention.publication', rules, all('id', 'effectiveFrom', 'title', 'reason', 'explanation')),
  engineTable('publication-text', 949, 'retention.publication_text', rules, all('publication', 'language', 'authoritative', 'body')),
  engineTable('text-waiver', 950, 'retention.text_waiver', 'Who let a finding pass, by id of the account: part of the publication it explains, kept with it (RET-33).', {
    ...all('publication', 'finding', 'language', 'line', 'rule', 'words', 'waivedBy', 'waivedAt'), reason: freeText(),
  }),
  engineTable('publication-version', 915, 'retention.publication_version', rules, all('publication', 'version', 'mandatoryRetroactive', 'legalReference', 'optedOut', 'optOutReason')),
  engineTable('statutory-floor', 916, 'retention.statutory_floor', rules, all('code', 'recordType', 'body', 'validFrom', 'validTo', 'legalReference', 'confidence')),
  engineTable('hold', 917, 'retention.hold', holds, { ...all('id', 'personId', 'recordType', 'recordId', 'caseId', 'placedAt', 'releasedAt'), collectedFrom: recordDate, collectedTo: recordDate, reviewOn: recordDate }),
  engineTable('hold-reason', 918, 'retention.hold_reason', holds, { holdId: structure, reason: freeText(), author: freeText() }),
  engineTable('restriction', 970, 'retention.restriction', restrictions, { ...all('id', 'personId', 'recordType', 'placedAt', 'liftedAt'), reviewOn: recordDate }),
  engineTable('restriction-reason', 971, 'retention.restriction_reason', restrictions, { restrictionId: structure, ground: state, reason: freeText(), requestReference: structure, author: freeText() }),
  engineTable('restriction-notice', 972, 'retention.restriction_notice', restrictions, { restrictionId: structure, toldOn: recordDate, means: state, author: freeText() }),
  engineTable('policy-gate', 919, 'retention.policy_gate', rules, all('id', 'policy', 'suspendedAt')),
  engineTable('erasure-wish', 966, 'retention.erasure_wish', 'Who asked for erasure, when and on what ground, and no value; leaves P5Y after nothing was left to erase (RET-23).', { ...all('id', 'personId', 'request', 'recordTypes', 'recordedAt', 'endedAt'), ground: state, askedOn: recordDate, endedOn: recordDate, endedBecause: state }),
  engineTable('run', 920, 'retention.run', manifest, { ...all('id', 'asOf', 'digest', 'wave', 'requestedBy', 'plan', 'schedule', 'wish', 'createdAt', 'endedAt'), state }),
  engineTable('run-step', 921, 'retention.run_step', manifest, all('run', 'number', 'wave', 'policy', 'recordType', 'planned')),
  engineTable('batch', 922, 'retention.batch', manifest, { ...all('run', 'number', 'step', 'wave', 'lane', 'ids', 'places', 'attempts', 'notBefore', 'treated', 'entries', 'kept', 'gone', 'quarantined', 'worker', 'finishedAt'), state }),
  engineTable('outcome', 923, 'retention.outcome', manifest, all('run', 'recordType', 'recordId', 'reason')),
  engineTable('quarantine', 924, 'retention.quarantine', manifest, all('recordType', 'recordId', 'sqlstate', 'constraintName', 'attempts', 'nextTryOn', 'firstAt', 'lastAt')),
  engineTable('waiting-policy', 925, 'retention.waiting_policy', manifest, all('policy', 'asOf', 'digest', 'due', 'limitReached')),
  engineTable('worker', 926, 'retention.worker', 'Heartbeats of processes; no person.', all('id', 'startedAt', 'seenAt')),
  engineTable('job-run', 927, 'retention.job_run', 'Which job ran on which day; no person.', all('job', 'day', 'startedAt', 'endedAt', 'outcome')),
  engineTable('archive-access', 928, 'retention.archive_access', 'Who read an archived record and why (RET-25).', { ...all('id', 'recordType', 'recordId', 'purpose', 'askedBy', 'askedAt'), motive: freeText() }),
  engineTable('governed-table', 929, 'retention.governed_table', rules, all('recordType', 'tableSchema', 'tableName', 'phaseColumn', 'subjectColumns')),
  engineTable('integrity-alarm', 935, 'retention.integrity_alarm', 'Ids of records whose stored hash does not match; leaves when it does again.', all('recordType', 'recordId', 'place', 'raisedAt', 'acceptedAt')),
  engineTable('activity', 936, 'retention.activity', 'What the system noticed and who answered it; leaves P3Y after the day (RET-25).', {
    ...all('id', 'occurredAt', 'kind', 'recordType', 'recordId', 'place'), reason: freeText(), author: freeText(),
  }),
  engineTable('figures', 937, 'retention.figures', 'Counts of the last plan; no person.', all('id', 'asOf', 'countedAt', 'counts')),
  engineTable('policy-draft', 938, 'retention.policy_draft', 'A rule somebody is writing; leaves when it is published or thrown away.', {
    ...all('policy', 'recordType', 'title', 'automatic', 'legalReference', 'confidence', 'body', 'changedAt', 'changedBy', 'etag'),
  }),
  engineTable('approval', 939, 'retention.approval', 'Who asked for what and who decided; leaves P3Y after the decision (RET-25).', {
    ...all('id', 'kind', 'payload', 'requestedBy', 'requestedAt', 'decidedBy', 'decidedAt'), state, title: freeText(), reason: freeText(),
  }),
  engineTable('installation', 930, 'public.installation', 'Name of this installation’s roles; no person.', all('rolePrefix', 'createdAt')),
];
