import { sqlMigration } from '@oubli/database';
import { acceptsRecords } from '@oubli/people';

/** The engine of rights knows no table of persons: here its requests are tied to them. */
const persons = `
alter table rights.request add constraint request_person foreign key (person_id) references people.person (id);
${acceptsRecords('rights.request', ['person_id'])}
`;

/** A mailbox is looked up whatever its case; the index of the address as it was written served nobody. */
const mailboxes = `
drop index people.contact_details_email;
create index contact_details_email on people.contact_details (lower(email));
create index client_contact_email on people.client_contact (lower(email));
create index prospect_email on people.prospect (lower(email));
create index attendance_email on training.attendance (lower(participant_email));
create index console_user_mailbox on access.console_user (lower(email));
`;

export const requestWiringMigrations = [sqlMigration(1764201050001, 'RequestsOfPersons', persons), sqlMigration(1764201130001, 'MailboxesByLookup', mailboxes)];
