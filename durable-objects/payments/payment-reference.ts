// Our name for one attempt to move money: the account's id and the attempt's number, in base62. It leads a
// webhook to its account with nothing stored in between. Absent: the MAC's check (object-id.ts, by the edge).
import { AccountId } from '../../contracts/ids.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Letter, four digits of municipality, 33 of randomness and MAC. */
const ACCOUNT_ID_LENGTH = 38;
/** The shorter of the two vendors' limits. */
export const LONGEST_REFERENCE = 50;

/** @param attemptNumber counted by the account, from 1; never used twice. */
export function paymentReference(accountId: AccountId, attemptNumber: number): string {
  if (!Number.isSafeInteger(attemptNumber) || attemptNumber < 1) {
    throw new RangeError(`an attempt's number is a whole number from 1: ${attemptNumber}`);
  }
  let digits = '';
  for (let rest = attemptNumber; rest > 0; rest = Math.floor(rest / 62)) {
    digits = `${ALPHABET[rest % 62]}${digits}`;
  }
  return `${accountId}${digits}`;
}

/** Null for what is not of this form; one number has one spelling. */
export function readPaymentReference(
  reference: string,
): { readonly accountId: AccountId; readonly attemptNumber: number } | null {
  if (reference.length > LONGEST_REFERENCE) return null;
  const accountId = AccountId.safeParse(reference.slice(0, ACCOUNT_ID_LENGTH));
  const digits = reference.slice(ACCOUNT_ID_LENGTH);
  if (!accountId.success || !/^[1-9A-Za-z][0-9A-Za-z]*$/.test(digits)) return null;
  let attemptNumber = 0;
  for (const digit of digits) attemptNumber = attemptNumber * 62 + ALPHABET.indexOf(digit);
  if (!Number.isSafeInteger(attemptNumber)) return null;
  return { accountId: accountId.data, attemptNumber };
}
