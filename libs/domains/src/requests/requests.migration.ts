import { sqlMigration } from '@oubli/database';
import { acceptsRecords } from '@oubli/people';

/** The engine of rights knows no table of persons: here its requests are tied to them. */
const persons = `
alter table rights.request add constraint request_person foreign key (person_id) references people.person (id);
${acceptsRecords('rights.request', ['person_id'])}
`;

export const requestWiringMigrations = [sqlMigration(1764201050001, 'RequestsOfPersons', persons)];
