import { crc32, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { zip, type ZipEntry } from './zip';

async function* chunked(content: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
  await Promise.resolve();
}

const entry = (name: string, content: Buffer, size = 7): ZipEntry => ({ name, chunks: chunked(content, size) });

async function whole(entries: readonly ZipEntry[]): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of zip(entries)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Read from its directory at the end, as every reader of the format does. */
function unzip(archive: Buffer): Record<string, Buffer> {
  const files: Record<string, Buffer> = {};
  const end = archive.length - 22;
  expect(archive.readUInt32LE(end)).toBe(0x06054b50);
  let at = archive.readUInt32LE(end + 16);
  for (let i = 0; i < archive.readUInt16LE(end + 10); i += 1) {
    expect(archive.readUInt32LE(at)).toBe(0x02014b50);
    const [crc, compressed, size, length, start] = [archive.readUInt32LE(at + 16), archive.readUInt32LE(at + 20), archive.readUInt32LE(at + 24), archive.readUInt16LE(at + 28), archive.readUInt32LE(at + 42)];
    const name = archive.subarray(at + 46, at + 46 + length).toString('latin1');
    expect(archive.readUInt32LE(start)).toBe(0x04034b50);
    const data = start + 30 + archive.readUInt16LE(start + 26);
    const content = inflateRawSync(archive.subarray(data, data + compressed));
    expect({ size: content.length, crc: crc32(content) }).toEqual({ size, crc });
    files[name] = content;
    at += 46 + length;
  }
  return files;
}

describe('an archive', () => {
  it('gives back what went in, whatever it was and in whatever pieces it came', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), fc.integer({ min: 1, max: 900 }), async (bytes, size) => {
      const content = Buffer.from(bytes);
      expect(unzip(await whole([entry('a.json', content, size), entry('b.csv', Buffer.from('x'))]))).toEqual({ 'a.json': content, 'b.csv': Buffer.from('x') });
    }), { numRuns: 50 });
  });

  it('holds an empty file and no file', async () => {
    expect(unzip(await whole([entry('a.json', Buffer.alloc(0))]))).toEqual({ 'a.json': Buffer.alloc(0) });
    expect(unzip(await whole([]))).toEqual({});
  });

  it('passes large files on as they come', async () => {
    async function* many(): AsyncGenerator<Buffer> {
      for (let i = 0; i < 200; i += 1) yield Buffer.alloc(64 * 1024, i % 251);
      await Promise.resolve();
    }
    let largest = 0;
    for await (const chunk of zip([{ name: 'a.csv', chunks: many() }])) largest = Math.max(largest, chunk.length);
    expect(largest).toBeLessThan(200_000);
  });
});
