#!/usr/bin/env node
// An independent verifier, written from docs/ledger-format.md alone.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import pg from 'pg';

const usage = 'usage: node tools/verify-ledger/main.mjs --database URL --checkpoints FILE --public-key FILE [--seen FILE] [--json]';
const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();
const int = (bytes, value) => {
  const buffer = Buffer.alloc(bytes);
  if (bytes === 8) buffer.writeBigInt64BE(BigInt(value));
  else buffer.writeIntBE(Number(value), 0, bytes);
  return buffer;
};
const uuid = (text) => Buffer.from(text.replaceAll('-', ''), 'hex');

const leafOf = (e) =>
  sha256(Buffer.from([0]), int(2, e.entity), e.ref, e.person_ref, int(2, e.phase), int(2, e.action), int(4, e.days), uuid(e.version), int(2, e.key_version), int(4, e.leaf));

function rootOf(leaves) {
  let level = leaves;
  while (level.length > 1) {
    const next = [];
    for (let i = 0; i < level.length; i += 2) next.push(i + 1 < level.length ? sha256(Buffer.from([1]), level[i], level[i + 1]) : level[i]);
    level = next;
  }
  return level[0];
}

const batchHashOf = (b, root) => sha256(Buffer.from('oubli.batch.1'), b.previous, int(8, b.seq), uuid(b.run), int(4, b.number), int(4, b.entries), root);

function signatureHolds(c, key, keyId) {
  const text = `oubli.checkpoint.1\n${c.seq}\n${c.hash}\n${c.entries}\n${c.at}\n${c.keyId}\n`;
  return c.keyId === keyId && verify(null, Buffer.from(text), key, Buffer.from(String(c.signature), 'base64'));
}

function endHolds(e, key, keyId, checkpoints) {
  const text = `oubli.ended.1\n${e.ended}\n${e.hash}\n${e.at}\n${e.keyId}\n`;
  if (e.keyId !== keyId || !verify(null, Buffer.from(text), key, Buffer.from(String(e.signature), 'base64'))) return 'wrong signature';
  const limit = new Date(e.at);
  limit.setUTCFullYear(limit.getUTCFullYear() - 10);
  const old = checkpoints.some((c) => c.seq === e.ended && c.hash === e.hash && Date.parse(c.at) <= limit.getTime());
  return old ? null : 'names a batch that no checkpoint shows to be ten years old';
}

/** Batches and entries in order of seq, a page at a time. */
async function* batchesOf(client) {
  for (let after = 0n; ; ) {
    const { rows } = await client.query('select seq::text, run::text, number, entries, merkle_root, previous, hash from ledger.batch where seq > $1 order by seq limit 50', [String(after)]);
    if (rows.length === 0) return;
    for (const row of rows) {
      const found = await client.query(
        `select leaf, entity, ref, person_ref, phase, action, due_on - date '1970-01-01' as days, version::text, key_version from ledger.entry where run = $1 and number = $2 order by leaf`,
        [row.run, row.number]);
      yield { ...row, seq: BigInt(row.seq), rows: found.rows };
    }
    after = BigInt(rows.at(-1).seq);
  }
}

