/** Splits `schema.table` for names of constraints and indexes. */
const shortName = (table: string): string => table.split('.')[1] ?? table;

/**
 * SQL that every governed root table needs: the phase, row-level security that shows only active rows to the
 * application, grants, and the partial indexes by which each phase finds what falls due.
 * @param table `schema.table` with columns `id`, `phase`, `collected_on`, `origin`
 * @param options.subjects columns that hold person ids (indexed here)
 * @param options.clocks own date columns a period may count from
 */
export function governRoot(table: string, options: { readonly subjects: readonly string[]; readonly clocks: readonly string[] }): string {
  const name = shortName(table);
  return `
alter table ${table} add constraint ${name}_phase check (phase in ('active', 'archived', 'treated'));
alter table ${table} add constraint ${name}_origin check (origin in ('person', 'import', 'third-party', 'derived'));
${options.subjects.filter((s) => s !== 'id').map((s) => `create index ${name}_${s} on ${table} (${s});`).join('\n')}
${options.clocks.flatMap((c) => ['active', 'archived', 'treated'].map((p) => `create index ${name}_${c}_${p} on ${table} (${c}, id) where phase = '${p}';`)).join('\n')}
create index ${name}_treated on ${table} (id) where phase = 'treated';
alter table ${table} enable row level security;
create policy ${name}_app on ${table} to {{app}} using (phase = 'active') with check (phase = 'active');
create policy ${name}_engine on ${table} to {{engine}} using (true) with check (true);
grant select, insert, update on ${table} to {{app}};
grant select, update, delete on ${table} to {{engine}};
`;
}

/** The same for rows that live and die with a root: the application sees them while it sees their root. */
export function governChild(table: string, root: string, via: string): string {
  const name = shortName(table);
  const visible = `exists (select 1 from ${root} r where r.id = ${via})`;
  return `
create index ${name}_${via} on ${table} (${via});
alter table ${table} enable row level security;
create policy ${name}_app on ${table} to {{app}} using (${visible}) with check (${visible});
create policy ${name}_engine on ${table} to {{engine}} using (true) with check (true);
grant select, insert, update on ${table} to {{app}};
grant select, update, delete on ${table} to {{engine}};
`;
}

/** No text column ever holds a social-security number (RET-35): the database refuses it, whatever path it came by. */
export const refuseSocialSecurityNumbers = (table: string, columns: readonly string[]): string =>
  columns
    .map((c) => `alter table ${table} add constraint ${shortName(table)}_${c}_no_ssn check (not people.holds_social_security_number(${c}));`)
    .join('\n');
