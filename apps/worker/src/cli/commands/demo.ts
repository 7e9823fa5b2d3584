import type { Command } from 'commander';
import { snakeCase } from '@oubli/personal-data';
import { stories } from '@oubli/domains';
import { print } from '../io';
import { command, type Json, withRuntime } from '../program';

/** Fields that say nothing to a reader. */
const unsaid = new Set(['id', 'person_id', 'search_key', 'origin', 'cv', 'cv_sha256', 'cv_name', 'birth_name']);

interface ToldStory {
  readonly tells: string;
  /** Null: the record is gone. */
  readonly records: readonly { readonly recordType: string; readonly fields: Record<string, unknown> | null }[];
}

export function addDemoCommands(program: Command): void {
  command(program, 'stories', 'Shows three people of the demo company, field by field (fictional).', ['stories --json'])
    .action((options: Json) => withRuntime(async ({ logins, context }) => {
      const told: ToldStory[] = [];
      for (const { personId, tells, records } of stories) {
        const rows: ToldStory['records'][number][] = [];
        for (const recordType of records) {
          const declaration = context.registry.root(recordType);
          const subject = snakeCase(declaration.subjects[0] ?? 'id');
          const [row] = await logins.owner.session.query<{ r: Record<string, unknown> }>(`select to_jsonb(r) as r from ${declaration.table} r where r.${subject} = $1 limit 1`, [personId]);
          const fields = row ? Object.fromEntries(Object.entries(row.r).filter(([name]) => !unsaid.has(name))) : null;
          rows.push({ recordType, fields });
        }
        told.push({ tells, records: rows });
      }
      print(options, told, () => told.map((s) => `${s.tells}\n${s.records.map((r) => `  ${r.recordType}: ${r.fields === null ? 'gone' : JSON.stringify(r.fields)}`).join('\n')}`).join('\n'));
    }));
}
