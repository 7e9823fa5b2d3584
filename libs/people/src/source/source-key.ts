import { createHmac } from 'node:crypto';

/**
 * The keyed hash under which a record of a source system is found again, also after it was forgotten (RET-40).
 * @param key of the ledger, which is kept as long as anything it proves
 */
export const sourceKey = (key: Buffer, source: string, recordType: string, sourceId: string): Buffer =>
  createHmac('sha256', key).update(`oubli source\0${source}\0${recordType}\0${sourceId}`, 'utf8').digest();
