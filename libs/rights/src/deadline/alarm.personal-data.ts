import { type AnyDeclaration, partOfRecord, recordDate, state, structure } from '@oubli/personal-data';
import type { AlarmStep } from './alarm';

/** That somebody was told how near the end of a request's term is. */
export class DeadlineAlarmTold {
  readonly id!: string;
  readonly requestId!: string;
  /** The end of the term as it stood then. */
  readonly dueLegal!: string;
  readonly step!: AlarmStep;
  readonly days!: number;
  readonly toldOn!: string;
}

export const alarmData: readonly AnyDeclaration[] = [
  partOfRecord(DeadlineAlarmTold, {
    recordType: 'deadline-alarm', code: 232, table: 'rights.deadline_alarm', purposes: ['rights-and-disputes'], partOf: { recordType: 'rights-request', via: 'requestId' },
    columns: { id: structure, requestId: structure, dueLegal: recordDate, step: state, days: structure, toldOn: recordDate },
  }),
];
