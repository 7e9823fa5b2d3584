import { maskValue, type Registry } from '@oubli/personal-data';
import type { Sample } from '@oubli/retention';

const textOf = (value: unknown): string | null => (value === null || value === undefined ? null : typeof value === 'object' ? JSON.stringify(value) : String(value));

/**
 * A sample as a screen shows it: only fields that hold something, what was there masked, and what a treatment writes as it
 * will stand there. A value that stays is as masked after as before.
 */
export function maskedSample(registry: Registry, sample: Sample): { record: string; becomes: string; fields: { column: string; before: string | null; after: string | null }[] } {
  const { columns } = registry.root(sample.recordType);
  const fields = Object.entries(columns).flatMap(([column, declared]) => {
    if (['id', 'origin'].includes(column)) return [];
    const before = textOf(sample.before[column]);
    const after = sample.after === null ? null : textOf(sample.after[column]);
    if (before === null && after === null) return [];
    const masked = before === null ? null : maskValue(declared, before);
    return [{ column, before: masked, after: after === before ? masked : after }];
  });
  return { record: `${sample.recordType}/${sample.id}`, becomes: sample.becomes, fields };
}
