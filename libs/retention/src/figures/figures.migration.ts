import { sqlMigration } from '@oubli/database';

/** What a plan found, counted: one row, written by a job, because a plan reads too much to be made at each look. */
const figures = `
create table retention.figures (
  id boolean primary key default true check (id),
  as_of date not null,
  counted_at timestamptz not null,
  counts jsonb not null
);
grant select, insert, update on retention.figures to {{engine}};
grant select on retention.figures to {{app}};
`;

export const figuresMigrations = [sqlMigration(1764200900020, 'Figures', figures)];
