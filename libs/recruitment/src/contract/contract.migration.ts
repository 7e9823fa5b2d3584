import { governChild, refuseSocialSecurityNumbers, sqlMigration } from '@oubli/database';
import { acceptsChildren } from '@oubli/people';

/** A table of rows that are part of an assignment. */
const part = (name: string, columns: string, texts: readonly string[]): string => `
create table recruitment.${name} (
  id uuid primary key,
  assignment_id uuid not null references recruitment.assignment (id),
${columns}
);
${governChild(`recruitment.${name}`, 'recruitment.assignment', 'assignment_id')}
${refuseSocialSecurityNumbers(`recruitment.${name}`, texts)}
${acceptsChildren(`recruitment.${name}`, 'recruitment.assignment', 'assignment_id')}
`;

const contract = [
  part('assignment_order', '  number text not null,\n  ordered_on date not null,\n  amount_excluding_tax numeric(12, 2) not null check (amount_excluding_tax >= 0),\n  ordered_by text', ['number', 'ordered_by']),
  part('time_sheet', '  worked_on date not null,\n  hours numeric(5, 2) not null check (hours >= 0 and hours <= 24),\n  comment text', ['comment']),
  part('amendment', '  signed_on date not null,\n  new_end_on date,\n  subject text', ['subject']),
  part('attestation_waiver', "  author text not null check (author <> ''),\n  reason text not null check (reason <> ''),\n  given_on date not null", ['author', 'reason']),
].join('');

export const contractMigrations = [sqlMigration(1764100200000, 'AssignmentParts', contract)];
