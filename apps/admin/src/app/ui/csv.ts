import { csvCell } from './csv-cell';

/** Offers rows as a file that opens well in a French spreadsheet: UTF-8 with a byte order mark, semicolons, CRLF. */
export function downloadCsv(name: string, rows: readonly (readonly (string | number | null)[])[]): void {
  const text = `\ufeff${rows.map((row) => row.map(csvCell).join(';')).join('\r\n')}\r\n`;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
