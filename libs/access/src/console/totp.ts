import { Secret, TOTP } from 'otpauth';

const period = 30;
const totpOf = (secret: string, label: string): TOTP => new TOTP({ issuer: 'Oubli', label, algorithm: 'SHA1', digits: 6, period, secret: Secret.fromBase32(secret) });

/** 160 bits, as RFC 4226 recommends. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;
export const totpUri = (secret: string, label: string): string => totpOf(secret, label).toString();

/**
 * The time step of a code (RFC 6238), one step early or late allowed; null when it is not right.
 * @param now instant of the sign-in
 */
export function totpStep(secret: string, code: string, now: Date): number | null {
  const delta = totpOf(secret, '').validate({ token: code.replace(/\s/g, ''), timestamp: now.getTime(), window: 1 });
  return delta === null ? null : Math.floor(now.getTime() / 1000 / period) + delta;
}
