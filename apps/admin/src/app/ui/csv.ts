/** A cell that a spreadsheet would take for a formula begins with an apostrophe; quotes are doubled. */
export function csvCell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r\0]/.test(text) ? `'${text}` : text;
  return /[";\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Offers rows as a file that opens well in a French spreadsheet: UTF-8 with a byte order mark, semicolons, CRLF. */
export function downloadCsv(name: string, rows: readonly (readonly (string | number | null)[])[]): void {
  const text = `\ufeff${rows.map((row) => row.map(csvCell).join(';')).join('\r\n')}\r\n`;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
