/** SQLSTATE of a write about somebody whose data are restricted (Art. 18 GDPR); an API answers 423. */
export const restrictedSqlState = 'OB423';

/** Splits `schema.table` for names of constraints and indexes. */
const shortName = (table: string): string => table.split('.')[1] ?? table;

const list = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');

/**
 * SQL by which a root table obeys restrictions: the application neither reads nor writes rows of a restricted subject. Where
 * the database does not know restrictions yet, the migration that brings them looks after the tables that are there.
 */
export const obeyRestrictions = (table: string, recordType: string, subjects: readonly string[]): string => `
do $$ begin
  if to_regprocedure('retention.enforce_restriction(regclass,text,text[])') is not null then
    perform retention.enforce_restriction('${table}', '${recordType}', array[${list(subjects)}]);
  end if;
end $$;`;

/** The same for rows that live and die with a root: they are hidden with it already, and a new one is refused by name. */
export const obeyRestrictionsOfRoot = (table: string, root: string, via: string): string => `
do $$ begin
  if to_regprocedure('retention.enforce_restriction_on_child(regclass,regclass,text)') is not null then
    perform retention.enforce_restriction_on_child('${table}', '${root}', '${via}');
  end if;
end $$;`;

/**
 * SQL that every governed root table needs: the phase, row-level security that shows only active rows to the
 * application, grants, and the partial indexes by which each phase finds what falls due.
 * @param table `schema.table` with columns `id`, `phase`, `collected_on`, `origin`
 * @param options.subjects columns that hold person ids (indexed here)
 * @param options.clocks own date columns a period may count from
 * @param options.recordType where it is not the table's name with dashes
 * @param options.beyondRestriction as declared: a file by which a person's own rights are served
 */
export function governRoot(table: string, options: { readonly subjects: readonly string[]; readonly clocks: readonly string[]; readonly recordType?: string; readonly beyondRestriction?: true }): string {
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
${options.beyondRestriction ? '' : obeyRestrictions(table, options.recordType ?? name.replaceAll('_', '-'), options.subjects)}
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
${obeyRestrictionsOfRoot(table, root, via)}
`;
}

/** No text column ever holds a social-security number (RET-35): the database refuses it, whatever path it came by. */
export const refuseSocialSecurityNumbers = (table: string, columns: readonly string[]): string =>
  columns
    .map((c) => `alter table ${table} add constraint ${shortName(table)}_${c}_no_ssn check (not people.holds_social_security_number(${c}));`)
    .join('\n');
