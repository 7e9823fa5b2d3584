import { hash } from 'node:crypto';

/** Bytes of a SHA-256. */
export const hashSize = 32;

const nodePrefix = Buffer.from([0x01]);

/** Hash of an inner node (RFC 6962, 2.1): SHA-256 over 0x01, left, right. */
export const nodeHash = (left: Buffer, right: Buffer): Buffer => hash('sha256', Buffer.concat([nodePrefix, left, right]), 'buffer');

/** Leaf hashes one behind the other, as the database gives them. @throws Error when the length is no multiple of 32, or zero */
export function splitLeaves(leafHashes: Buffer): Buffer[] {
  if (leafHashes.length === 0 || leafHashes.length % hashSize !== 0) throw new Error('Leaf hashes must be whole and at least one.');
  return Array.from({ length: leafHashes.length / hashSize }, (_, i) => leafHashes.subarray(i * hashSize, (i + 1) * hashSize));
}

/**
 * Merkle tree hash of RFC 6962 over leaf hashes. Level by level with an odd last node moved up unchanged, which
 * gives the same root as splitting at the largest power of two.
 */
export function merkleRoot(leaves: readonly Buffer[]): Buffer {
  let level = leaves;
  while (level.length > 1) level = parents(level);
  const [root] = level;
  if (!root) throw new Error('A Merkle tree needs a leaf.');
  return root;
}

function parents(level: readonly Buffer[]): Buffer[] {
  const above: Buffer[] = [];
  for (let i = 0; i < level.length; i += 2) {
    const left = level[i];
    const right = level[i + 1];
    if (left) above.push(right ? nodeHash(left, right) : left);
  }
  return above;
}

/** Siblings from a leaf up to the root, each with its side. */
export interface MerklePath {
  readonly siblings: readonly { readonly side: 'left' | 'right'; readonly hash: string }[];
}

/** The path that proves the leaf at `index`; hashes in hex. */
export function merklePath(leaves: readonly Buffer[], index: number): MerklePath {
  if (index < 0 || index >= leaves.length) throw new Error('There is no such leaf.');
  const siblings: MerklePath['siblings'][number][] = [];
  let level = leaves;
  let at = index;
  while (level.length > 1) {
    const sibling = level[at ^ 1];
    if (sibling) siblings.push({ side: at % 2 === 0 ? 'right' : 'left', hash: sibling.toString('hex') });
    level = parents(level);
    at = Math.floor(at / 2);
  }
  return { siblings };
}

/** The root that a leaf and its path lead to. */
export const rootOfPath = (leaf: Buffer, path: MerklePath): Buffer =>
  path.siblings.reduce((node, { side, hash: sibling }) => {
    const other = Buffer.from(sibling, 'hex');
    return side === 'left' ? nodeHash(other, node) : nodeHash(node, other);
  }, leaf);
