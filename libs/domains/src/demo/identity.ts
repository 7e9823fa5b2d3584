import { appoint, type LegalEntityInput, type Office, type OfficeInput, writeEntity } from '@oubli/company';
import type { Session } from '@oubli/database';

/** As the privacy policy states it (R16): the register number has fourteen digits, which the console warns about (D2). */
const controller: LegalEntityInput = {
  name: 'EXPERCONNECT', legalForm: 'SARL', capital: '55 166 €', registerCity: 'Paris', registerNumber: '48760376300037', siret: null, vatNumber: null, activityCode: null,
  street: '30 avenue Franklin D. Roosevelt', postcode: '75008', city: 'Paris',
};

/** R70. */
const host: LegalEntityInput = {
  name: 'OVH SAS', legalForm: 'SAS', capital: '10 069 020 €', registerCity: 'Lille Métropole', registerNumber: '424 761 419 00045', siret: null, vatNumber: 'FR 22 424 761 419', activityCode: '2620Z',
  street: '2 rue Kellermann', postcode: '59100', city: 'Roubaix',
};

/** Invented people: nobody who works for either company. */
const offices: readonly (readonly [Office, OfficeInput, string])[] = [
  ['representative', { name: 'Claire Fontanel', capacity: 'manager', email: null, phone: null }, '2012-01-01'],
  ['representative', { name: 'Marc Delorme', capacity: 'manager', email: null, phone: null }, '2021-07-01'],
  ['protection-officer', { name: 'Sophie Lanvin', capacity: null, email: 'donnees.personnelles@example.fr', phone: '+33199001234' }, '2018-05-25'],
];

/** Who the demo company is, through the same checks as the console. */
export async function seedIdentity(session: Session): Promise<void> {
  await writeEntity(session, 'controller', controller, null);
  await writeEntity(session, 'host', host, null);
  for (const [office, holder, from] of offices) await appoint(session, office, holder, from);
}
