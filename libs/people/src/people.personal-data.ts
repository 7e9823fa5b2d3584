import {
  type AnyDeclaration, type ColumnDeclaration, direct, erase, fake, type InUse, partOfRecord, personalData, personLink, pseudonym, type Purpose, quasi, recordDate, referenceData, state, structure,
} from '@oubli/personal-data';
import { BankDetails, ContactDetails, DatedEvent, Person, PersonClock } from './people.entity';
import { relationClocks } from './relation';
import { sourceData } from './source/source.personal-data';
import { businessData } from './business/business.personal-data';

/** Whatever somebody does with a record about a person, she needs to know whom it is about. */
const whoItIs = [
  'recruitment', 'assignments', 'invoicing', 'compliance', 'training', 'client-relations', 'campaigns', 'surveys', 'access-management', 'rights-and-disputes',
] as const satisfies readonly Purpose[];
/** Visible to few (R39): only checks of identity and of legal duties ask for the name at birth. */
const birthName: ColumnDeclaration = { ...direct('user.name.birth'), purposes: ['compliance', 'rights-and-disputes'] };
const birthDate: ColumnDeclaration = { ...quasi('user.demographic.date_of_birth'), purposes: ['recruitment', 'assignments', 'compliance', 'rights-and-disputes'] };

/** Money that is still owed one way or the other: whoever is to be paid or reminded has to be reached. */
const unsettled: InUse['servedBy'] = [
  { recordType: 'invoice', while: { column: 'paidOn', is: 'null' } },
  { recordType: 'received-invoice', while: { column: 'paidOn', is: 'null' } },
  { recordType: 'expense-claim', while: { column: 'reimbursedOn', is: 'null' } },
];

export const peopleData: readonly AnyDeclaration[] = [
  personalData(Person, {
    recordType: 'person', code: 1, table: 'people.person', purposes: whoItIs,
    subjects: ['id'], phase: 'phase', collectedOn: 'collectedOn', clocks: { collected: { column: 'collectedOn' } }, namesIdentity: [],
    columns: {
      id: structure, lastName: direct('user.name'), birthName, firstName: direct('user.name'), birthDate,
      searchKey: { ...direct('user.name'), purposes: ['rights-and-disputes'] }, collectedOn: recordDate, origin: state, phase: state,
    },
  }),
  personalData(ContactDetails, {
    recordType: 'contact-details', code: 2, table: 'people.contact_details', purposes: ['recruitment', 'assignments', 'campaigns', 'surveys'],
    subjects: ['personId'], phase: 'phase', collectedOn: 'collectedOn', clocks: relationClocks, namesIdentity: ['active'],
    inUse: { servedBy: unsettled },
    columns: {
      id: structure, personId: personLink, email: direct('user.contact.email', pseudonym('email')), phone: direct('user.contact.phone_number', fake('phone')),
      street: direct('user.contact.address'), postcode: quasi('user.contact.address', erase), city: quasi('user.contact.address', erase),
      collectedOn: recordDate, origin: state, phase: state,
    },
  }),
  personalData(BankDetails, {
    recordType: 'bank-details', code: 3, about: ['expert'], table: 'people.bank_details', purposes: ['invoicing'],
    subjects: ['personId'], phase: 'phase', collectedOn: 'collectedOn',
    clocks: { ...relationClocks, payment: { event: 'payment' }, superseded: { column: 'supersededOn' } }, namesIdentity: ['active'],
    inUse: { servedBy: unsettled },
    evidence: {
      exemption: 'claims', columns: ['holder', 'ibanSealed', 'bicSealed', 'accountShown'],
      until: { clock: 'payment', period: 'P13M', legalReference: 'CMF L133-24 (thirteen months to contest a payment)' },
    },
    columns: {
      id: structure, personId: personLink, holder: direct('user.name'), ibanSealed: direct('user.financial.bank_account'),
      bicSealed: quasi('user.financial.bank_account', erase), accountShown: quasi('user.financial.bank_account', erase),
      supersededOn: recordDate, collectedOn: recordDate, origin: state, phase: state,
    },
  }),
  partOfRecord(DatedEvent, {
    recordType: 'dated-event', code: 4, table: 'people.dated_event', purposes: ['assignments'],
    partOf: { recordType: 'person', via: 'personId' },
    columns: {
      id: structure, personId: personLink, kind: state, occurredOn: recordDate, sourceType: structure, sourceId: structure, recordedAt: structure, cancelledAt: structure,
    },
  }),
  referenceData(PersonClock, {
    recordType: 'person-clock', code: 5, table: 'people.person_clock', purposes: ['assignments'], reference: true,
    because: 'Computed from dated events; leaves with the person’s last open record.',
    columns: { personId: personLink, kind: state, lastOn: recordDate },
  }),
  ...businessData,
  ...sourceData,
];
