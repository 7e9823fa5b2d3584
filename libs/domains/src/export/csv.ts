/** Tells a spreadsheet that the file is UTF-8. */
export const byteOrderMark = '\ufeff';

export type Cell = string | number | null;

/**
 * One cell (RFC 4180): quotes are doubled, and a text that a spreadsheet would take for a formula begins with an apostrophe
 * (ASVS 5.0, 1.2.10; the full-width signs are formulas too where they are typed). A number has a comma, as French spreadsheets read it.
 */
export function csvCell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value).replace('.', ',');
  const safe = /^[=+\-@\t\r\0＝＋－＠]/.test(value) ? `'${value}` : value;
  return /[";\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(';')}\r\n`;
