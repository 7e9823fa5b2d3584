import { type AnyDeclaration, direct, type LawfulBasis, type Origin, personalData, personLink, type Phase, type Purpose, quasi, recordDate, referenceData, state, structure } from '@oubli/personal-data';
import type { RecipientCategory } from './category';

/** Somebody outside the house who may be given data. */
export abstract class Recipient {
  id!: string;
  name!: string;
  category!: RecipientCategory;
  /** ISO 3166-1 alpha-2. */
  country!: string;
  /** How the recipient is reached: a department, a mailbox. */
  contactReference!: string | null;
  /** Where it is told by e-mail of what it must erase, correct or restrict. */
  noticeEmail!: string | null;
  /** Of the contract (Art. 28 GDPR). */
  contractReference!: string | null;
  /** Its last day; null: it has no end. */
  contractEndsOn!: string | null;
  /** What it may be given data for; none: a processor nothing, anybody else what a basis allows. */
  purposes!: readonly Purpose[];
  /** Whom it passes data on to, and where they are. */
  subProcessors!: string | null;
  /** By when somebody looks at all of this again. */
  reviewOn!: string | null;
  registeredOn!: string;
  /** From this day on it is given nothing more. */
  endedOn!: string | null;
  /** The day of review, and the last day of contract, that somebody was told of. */
  reviewToldFor!: string | null;
  contractToldFor!: string | null;
}

/** Where a recipient takes messages about what it must erase, correct or restrict, and what they are signed with. */
export abstract class Endpoint {
  id!: string;
  recipientId!: string;
  url!: string;
  secretSealed!: Buffer;
  formerSecretSealed!: Buffer | null;
  formerUntil!: string | null;
  createdOn!: string;
  disabledOn!: string | null;
  disabledBecause!: string | null;
}

/** What was given of one record about one person, to whom and what for: the one table that says so. */
export abstract class Disclosure {
  id!: string;
  personId!: string;
  recipientId!: string;
  recipientCategory!: RecipientCategory;
  recordType!: string;
  recordId!: string;
  /** Names of the fields that held something. */
  fields!: readonly string[];
  purpose!: Purpose;
  basis!: LawfulBasis;
  disclosedOn!: string;
  /** Under what the recipient knows the person. */
  theirReference!: string | null;
  collectedOn!: string | null;
  origin!: Origin;
  phase!: Phase;
}

const ofRights = { purposes: ['rights-and-disputes'] } as const;

export const recipientsData: readonly AnyDeclaration[] = [
  referenceData(Recipient, {
    recordType: 'recipient', code: 220, table: 'recipients.recipient', ...ofRights, reference: true, because: 'An organisation that was or may be given data; named as long as a disclosure names it.',
    columns: {
      id: structure, name: state, category: state, country: state, contactReference: quasi('user.contact.email'), noticeEmail: quasi('user.contact.email'), registeredOn: recordDate, endedOn: recordDate,
      contractReference: state, contractEndsOn: recordDate, purposes: state, subProcessors: state, reviewOn: recordDate, reviewToldFor: recordDate, contractToldFor: recordDate,
    },
  }),
  referenceData(Endpoint, {
    recordType: 'recipient-endpoint', code: 230, table: 'recipients.endpoint', ...ofRights, reference: true, because: 'An address of an organisation, and the secrets its messages are signed with; leaves when it is taken away.',
    columns: {
      id: structure, recipientId: structure, url: state, secretSealed: state, formerSecretSealed: state, formerUntil: structure, createdOn: recordDate, disabledOn: recordDate, disabledBecause: state,
    },
  }),
  personalData(Disclosure, {
    recordType: 'disclosure', code: 221, table: 'recipients.disclosure', ...ofRights, subjects: ['personId'], beyondRestriction: true, phase: 'phase', collectedOn: 'collectedOn',
    clocks: { assignmentEnd: { event: 'assignment-end' }, lastContact: { event: 'last-contact' } }, namesIdentity: ['active'],
    evidence: { exemption: 'claims', columns: ['theirReference'] },
    columns: {
      id: structure, personId: personLink, recipientId: structure, recipientCategory: state, recordType: structure, recordId: structure, fields: structure, purpose: state, basis: state,
      disclosedOn: recordDate, theirReference: direct('user.organisation.identifier'), collectedOn: recordDate, origin: state, phase: state,
    },
  }),
];
