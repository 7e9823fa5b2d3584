import { constants, crc32, createDeflateRaw } from 'node:zlib';

/** A file of the archive, as it comes. */
export interface ZipEntry {
  /** ASCII, without folders. */
  readonly name: string;
  readonly chunks: AsyncIterable<Buffer>;
}

interface Written {
  readonly name: Buffer;
  readonly crc: number;
  readonly compressed: number;
  readonly size: number;
  readonly offset: number;
}

const version = 20;
/** Sizes follow the data (bit 3): they are not known when a file begins. */
const flags = 1 << 3;
const deflated = 8;
/** 1 January 1980: when the archive was written is said inside it. */
const dosDate = 0x21;

function header(signature: number, { name, crc, compressed, size }: Pick<Written, 'name' | 'crc' | 'compressed' | 'size'>, central: number | null): Buffer {
  const head = Buffer.alloc(central === null ? 30 : 46);
  let at = head.writeUInt32LE(signature, 0);
  if (central !== null) at = head.writeUInt16LE(version, at);
  at = head.writeUInt16LE(version, at);
  at = head.writeUInt16LE(flags, at);
  at = head.writeUInt16LE(deflated, at);
  at = head.writeUInt16LE(0, at);
  at = head.writeUInt16LE(dosDate, at);
  at = head.writeUInt32LE(crc, at);
  at = head.writeUInt32LE(compressed, at);
  at = head.writeUInt32LE(size, at);
  head.writeUInt16LE(name.length, at);
  if (central !== null) head.writeUInt32LE(central, 42);
  return Buffer.concat([head, name]);
}

/**
 * A ZIP archive (APPNOTE 6.3.9), file by file and chunk by chunk: nothing is ever in memory as a whole.
 * @throws RangeError when the archive grows beyond 4 GiB, which this form cannot hold
 */
export async function* zip(entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>): AsyncGenerator<Buffer> {
  const written: Written[] = [];
  let offset = 0;
  const count = (chunk: Buffer): Buffer => {
    offset += chunk.length;
    if (offset > 0xffff_ffff) throw new RangeError('The archive is larger than 4 GiB.');
    return chunk;
  };
  for await (const entry of entries) {
    const name = Buffer.from(entry.name, 'latin1');
    const start = offset;
    yield count(header(0x04034b50, { name, crc: 0, compressed: 0, size: 0 }, null));
    const sums = { crc: 0, size: 0, compressed: 0 };
    for await (const chunk of deflate(entry.chunks, sums)) {
      sums.compressed += chunk.length;
      yield count(chunk);
    }
    const tail = Buffer.alloc(16);
    tail.writeUInt32LE(0x08074b50, 0);
    tail.writeUInt32LE(sums.crc, 4);
    tail.writeUInt32LE(sums.compressed, 8);
    tail.writeUInt32LE(sums.size, 12);
    yield count(tail);
    written.push({ name, ...sums, offset: start });
  }
  const directory = offset;
  for (const file of written) yield count(header(0x02014b50, file, file.offset));
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(written.length, 8);
  end.writeUInt16LE(written.length, 10);
  end.writeUInt32LE(offset - directory, 12);
  end.writeUInt32LE(directory, 16);
  yield count(end);
}

async function* deflate(chunks: AsyncIterable<Buffer>, sums: { crc: number; size: number }): AsyncGenerator<Buffer> {
  const deflater = createDeflateRaw();
  const ready: Buffer[] = [];
  deflater.on('data', (chunk: Buffer) => void ready.push(chunk));
  const step = (write: (done: () => void) => void): Promise<void> => new Promise((resolve, reject) => {
    deflater.once('error', reject);
    write(() => {
      deflater.off('error', reject);
      resolve();
    });
  });
  for await (const chunk of chunks) {
    sums.crc = crc32(chunk, sums.crc);
    sums.size += chunk.length;
    await step((done) => void deflater.write(chunk, done));
    await step((done) => void deflater.flush(constants.Z_NO_FLUSH, done));
    yield* ready.splice(0);
  }
  await step((done) => void deflater.once('end', done).end());
  yield* ready.splice(0);
}
