import type { Session } from '@oubli/database';
import { parseEmail, parsePhone, searchKey } from '@oubli/people';

export interface FoundPerson {
  readonly id: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly collectedOn: string | null;
  readonly phase: string;
}

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const columns = `p.id::text as id, p.first_name as "firstName", p.last_name as "lastName", p.collected_on::text as "collectedOn", p.phase`;

/** Every word must begin some word of the name; accents, case, hyphens and apostrophes do not matter. */
const byName = `select ${columns} from people.person p
  where ' ' || p.search_key like all ($1::text[]) and ($2::uuid is null or p.id > $2) order by p.id limit $3`;
const byContact = `select distinct ${columns} from people.person p join people.contact_details c on c.person_id = p.id
  where (lower(c.email) = lower($1) or c.phone = $4) and ($2::uuid is null or p.id > $2) order by 1 limit $3`;
const byId = `select ${columns} from people.person p where p.id = $1::uuid and ($2::uuid is null or p.id > $2) limit $3`;
const anybody = `select ${columns} from people.person p where ($1::uuid is null or p.id > $1) order by p.id limit $2`;

/** Active persons by name, e-mail, telephone or id, in the order of their ids. @param after the last id of the page before */
export function searchPeople(app: Session, text: string, after: string | null, limit: number): Promise<FoundPerson[]> {
  const query = text.trim();
  if (query === '') return app.query<FoundPerson>(anybody, [after, limit]);
  if (uuidForm.test(query)) return app.query<FoundPerson>(byId, [query, after, limit]);
  const email = parseEmail(query);
  const phone = parsePhone(query);
  if (email.ok || phone.ok) return app.query<FoundPerson>(byContact, [email.ok ? email.value : null, after, limit, phone.ok ? phone.value : null]);
  const words = searchKey(query).split(' ').filter((word) => word !== '').map((word) => `% ${word.replace(/[\\%_]/g, '\\$&')}%`);
  return words.length === 0 ? Promise.resolve([]) : app.query<FoundPerson>(byName, [words, after, limit]);
}
