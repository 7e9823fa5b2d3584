import type { Ground } from '@oubli/do-not-recreate';
import { type AnyDeclaration, partOfRecord, personLink, recordDate, state, structure } from '@oubli/personal-data';

/** Somebody who came back by herself and is on the list. */
export class ReturnTask {
  id!: string;
  personId!: string;
  ground!: Ground;
  cameOn!: string;
  toldOn!: string | null;
}

/** Somebody who is to be put on the list. */
export class FeedTask {
  id!: string;
  personId!: string;
  ground!: Ground;
  since!: string;
}

const ofPerson = { purposes: ['rights-and-disputes'], partOf: { recordType: 'person', via: 'personId' } } as const;

export const againData: readonly AnyDeclaration[] = [
  partOfRecord(ReturnTask, {
    recordType: 'return-task', code: 172, table: 'do_not_recreate.return_task', ...ofPerson,
    columns: { id: structure, personId: personLink, ground: state, cameOn: recordDate, toldOn: recordDate },
  }),
  partOfRecord(FeedTask, {
    recordType: 'feed-task', code: 173, table: 'do_not_recreate.feed_task', ...ofPerson,
    columns: { id: structure, personId: personLink, ground: state, since: recordDate },
  }),
];
