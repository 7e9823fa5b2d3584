import { csvCell } from './csv-cell';

describe('a cell of an export', () => {
  it.each([
    ['is never a formula', '=1+1', "'=1+1"], ['nor begins as one', '@SUM(A1)', "'@SUM(A1)"], ['nor hides behind a tab', '\t=1', "'\t=1"],
    ['keeps a negative number', -5, '-5'], ['is quoted where it holds a semicolon', 'a;b', '"a;b"'], ['doubles its quotes', 'a"b', '"a""b"'], ['keeps its lines together', 'a\nb', '"a\nb"'], ['is empty for nothing', null, ''],
  ])('%s', (_what, value, cell) => expect(csvCell(value)).toBe(cell));
});
