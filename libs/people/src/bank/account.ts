import type { FieldKeys } from '@oubli/config';
import { sealField } from './sealed-field';

/** An account as the application shows it and the database keeps it. */
export interface StoredAccount {
  readonly ibanSealed: Buffer | null;
  readonly bicSealed: Buffer | null;
  readonly accountShown: string | null;
}

export const bankDetailsTable = 'people.bank_details';

/** Country and last four characters, all that a screen or a list shows (R41): `FR•• •••• 2606`. */
export const shownAccount = (iban: string): string => `${iban.slice(0, 2)}•• •••• ${iban.slice(-4)}`;

/** IBAN and BIC sealed for one row. @param id uuid of the row they will stand in */
export const sealAccount = (id: string, account: { readonly iban: string | null; readonly bic: string | null }, keys: FieldKeys): StoredAccount => ({
  ibanSealed: account.iban === null ? null : sealField(account.iban, { table: bankDetailsTable, column: 'iban_sealed', row: id }, keys),
  bicSealed: account.bic === null ? null : sealField(account.bic, { table: bankDetailsTable, column: 'bic_sealed', row: id }, keys),
  accountShown: account.iban === null ? null : shownAccount(account.iban),
});