async function check(client, checkpoints, ends, publicKey, seen) {
  const findings = [];
  const find = (place, what) => findings.push({ place, what });
  const keyId = sha256(publicKey.export({ type: 'spki', format: 'der' })).toString('hex').slice(0, 16);
  checkpoints.forEach((c, i) => signatureHolds(c, publicKey, keyId) || find(`checkpoint ${i + 1}`, 'wrong signature'));
  const ended = ends.reduce((through, e) => (BigInt(e.ended) > through ? BigInt(e.ended) : through), 0n);
  ends.forEach((e, i) => {
    const wrong = endHolds(e, publicKey, keyId, checkpoints);
    if (wrong) find(`end ${i + 1}`, wrong);
  });
  if (seen && !checkpoints.some((c) => c.seq === seen.seq && c.hash === seen.hash)) find('checkpoints', `the one seen last time (batch ${seen.seq}) is gone`);
  const wanted = new Map(checkpoints.map((c) => [BigInt(c.seq), c]));
  let previous = Buffer.alloc(32);
  let seq = 0n;
  let entries = 0;
  for await (const b of batchesOf(client)) {
    const place = `batch ${b.seq}`;
    if (b.seq !== seq + 1n) find(place, 'a gap before it');
    if (!b.previous.equals(previous)) find(place, 'does not follow the one before');
    const gone = b.seq <= ended && b.rows.length === 0;
    if (!gone && (b.rows.length !== b.entries || b.rows.some((e, i) => e.leaf !== i))) find(place, 'entries are missing or added');
    const root = b.rows.length > 0 ? rootOf(b.rows.map(leafOf)) : Buffer.alloc(32);
    if (!gone && !root.equals(b.merkle_root)) find(place, 'entries do not lead to the root');
    if (!batchHashOf(b, b.merkle_root).equals(b.hash)) find(place, 'wrong hash');
    ({ seq, hash: previous } = b);
    entries += b.entries;
    const c = wanted.get(seq);
    if (c && (c.hash !== b.hash.toString('hex') || c.entries !== entries)) find(place, 'not what its checkpoint says: rewritten');
  }
  const loose = await client.query('select count(*)::int as n from ledger.entry e where not exists (select 1 from ledger.batch b where b.run = e.run and b.number = e.number)');
  if (loose.rows[0].n > 0) find('entries', `${loose.rows[0].n} belong to no batch`);
  const head = (await client.query('select seq::text, hash from ledger.head')).rows[0];
  if (!head || BigInt(head.seq) !== seq || !head.hash.equals(previous)) find('head', 'is not the last batch');
  const newest = checkpoints.at(-1);
  if (newest && BigInt(newest.seq) > seq) find('ledger', `ends at batch ${seq}, a checkpoint names ${newest.seq}: cut`);
  return { verified: findings.length === 0, batches: Number(seq), entries, checkpoints: checkpoints.length, ended: Number(ended), findings };
}

function stop(code, text) {
  process.stderr.write(`${text}\n`);
  process.exit(code);
}

let args;
try {
  args = parseArgs({ options: { database: { type: 'string' }, checkpoints: { type: 'string' }, 'public-key': { type: 'string' }, seen: { type: 'string' }, json: { type: 'boolean' } } }).values;
} catch (error) {
  stop(2, `${error.message}\n${usage}`);
}
if (!args.database || !args.checkpoints || !args['public-key']) stop(2, usage);

const client = new pg.Client({ connectionString: args.database });
try {
  const publicKey = createPublicKey(readFileSync(args['public-key']));
  const lines = existsSync(args.checkpoints) ? readFileSync(args.checkpoints, 'utf8').split('\n').filter(Boolean) : [];
  const stated = lines.map((line) => JSON.parse(line));
  const checkpoints = stated.filter((line) => line.seq !== undefined);
  const ends = stated.filter((line) => line.ended !== undefined);
  const seen = args.seen && existsSync(args.seen) ? JSON.parse(readFileSync(args.seen, 'utf8')) : null;
  await client.connect();
  const result = await check(client, checkpoints, ends, publicKey, seen);
  if (result.verified && args.seen && checkpoints.length > 0) writeFileSync(args.seen, JSON.stringify(checkpoints.at(-1)));
  if (args.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else {
    for (const { place, what } of result.findings) process.stdout.write(`${place}: ${what}\n`);
    process.stdout.write(`${result.verified ? 'verified' : 'NOT verified'}: ${result.batches} batches, ${result.entries} entries, ${result.checkpoints} checkpoints${result.ended > 0 ? `, entries ended up to batch ${result.ended}` : ''}\n`);
  }
  process.exitCode = result.verified ? 0 : 1;
} catch (error) {
  process.stderr.write(`The ledger could not be read: ${error.message}\n`);
  process.exitCode = 1;
} finally {
  await client.end().catch(() => undefined);
}
