import { sqlMigration } from '@oubli/database';

/** The engine of rights knows no table of persons: here its packages are tied to them. */
const persons = `
grant select on people.source_record to {{engine}};
alter table packages.package add constraint package_person foreign key (person_id) references people.person (id);`;

export const packageWiringMigrations = [sqlMigration(1764201020011, 'PackagesOfPersons', persons)];
