import { readsRecord } from '@oubli/access';
import { domainRegistry } from '@oubli/domains';
import type { Actor } from '../http/actor';
import { ProblemError } from '../http/problem.error';

/**
 * Ids and days of records tell something too: whoever serves none of a record type's purposes does not even learn which there are.
 * @throws ProblemError for a record type nobody declared, or one that is not hers
 */
export function assertReads(recordType: string, { purposes }: Actor): void {
  const declaration = domainRegistry.roots.find((root) => root.recordType === recordType);
  if (!declaration) throw new ProblemError('unknown', 'There is no such record type.');
  if (!readsRecord(declaration, purposes)) throw new ProblemError('forbidden', 'Your purposes do not reach this record type.');
}
