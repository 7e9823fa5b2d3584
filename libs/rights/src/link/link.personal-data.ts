import { type AnyDeclaration, direct, referenceData, state, structure } from '@oubli/personal-data';

/** A link on its way to a mailbox: good once, for hours; to a package, for days. */
export class RightsLink {
  readonly id!: string;
  readonly keyedHash!: Buffer;
  /** `mailbox`: whoever opens it reads the mailbox a request named; `own-page`: it opens a person's own page; `package`: it hands out what a request asked for. */
  readonly kind!: 'mailbox' | 'own-page' | 'package';
  readonly requestId!: string | null;
  readonly personId!: string | null;
  readonly mailbox!: string | null;
  readonly language!: 'fr' | 'en' | 'de';
  /** Keyed hash of what the browser that asked for it holds: in another browser it opens nothing. */
  readonly browserHash!: Buffer | null;
  readonly packageId!: string | null;
  readonly expiresAt!: string;
}

/** Somebody is looking at her own page: minutes, and no right of the console. */
export class PageSession {
  readonly id!: string;
  readonly keyedHash!: Buffer;
  readonly personId!: string;
  readonly mailbox!: string;
  readonly language!: 'fr' | 'en' | 'de';
  readonly expiresAt!: string;
}

const shared = { purposes: ['rights-and-disputes'], reference: true } as const;

export const linkData: readonly AnyDeclaration[] = [
  referenceData(RightsLink, {
    recordType: 'rights-link', code: 996, table: 'rights.link', ...shared,
    because: 'A link on its way to a mailbox: gone when it is opened, and a week after it was made at the latest.',
    columns: { id: structure, keyedHash: structure, kind: state, requestId: structure, personId: structure, mailbox: direct('user.contact.email'), language: state, browserHash: structure, packageId: structure, expiresAt: structure },
  }),
  referenceData(PageSession, {
    recordType: 'page-session', code: 997, table: 'rights.page_session', ...shared,
    because: 'Somebody is looking at her own page: good for half an hour, gone within the day.',
    columns: { id: structure, keyedHash: structure, personId: structure, mailbox: direct('user.contact.email'), language: state, expiresAt: structure },
  }),
];
