import { type AnyDeclaration, direct, type ColumnDeclaration, recordDate, type ReferenceDeclaration, type Row, state, structure } from '@oubli/personal-data';

const identity = (recordType: string, code: number, table: string, because: string, columns: Readonly<Record<string, ColumnDeclaration>>): ReferenceDeclaration<Row> =>
  ({ recordType, code, table, reference: true, because, purposes: ['rights-and-disputes'], columns });

const all = (...names: string[]): Record<string, ColumnDeclaration> => Object.fromEntries(names.map((name) => [name, structure]));

/** Art. 13(1)(a) and (b) GDPR ask for these to be told to everybody. */
export const companyDeclarations: readonly AnyDeclaration[] = [
  identity('legal-entity', 946, 'company.legal_entity', 'Companies, no person; each is written over when it changes.', all(
    'role', 'name', 'legalForm', 'capital', 'registerCity', 'registerNumber', 'siret', 'vatNumber', 'activityCode', 'street', 'postcode', 'city', 'changedAt', 'etag')),
  identity('office-holder', 947, 'company.office_holder',
    'Who represents the company and who protects its data, for as long as they do; a former one leaves P6Y after the last day in office, as the last letter with that name does (RET-23; confidence I).', {
      id: structure, office: state, name: direct('user.name'), capacity: state, email: direct('user.contact.email'), phone: direct('user.contact.phone_number'), validFrom: recordDate, validTo: recordDate,
    }),
  identity('supervisory-authority', 948, 'company.supervisory_authority', 'A public body, no person.', all('sole', 'name', 'address', 'website', 'complaintsUrl')),
];
