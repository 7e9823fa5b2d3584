import type { Session } from '@oubli/database';
import { type Phase, snakeCase } from '@oubli/personal-data';
import { domainRegistry } from '../registry';

/** Addresses that were only written to: whoever has one is reached by another record of hers. */
const copied: ReadonlySet<string> = new Set(['campaign-message']);

/** Where it is declared by which mailbox somebody is reached: each has an index of its own. */
export const mailboxColumns: readonly { readonly recordType: string; readonly table: string; readonly person: string; readonly column: string }[] = domainRegistry.roots.flatMap(({ recordType, table, subjects, columns }) => {
  const [email] = Object.entries(columns).find(([, { category }]) => category === 'user.contact.email') ?? [];
  const [person] = subjects;
  return email === undefined || person === undefined || copied.has(recordType) ? [] : [{ recordType, table, person: snakeCase(person), column: snakeCase(email) }];
});

const peopleSql = `select p.id::text as "personId", p.phase from people.person p
  where p.id in (${mailboxColumns.map(({ table, person, column }) => `select r.${person} from ${table} r where lower(r.${column}) = lower($1)`).join(' union ')}) order by p.id`;

/** Somebody a mailbox is known for. */
export interface KnownByMailbox {
  readonly personId: string;
  readonly phase: Phase;
}

/**
 * Everybody a mailbox is known for, in whatever role: the whole address, whatever its case, and nothing that is merely like it.
 * @param engine session of the engine's login: who is archived or restricted counts too
 */
export const peopleOfMailbox = (engine: Session, mailbox: string): Promise<KnownByMailbox[]> => engine.query<KnownByMailbox>(peopleSql, [mailbox.trim()]);
