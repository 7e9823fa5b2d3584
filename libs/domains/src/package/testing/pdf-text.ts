import { inflateSync } from 'node:zlib';

/**
 * The letters of a PDF in the order in which they are drawn, without spaces, each glyph read back through the table that the file
 * carries for searching (ISO 32000-1, 9.10.3): what a reader of the file finds, not what was meant to be written.
 */
export function pdfText(file: Buffer): string {
  const objects = objectsOf(file.toString('latin1'));
  const letters = lettersByFont(objects);
  let text = '';
  for (const { stream } of objects.values()) {
    if (!stream.includes(' Tf')) continue;
    let font = new Map<string, string>();
    for (const [, name, strings] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
      if (name !== undefined) font = letters.get(name) ?? new Map<string, string>();
      else for (const [glyph] of (strings ?? '').replace(/<([0-9a-f]*)>|[^<>]+/g, '$1').matchAll(/.{4}/g)) text += font.get(glyph) ?? '\ufffd';
    }
  }
  return text.replace(/\s/g, '');
}

interface PdfObject {
  readonly head: string;
  readonly stream: string;
}

function objectsOf(file: string): Map<string, PdfObject> {
  const objects = new Map<string, PdfObject>();
  for (const [, id, body] of file.matchAll(/(?:^|\n)(\d+) 0 obj\n([^]*?)\nendobj/g)) {
    const [head = '', packed] = (body ?? '').split(/\nstream\n([^]*)\nendstream$/);
    objects.set(id ?? '', { head, stream: packed === undefined ? '' : head.includes('/FlateDecode') ? inflateSync(Buffer.from(packed, 'latin1')).toString('latin1') : packed });
  }
  return objects;
}

function lettersByFont(objects: ReadonlyMap<string, PdfObject>): Map<string, Map<string, string>> {
  const fonts = new Map<string, Map<string, string>>();
  for (const { head } of objects.values()) {
    for (const [, name, id] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const table = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id ?? '')?.head ?? '')?.[1];
      if (name !== undefined && table !== undefined) fonts.set(name, lettersOf(objects.get(table)?.stream ?? ''));
    }
  }
  return fonts;
}

function lettersOf(table: string): Map<string, string> {
  const letters = new Map<string, string>();
  for (const [, from, list] of table.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/g)) {
    [...(list ?? '').matchAll(/<([0-9a-f ]*)>/g)].forEach(([, codes], i) => {
      const units = ((codes ?? '').replaceAll(' ', '').match(/.{4}/g) ?? []).map((unit) => parseInt(unit, 16));
      letters.set((parseInt(from ?? '', 16) + i).toString(16).padStart(4, '0'), String.fromCharCode(...units));
    });
  }
  return letters;
}
