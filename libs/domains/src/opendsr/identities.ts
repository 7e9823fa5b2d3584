import { createHash } from 'node:crypto';
import type { OpenDsrFormat, OpenDsrIdentity } from '@oubli/contracts';
import type { Session } from '@oubli/database';
import { sourceKey } from '@oubli/people';
import { snakeCase } from '@oubli/personal-data';
import { findSource } from '../records/records.sql';
import { domainRegistry } from '../registry';
import { mailboxColumns, peopleOfMailbox } from '../requests/mailbox';

/** Mailboxes hashed at a time: some milliseconds, after which others are served. */
const pageSize = 20_000;

/** Mailboxes of a table in small letters, from its index; $1 the last one seen. */
const pageSql = ({ table, column }: (typeof mailboxColumns)[number]): string =>
  `select distinct lower(r.${column}) as mailbox from ${table} r where lower(r.${column}) > $1 order by 1 limit ${pageSize}`;

/** Where it is declared by which telephone somebody is reached. */
const phoneColumns = domainRegistry.roots.flatMap(({ table, subjects, columns }) => {
  const [person] = subjects;
  const phones = Object.entries(columns).filter(([, { category }]) => category === 'user.contact.phone_number');
  return person === undefined ? [] : phones.map(([phone]) => ({ table, person: snakeCase(person), column: snakeCase(phone) }));
});

/** Digits only, a French number as it is dialled at home. */
const dialled = (text: string): string => text.replaceAll(/[^0-9]/g, '').replace(/^(?:00)?33(?:0)?(?=[1-9][0-9]{8}$)/, '0');
const dialledSql = (column: string): string => `regexp_replace(regexp_replace(${column}, '[^0-9]', '', 'g'), '^(00)?330?(?=[1-9][0-9]{8}$)', '0')`;

const phoneSql = `select distinct p.id::text as "personId" from people.person p where p.phase = 'active' and p.id in (${
  phoneColumns.map(({ table, person, column }) => `select r.${person} from ${table} r where ${dialledSql(`r.${column}`)} = $1`).join(' union ') || 'select null::uuid'})`;

const activeSql = `select id::text as "personId" from people.person where id = $1 and phase = 'active'`;

/**
 * Mailboxes behind hashes of one format, of the address in small letters. Every mailbox there is gets hashed, so the time it takes
 * tells nothing; hashes that lie ready in the database would be one more list of everybody's addresses.
 */
async function mailboxesBehind(engine: Session, format: Exclude<OpenDsrFormat, 'raw'>, hashes: ReadonlySet<string>): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const place of mailboxColumns) {
    const sql = pageSql(place);
    for (let after = '', more = true; more;) {
      const rows = await engine.query<{ mailbox: string }>(sql, [after]);
      for (const { mailbox } of rows) if (hashes.has(createHash(format).update(mailbox).digest('hex'))) found.add(mailbox);
      after = rows.at(-1)?.mailbox ?? '';
      more = rows.length === pageSize;
    }
  }
  return [...found];
}

/** Mailboxes that identities name: in the clear as they stand, hashed ones where somebody has them. */
export async function mailboxesOf(engine: Session, identities: readonly OpenDsrIdentity[]): Promise<readonly string[]> {
  const found: string[] = identities.flatMap((one) => (one.identity_type === 'email' && one.identity_format === 'raw' ? [one.identity_value] : []));
  for (const format of ['sha256', 'sha1', 'md5'] as const) {
    const hashes = identities.flatMap((one) => (one.identity_type === 'email' && one.identity_format === format ? [one.identity_value.toLowerCase()] : []));
    if (hashes.length > 0) found.push(...(await mailboxesBehind(engine, format, new Set(hashes))));
  }
  return [...new Set(found)];
}

/**
 * The one person whom everything given leads to; null for nobody, and for more than one: which of them is meant, a human finds out.
 * @param source of the key that asks: ids of its own are its own
 * @param key of the ledger, under which ids of sources are kept
 */
export async function onlyPersonOf(engine: Session, key: Buffer, source: string, identities: readonly OpenDsrIdentity[], mailboxes: readonly string[]): Promise<string | null> {
  const people = new Set<string>();
  for (const mailbox of mailboxes) for (const known of await peopleOfMailbox(engine, mailbox)) if (known.phase === 'active') people.add(known.personId);
  for (const { identity_type: type, identity_value: value } of identities) {
    if (type === 'phone') for (const { personId } of await engine.query<{ personId: string }>(phoneSql, [dialled(value)])) people.add(personId);
    if (type !== 'controller_customer_id') continue;
    const [found] = await engine.query<{ id: string; forgottenOn: string | null }>(findSource, [sourceKey(key, source, 'person', value)]);
    if (found && (await engine.query(activeSql, [found.id])).length > 0) people.add(found.id);
  }
  const [only, ...others] = people;
  return only !== undefined && others.length === 0 ? only : null;
}
