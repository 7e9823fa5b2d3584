import { accuracyWords } from './words/accuracy';
import { accountWords } from './words/account';
import { againWords } from './words/again';
import { companyWords } from './words/company';
import { dataWords } from './words/data';
import { exportWords } from './words/export';
import { identityWords } from './words/identity';
import { rectificationWords } from './words/rectification';
import { letterWords } from './words/letter';
import { policyWords } from './words/policy';
import { purposesWords } from './words/purposes';
import { restrictionWords } from './words/restriction';
import { decisionWords } from './words/decision';
import { requestWords } from './words/request';
import { runWords } from './words/run';
import { shellWords } from './words/shell';

/** Every sentence of the console: French first, English beside it, so that none can be forgotten. */
const words = { ...shellWords, ...accountWords, ...policyWords, ...runWords, ...dataWords, ...companyWords, ...exportWords, ...againWords, ...restrictionWords, ...requestWords, ...letterWords, ...decisionWords, ...identityWords, ...rectificationWords, ...accuracyWords, ...purposesWords } as const;
export type MessageKey = keyof typeof words;

const keys = Object.keys(words) as MessageKey[];
const pick = (index: 0 | 1): Readonly<Record<MessageKey, string>> => Object.fromEntries(keys.map((key) => [key, words[key][index]])) as Record<MessageKey, string>;
export const french = pick(0);
export const english = pick(1);
export const isKey = (text: string): text is MessageKey => Object.hasOwn(words, text);
export { clockNames, eventNames } from './words/clocks';
export { columnNames } from './words/columns';
export { recordTypeNames } from './words/record-types';
