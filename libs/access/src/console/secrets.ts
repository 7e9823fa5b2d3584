import { createHash, randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { dictionary } from '@zxcvbn-ts/language-common';

/** argon2id, OWASP's first choice: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The most common passwords; ASVS 5.0 6.2.4 asks for 3,000. */
const common: ReadonlySet<string> = new Set(dictionary['passwords-common'].map(String));

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFC'), cost);

/** A hash of nothing anybody knows: compared with when there is no account, so that the answer takes as long. */
let decoy: Promise<string> | undefined;

/** Is it the password? Takes as long for an account that does not exist (`null`). */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword(randomBytes(32).toString('hex'));
  const right = await verify(stored ?? (await decoy), password.normalize('NFC'));
  return right && stored !== null;
}

/** What is wrong with a new password, or null (ASVS 5.0, 6.2): its length is the contract's to check. */
export function passwordProblem(password: string, context: readonly string[]): string | null {
  const plain = password.toLowerCase();
  if (common.has(plain)) return 'is one of the most common passwords';
  const words = [...context, 'oubli'].flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length >= 4);
  return words.some((word) => plain.includes(word) && plain.length - word.length < 6) ? 'is hardly more than your name, your address or the name of this product' : null;
}

/** 256 bits, for a link, a session or a key. */
export const newSecret = (): string => randomBytes(32).toString('base64url');
export const sha256 = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();

/** The token that a form of this session carries: whoever does not hold the session cannot compute it. */
export const csrfTokenOf = (sessionToken: string): string => createHash('sha256').update(`oubli csrf\0${sessionToken}`, 'utf8').digest('base64url');

/** Ten groups a person can copy from paper: 80 bits each. */
export const newRecoveryCodes = (): string[] => Array.from({ length: 10 }, () => (randomBytes(10).toString('hex').match(/.{5}/g) ?? []).join('-'));
export const recoveryCodeHash = (code: string): Buffer => sha256(code.toLowerCase().replace(/[^0-9a-f]/g, ''));
