import { type AnyDeclaration, partOfRecord, personLink, recordDate, referenceData, state, structure } from '@oubli/personal-data';
import { NoticeTask, SourceRecord } from './source.entity';

export const sourceData: readonly AnyDeclaration[] = [
  referenceData(SourceRecord, {
    recordType: 'source-record', code: 68, table: 'people.source_record', purposes: ['rights-and-disputes'], reference: true,
    because: 'Keyed hashes of ids of source systems; leave a year after the record is no longer active (RET-40).',
    columns: { keyedHash: structure, source: structure, recordType: structure, recordId: structure, forgottenOn: recordDate },
  }),
  partOfRecord(NoticeTask, {
    recordType: 'notice-task', code: 69, table: 'people.notice_task', purposes: ['rights-and-disputes'], partOf: { recordType: 'person', via: 'personId' },
    columns: { id: structure, personId: personLink, source: state, dueOn: recordDate, doneOn: recordDate },
  }),
];
