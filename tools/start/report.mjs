/** What a start prints: counts by record type and outcome, three people before and after, the ledger. */
const pad = (cells, widths) => cells.map((cell, i) => (i === 0 ? String(cell).padEnd(widths[i]) : String(cell).padStart(widths[i]))).join('  ').trimEnd();

function table(head, rows) {
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => String(row[i]).length)));
  return [head, ...rows].map((row) => pad(row, widths)).join('\n');
}

/** Due and kept by record type, from a preview document. */
export function countsText(preview) {
  const types = [...new Set([...preview.byPolicy.map((p) => p.recordType), ...preview.kept.map((k) => k.recordType)])].sort();
  const due = (type, becomes) => preview.byPolicy.filter((p) => p.recordType === type && p.becomes === becomes).reduce((sum, p) => sum + p.count, 0);
  const kept = (type, reason) => preview.kept.filter((k) => k.recordType === type && k.reason === reason).reduce((sum, k) => sum + k.count, 0);
  const outcomes = ['archived', 'treated', 'deleted'];
  const reasons = ['hold', 'restricted', 'floor', 'later-event', 'referenced'];
  return table(
    ['record type', ...outcomes, ...reasons.map((r) => `kept: ${r}`)],
    types.map((type) => [type, ...outcomes.map((o) => due(type, o)), ...reasons.map((r) => kept(type, r))]),
  );
}

const shown = (value) => (value === undefined || value === null ? '-' : String(value));

/** Three people, field by field, before and after. */
export function storiesText(before, after) {
  return before
    .map((story, i) => {
      const records = story.records.map((record, j) => {
        const now = after[i].records[j].fields;
        if (!record.fields) return `  ${record.recordType}: none`;
        if (!now) return [`  ${record.recordType}: deleted`, ...Object.entries(record.fields).filter(([, v]) => v !== null).map(([k, v]) => `      ${k}: ${shown(v)} -> -`)].join('\n');
        const lines = Object.entries(record.fields)
          .filter(([, v]) => v !== null)
          .map(([k, v]) => `      ${k}: ${shown(v)}${shown(v) === shown(now[k]) ? '' : ` -> ${shown(now[k])}`}`);
        const changed = Object.entries(record.fields).some(([k, v]) => shown(v) !== shown(now[k]));
        return [`  ${record.recordType}: ${changed ? `changed, now ${now.phase}` : 'as it was'}`, ...lines].join('\n');
      });
      return [story.tells, ...records].join('\n');
    })
    .join('\n\n');
}
