import type { CompanyIdentity } from '@oubli/company';
import type { ExtensionReason, LetterTemplate, RefusalReason, RequestKind, RequestLanguage } from '@oubli/contracts';
import type { ClaimKind } from '@oubli/retention';

/** One kind of record in plain words of the letter's language, and the fields of it that a sentence is about. */
export interface NamedFields {
  readonly record: string;
  /** Empty: the record as a whole. */
  readonly fields: readonly string[];
}

/** What is kept of one kind of record for one reason. */
export interface KeptFields extends NamedFields {
  readonly claim: ClaimKind;
  /** Article or text of law; null where a state of affairs decides. */
  readonly reference: string | null;
  /** Last day kept of what leaves first and of what leaves last, calendar dates; null where an end is not known yet. */
  readonly from: string | null;
  readonly until: string | null;
  /** Purposes in words for which it may still be read. */
  readonly readers: readonly string[];
}

/** What a decision by field says, in plain words. */
export interface DecidedFields {
  readonly erased: readonly NamedFields[];
  readonly kept: readonly KeptFields[];
}

/** What of a letter depends on its template. */
export interface LetterFacts {
  readonly template: LetterTemplate;
  readonly kind: RequestKind;
  readonly language: RequestLanguage;
  readonly number: string;
  /** Calendar dates in Paris. */
  readonly receivedOn: string;
  readonly dueLegal: string;
  /** The letter's date: who represents the company on it signs. */
  readonly day: string;
  /** Null while nobody has written down who the controller is: then only an acknowledgement can be written. */
  readonly sender: CompanyIdentity | null;
  readonly extensionReason?: ExtensionReason | null;
  /** Why something is refused. */
  readonly reasons?: readonly RefusalReason[];
  /** What somebody adds in her own words: the answer to a question, or the reasons of a case. */
  readonly words?: string;
  /** The client who is the controller and answers. */
  readonly client?: string;
  /** Erasure only. */
  readonly decided?: DecidedFields;
  /** Her identifiers are on the do-not-recreate list because of this request, or will be when it is carried out. */
  readonly listed?: boolean;
  /** Restriction only: from which day it is lifted. */
  readonly liftedFrom?: string;
  /** A copy of an identity document may be asked for (the policy's strict mode, or doubt). */
  readonly copyAsked?: boolean;
}

export interface Letter {
  readonly title: string;
  readonly text: string;
}

/** Templates that tell somebody that not everything she asked for is done: they name authority and courts (Art. 12(4) GDPR). */
export const negative: ReadonlySet<LetterTemplate> = new Set(['partially-granted', 'refused', 'not-identified']);

/** Days until the last backup that holds something erased is gone (RET-30). */
export const backupDays = 35;

/** Whether somebody who knows French, English and German law has read the wording: nobody yet. */
export const wordingApproved: { readonly by: string; readonly on: string } | null = null;
