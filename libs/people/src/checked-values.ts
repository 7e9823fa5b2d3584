import { IdentifierError } from './identifiers/parsed';
import { refuseSocialSecurityNumber } from './identifiers/social-security-number';

const amountForm = /^-?\d{1,8}(?:\.\d{1,2})?$/;
const uuidForm = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** A day that exists, written `YYYY-MM-DD`. */
function isDay(text: string): boolean {
  if (!/^(?:19|20|21)\d{2}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/**
 * Checks a record before it is written, so that PostgreSQL's own refusal, which quotes the value, is never reached:
 * no social-security number in any text, properties named `...On` or `...Date` are days, `...Id` are uuids, and
 * `amounts` are decimals of at most eight digits before the point and two after it.
 * @param place record type, for the message
 * @throws IdentifierError, SocialSecurityNumberError; both name place and rule, never the value
 */
export function checkValues(record: object, place: string, amounts: readonly string[] = []): void {
  refuseSocialSecurityNumber(record, place);
  for (const [key, value] of Object.entries(record)) {
    if (value === undefined || value === null) continue;
    const text = String(value);
    const refuse = (rule: string): never => {
      throw new IdentifierError(`${place}.${key}`, rule);
    };
    if (/(?:On|Date)$/.test(key) && !isDay(text)) refuse('is not a day written YYYY-MM-DD');
    if (/Id$/.test(key) && !uuidForm.test(text)) refuse('is not a uuid');
    if (amounts.includes(key) && !amountForm.test(text)) refuse('is not an amount such as 120.50');
  }
}
