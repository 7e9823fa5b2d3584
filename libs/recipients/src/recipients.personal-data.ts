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
  registeredOn!: string;
  /** From this day on it is given nothing more. */
  endedOn!: string | null;
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
    columns: { id: structure, name: state, category: state, country: state, contactReference: quasi('user.contact.email'), registeredOn: recordDate, endedOn: recordDate },
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
