import { type AnyDeclaration, direct, freeText, personalData, quasi, recordDate, referenceData, state, structure } from '@oubli/personal-data';
import { personRecord, personRecordColumns } from '../person-record';
import { BusinessRegistration, Client, ClientContact, Prospect } from './business.entity';

export const businessData: readonly AnyDeclaration[] = [
  referenceData(Client, {
    recordType: 'client', code: 6, table: 'people.client', purposes: ['client-relations'], reference: true,
    because: 'A company; the persons who work for it are client contacts.',
    columns: { id: structure, name: state, siren: state },
  }),
  personalData(ClientContact, {
    recordType: 'client-contact', code: 7, about: ['client-contact'], table: 'people.client_contact', purposes: ['client-relations', 'assignments'], ...personRecord,
    clocks: { relationEnded: { column: 'relationEndedOn' } }, namesIdentity: ['active', 'archived'],
    evidence: { exemption: 'claims', columns: ['jobTitle'] },
    columns: {
      ...personRecordColumns, clientId: structure, jobTitle: quasi('user.work.history'), email: direct('user.contact.email'),
      phone: direct('user.contact.phone_number'), notes: freeText(), relationEndedOn: recordDate,
    },
  }),
  personalData(Prospect, {
    recordType: 'prospect', code: 8, about: ['prospect'], table: 'people.prospect', purposes: ['client-relations', 'campaigns'], ...personRecord,
    clocks: { collected: { column: 'collectedOn', requiredWhen: 'always' }, lastContact: { event: 'last-contact' } }, namesIdentity: ['active'],
    columns: {
      ...personRecordColumns, companyName: quasi('user.work.history'), email: direct('user.contact.email'), phone: direct('user.contact.phone_number'), interest: freeText(),
    },
  }),
  personalData(BusinessRegistration, {
    recordType: 'business-registration', code: 9, about: ['expert'], table: 'people.business_registration', purposes: ['compliance', 'invoicing'], ...personRecord,
    clocks: { assignmentEnd: { event: 'assignment-end' } }, namesIdentity: ['active', 'archived'],
    evidence: { exemption: 'legal-duty', columns: ['siret'] },
    columns: {
      ...personRecordColumns, siret: direct('user.organisation.identifier'), activityCode: quasi('user.work.history'), registeredOn: recordDate, checkedOn: recordDate, result: state,
    },
  }),
];
