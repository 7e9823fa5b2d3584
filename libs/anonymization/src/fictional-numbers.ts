/** Digits doubled from the right as Luhn does; a number is right when the sum is a multiple of ten. */
function luhnDigit(digits: string): number {
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const doubled = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return (10 - (sum % 10)) % 10;
}

const withLuhn = (digits: string): string => `${digits}${luhnDigit(digits)}`;

/**
 * A SIRET with right check digits whose SIREN begins with 0000: the register gives none of these, so that no company is meant and
 * who reads it sees that it is fictional. @param index 1 to 9999
 */
export const fictionalSiret = (index: number): string => withLuhn(`${withLuhn(`0000${String(index).padStart(4, '0')}`)}0001`);

/** A French IBAN with right keys at bank 99999, a code that no bank has. @param index any number of up to eleven digits */
export function fictionalIban(index: number): string {
  const [bank, branch, account] = ['99999', '00000', String(index).padStart(11, '0')];
  const key = 97n - ((89n * BigInt(bank) + 15n * BigInt(branch) + 3n * BigInt(account)) % 97n);
  const bban = `${bank}${branch}${account}${String(key).padStart(2, '0')}`;
  return `FR${String(98n - (BigInt(`${bban}152700`) % 97n)).padStart(2, '0')}${bban}`;
}
