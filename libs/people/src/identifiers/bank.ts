import { electronicFormatIBAN, isValidBIC, validateIBAN, ValidationErrorsIBAN } from 'ibantools';
import { accepted, type Parsed, refused, withoutBlanks } from './parsed';

/** IBAN: length of its country, check digits, and for France the RIB key as well; without blanks, upper case. */
export function parseIban(text: string): Parsed {
  const iban = electronicFormatIBAN(withoutBlanks(text));
  if (!iban) return refused('is not an IBAN');
  const { valid, errorCodes } = validateIBAN(iban);
  if (valid) return accepted(iban);
  if (errorCodes.includes(ValidationErrorsIBAN.WrongAccountBankBranchChecksum)) return refused('has a wrong RIB key');
  if (errorCodes.includes(ValidationErrorsIBAN.WrongIBANChecksum)) return refused('has wrong check digits');
  return refused('has not the form of its country');
}

/** BIC of eight or eleven characters. */
export function parseBic(text: string): Parsed {
  const bic = withoutBlanks(text).toUpperCase();
  return isValidBIC(bic) ? accepted(bic) : refused('is not a BIC');
}
