import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const docs = join(__dirname, '..', '..', '..', 'docs');
const page = readFileSync(join(docs, 'policy.md'), 'utf8');
const rows = [...page.matchAll(/^\| (R\d+) \| (.+?) \| (.+) \|$/gm)].map(([, number, , answer]) => ({ number: number ?? '', answer: answer ?? '' }));
const links = rows.flatMap(({ number, answer }) => [...answer.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)].map(([, text, path]) => ({ number, text: text ?? '', path: path ?? '' })));

describe('the page that answers the privacy policy', () => {
  it('has every requirement once, in order, with an answer', () => {
    expect(rows.map((row) => row.number)).toEqual(Array.from({ length: 73 }, (_, i) => `R${i + 1}`));
    expect(rows.filter((row) => row.answer.trim() === '')).toEqual([]);
    expect(links.length).toBeGreaterThan(20);
  });

  it('links to nothing that is not there', () => {
    expect(links.filter(({ path }) => !existsSync(join(docs, path)))).toEqual([]);
  });

  it('names no test that the linked file does not hold', () => {
    const missing = links.filter(({ text, path }) => text.startsWith('test: ') && !readFileSync(join(docs, path), 'utf8').includes(`'${text.slice('test: '.length)}'`));
    expect(missing).toEqual([]);
  });
});
