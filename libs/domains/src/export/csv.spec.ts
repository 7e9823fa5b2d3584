import fc from 'fast-check';
import { csvCell as cellOfConsole } from '../../../../apps/admin/src/app/ui/csv-cell';
import { csvCell, csvLine } from './csv';

describe('a cell of an export', () => {
  it.each([
    ['is never a formula', '=1+1', "'=1+1"], ['nor a command', '=cmd|\'/C calc\'!A0', "'=cmd|'/C calc'!A0"], ['nor begins as one', '@SUM(A1)', "'@SUM(A1)"], ['nor with a plus', '+33639980017', "'+33639980017"],
    ['nor with a minus', '-2+3', "'-2+3"], ['nor behind a tab', '\t=1', "'\t=1"], ['nor behind a line', '\r=1', '"\'\r=1"'], ['nor behind nothing', '\0=1', "'\0=1"], ['nor in full width', '＝1+1', "'＝1+1"],
    ['is quoted where it holds a semicolon', 'a;=1', '"a;=1"'], ['doubles its quotes', '"=1', '"""=1"'], ['keeps its lines together', 'a\n=1', '"a\n=1"'], ['is empty for nothing', null, ''],
    ['keeps a negative number', -5.25, '-5,25'],
  ])('%s', (_what, value, cell) => expect(csvCell(value)).toBe(cell));

  it('comes back as it was, but for the apostrophe', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 6 }), (texts) => {
      const guarded = texts.map((t) => (/^[=+\-@\t\r\0＝＋－＠]/.test(t) ? `'${t}` : t));
      expect(cellsOf(csvLine(texts))).toEqual(guarded);
    }));
  });

  it('is the one the console writes, where both write a text of its alphabet', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ';', 'a', ' ', '1') }), (text) => expect(csvCell(text)).toBe(cellOfConsole(text))));
  });
});

/** One line of RFC 4180, read letter by letter. */
function cellsOf(line: string): string[] {
  const cells: string[] = [''];
  let quoted = false;
  const body = line.slice(0, -2);
  for (let i = 0; i < body.length; i += 1) {
    const letter = body[i] ?? '';
    if (quoted && letter === '"' && body[i + 1] === '"') {
      cells[cells.length - 1] += '"';
      i += 1;
    } else if (letter === '"' && (quoted || cells.at(-1) === '')) quoted = !quoted;
    else if (letter === ';' && !quoted) cells.push('');
    else cells[cells.length - 1] += letter;
  }
  return cells;
}
