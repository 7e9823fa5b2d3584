import type { Confidence, VersionBodyInput } from '@oubli/contracts';
import type { Answer } from '../api/api';

export type RecordType = Answer<'readRecordType'>;
export type Column = RecordType['columns'][number];
export type Body = VersionBodyInput;
export type StartEvent = Body['startEvent'];
export type Treatment = NonNullable<NonNullable<Body['active']['sorting']>['columns']>[string];

/** A rule as it is being written. */
export interface Draft {
  readonly recordType: string;
  readonly title: string;
  readonly automatic: boolean;
  readonly legalReference: string;
  readonly confidence: Confidence;
  readonly body: Body;
}

/** Which chip of the sentence is open. */
export type Part = 'condition' | 'start' | 'active' | 'archived' | 'sorting' | 'law' | 'technical';

/** A rule to begin with: the first clock of the record type, a year, then deleted. */
export const emptyDraft = (recordType: string, title: string, clock: string): Draft => ({
  recordType, title, automatic: false, legalReference: '', confidence: 'G', body: { startEvent: [{ clock, anchor: 'day' }], active: { period: 'P1Y' }, end: 'delete' },
});

export const sortingOf = (body: Body): { columns: Record<string, Treatment>; children: Record<string, 'keep' | 'delete'> } => ({
  columns: { ...body.active.sorting?.columns }, children: { ...body.active.sorting?.children },
});

/** How many columns and parts leave or change at the end of the active phase. */
export function sortedCount(body: Body): number {
  const { columns, children } = sortingOf(body);
  return Object.values(columns).filter((t) => t.kind !== 'keep').length + Object.values(children).filter((c) => c === 'delete').length;
}
