import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { leafHash } from './leaf';
import { merklePath, merkleRoot, nodeHash, rootOfPath } from './merkle';
import { batchHash, genesis } from './seal';

const id = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`;
const ref = (code: number, uuid: string): Buffer =>
  createHmac('sha256', Buffer.alloc(32, 7)).update(Buffer.from([0, code])).update(Buffer.from(uuid.replaceAll('-', ''), 'hex')).digest();

describe('the documented vectors', () => {
  it('are what the code computes, and what the page prints', () => {
    const entry = {
      run: id(4), number: 1, leaf: 0, entity: 10, ref: ref(10, id(2)), personRef: ref(1, id(1)), phase: 0, action: 0, dueDays: 19_783, version: id(3), keyVersion: 1,
    };
    const leaf = leafHash(entry);
    const batch = batchHash({ previous: genesis, seq: 1, run: id(4), number: 1, entries: 1, root: leaf });
    const page = readFileSync(join(__dirname, '../../../docs/ledger-format.md'), 'utf8');
    for (const [name, bytes] of [['ref', entry.ref], ['person_ref', entry.personRef], ['leaf hash', leaf], ['batch hash', batch]] as const) {
      expect(page).toContain(`${name.padEnd(13)}${bytes.toString('hex')}`);
    }
  });
});

/** RFC 6962, 2.1, to the letter: split at the largest power of two below the number of leaves. */
function rfc6962(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (leaves.length === 1 && only) return only;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(rfc6962(leaves.slice(0, k)), rfc6962(leaves.slice(k)));
}

describe('the Merkle tree', () => {
  const leaves = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }).map((a) => Buffer.from(a)), { minLength: 1, maxLength: 70 });

  it('has the root that RFC 6962 defines', () =>
    fc.assert(fc.property(leaves, (l) => merkleRoot(l).equals(rfc6962(l)))));

  it('proves every leaf, and no other in its place', () =>
    fc.assert(fc.property(leaves, fc.nat(), (l, n) => {
      const index = n % l.length;
      const root = merkleRoot(l);
      const leaf = l[index] ?? Buffer.alloc(0);
      const path = merklePath(l, index);
      const other = Buffer.from(leaf);
      other.writeUInt8(other.readUInt8(0) ^ 1, 0);
      return rootOfPath(leaf, path).equals(root) && !rootOfPath(other, path).equals(root);
    })));
});
