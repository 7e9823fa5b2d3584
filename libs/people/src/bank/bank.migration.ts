import type { FieldKeys } from '@oubli/config';
import { type MigrationClass, refuseSocialSecurityNumbers, sqlMigration } from '@oubli/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sealAccount } from './account';

const sealedColumns = `
alter table people.bank_details add column iban_sealed bytea, add column bic_sealed bytea, add column account_shown text;
${refuseSocialSecurityNumbers('people.bank_details', ['account_shown'])}
`;

interface PlainAccount {
  readonly id: string;
  readonly iban: string | null;
  readonly bic: string | null;
}

const batchRows = 1000;
const plainAccounts = `select id, iban, bic from people.bank_details where (iban is not null or bic is not null) and id > $1 order by id limit ${batchRows}`;
const writeSealed = `update people.bank_details b set iban_sealed = s.iban, bic_sealed = s.bic, account_shown = s.shown
  from unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::text[]) s(id, iban, bic, shown) where b.id = s.id`;
/** CLUSTER writes the table anew: a dropped column's values would else lie in the old rows until each is next written. */
const forgetPlain = `alter table people.bank_details drop column iban, drop column bic;
  cluster people.bank_details using bank_details_pkey;
  alter table people.bank_details set without cluster`;

/**
 * Seals the accounts that earlier versions wrote in the clear, then drops the clear columns. All in one transaction: there is
 * no moment at which an account stands in neither form.
 * @param keys asked only when there is something to seal
 */
function sealingMigration(keys: () => FieldKeys): MigrationClass {
  return class implements MigrationInterface {
    readonly name = 'SealBankDetails1764200100001';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query('lock table people.bank_details in access exclusive mode');
      for (let rows = await next(runner, '00000000-0000-0000-0000-000000000000'); rows.length > 0; rows = await next(runner, rows.at(-1)?.id ?? '')) {
        const sealed = rows.map((row) => ({ id: row.id, ...sealAccount(row.id, row, keys()) }));
        await runner.query(writeSealed, [sealed.map((s) => s.id), sealed.map((s) => s.ibanSealed), sealed.map((s) => s.bicSealed), sealed.map((s) => s.accountShown)]);
      }
      await runner.query(forgetPlain);
    }

    down(): Promise<void> {
      return Promise.reject(new Error('Migration SealBankDetails goes forward only.'));
    }
  };
}

const next = async (runner: QueryRunner, after: string): Promise<PlainAccount[]> => (await runner.query(plainAccounts, [after])) as PlainAccount[];

export const bankMigrations = (keys: () => FieldKeys): readonly MigrationClass[] => [
  sqlMigration(1764200100000, 'SealedBankDetails', sealedColumns),
  sealingMigration(keys),
];
