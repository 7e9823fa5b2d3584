// The oracle of packages: what the database holds about somebody, table by table from the live catalogue and from this file's own list of what
// belongs to whom, against what her package tells. Plain SQL; nothing of the project.
import { asked } from './asked-rules.mjs';
import { governed } from './rules.mjs';

const camel = (name) => name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
const filed = [
  ['request-contact', 'request_contact'], ['request-note', 'request_note'], ['request-event', 'request_event'], ['request-document', 'request_document'], ['rectification', 'rectification'],
  ['recipient-task', 'recipient_task'], ['recipient-message', 'recipient_message'], ['identity-proof', 'identity_proof'], ['identity-copy', 'identity_copy'], ['identity-reading', 'identity_reading'], ['request-notice', 'request_notice'],
  ['opendsr-request', 'opendsr_request'], ['opendsr-callback', 'opendsr_callback'],
].map(([type, table]) => ({ type, table: `rights.${table}`, via: 'request_id' }));
/** A package does not hold the packages before it. */
const partsOf = (type) => (type === 'rights-request' ? filed : (asked[type]?.parts ?? [])).filter((part) => part.type !== 'package-part');

/** Said to be held, shown to nobody. */
const secret = new Set(['access.account.password_hash', 'access.reset_token.token_sha256', 'access.console_user.password_hash', 'access.console_user.totp_secret_sealed',
  'access.console_session.token_sha256', 'access.console_token.token_sha256', 'access.recovery_code.token_sha256', 'rights.identity_copy.content_sealed']);

/** The columns of every table, read once. @param query with the owner's login */
export async function readColumns(query) {
  const columns = {};
  for (const { table, name, type } of await query(`select table_schema || '.' || table_name as table, column_name::text as name, data_type::text as type from information_schema.columns order by table_schema, table_name, ordinal_position`)) {
    (columns[table] ??= []).push({ name, type });
  }
  return columns;
}

const shown = (table, { name, type }) => {
  if (secret.has(`${table}.${name}`)) return `case when r.${name} is not null then '"secret"'::jsonb end`;
  if (type !== 'bytea') return `to_jsonb(r.${name})`;
  if (name.endsWith('_sealed')) return `case when r.${name} is not null then '"sealed"'::jsonb end`;
  return name.endsWith('sha256') ? `to_jsonb(encode(r.${name}, 'hex'))` : `to_jsonb(encode(r.${name}, 'base64'))`;
};
const cells = (table, columns) => `jsonb_build_object(${columns.map((column) => `'${column.name}', ${shown(table, column)}`).join(', ')})`;

/** Rows of a table that a package has to tell: name of the field -> how it is held. */
async function read(query, table, columns, where, person) {
  const rows = await query(`select r.id::text as id, ${cells(table, columns[table])} as held from ${table} r where ${where}`, [person]);
  return rows.map(({ id, held }) => ({ id, fields: new Map(columns[table].map(({ name }) => [name.endsWith('_sealed') && !secret.has(`${table}.${name}`) ? camel(name).replace(/Sealed$/, '') : camel(name), held[name]])) }));
}

/**
 * @param except id of the package itself
 * @returns {Promise<Map<string, Map<string, unknown>>>} `type/id` -> field -> value; a part stands beside its record
 */
export async function expectPackage(query, columns, person, except) {
  const expected = new Map();
  for (const rule of governed) {
    const subjects = rule.subjects ?? ['person_id', ...(rule.others ?? [])];
    for (const record of await read(query, rule.table, columns, `(${subjects.map((s) => `r.${s} = $1`).join(' or ')})`, person)) {
      if (record.id === except) continue;
      expected.set(`${rule.type}/${record.id}`, record.fields);
      for (const part of partsOf(rule.type)) for (const row of await read(query, part.table, columns, `r.${part.via} = $1`, record.id)) expected.set(`${part.type}/${row.id}`, row.fields);
    }
  }
  return expected;
}

const plain = (value) => JSON.stringify(typeof value === 'string' ? value.replace(/\s+/g, '') : value);

/**
 * @param told records of data.json, with their parts
 * @param redacted set of `type/id/field` that a human decided to take out
 * @returns a line for each difference
 */
export function comparePackage(expected, told, redacted) {
  const found = [];
  const open = new Map(expected);
  for (const { record, fields } of told.flatMap((one) => [one, ...(one.parts ?? [])])) {
    const must = open.get(record);
    open.delete(record);
    if (!must) {
      found.push(`told and not held: ${record}`);
      continue;
    }
    const names = new Set(must.keys());
    for (const { name, value, redacted: taken = false } of fields) {
      const held = must.get(name);
      if (!names.delete(name)) found.push(`told and not held: ${record}.${name}`);
      else if (taken !== redacted.has(`${record}/${name}`)) found.push(`${taken ? 'redacted without a decision' : 'not redacted'}: ${record}.${name}`);
      else if (!taken && held === 'secret' ? value === null : held === 'sealed' ? value === null || value === 'sealed' : !taken && plain(held ?? null) !== plain(value)) found.push(`told otherwise: ${record}.${name}`);
    }
    for (const name of names) found.push(`held and not told: ${record}.${name}`);
  }
  for (const record of open.keys()) found.push(`held and not told: ${record}`);
  return found;
}
