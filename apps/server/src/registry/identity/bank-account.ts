import type { Refusal } from "../../platform/refusal.ts";
import { registryErrors } from "../errors.ts";
import { plainNumber } from "./typed-number.ts";

/** The account of a card or passbook (银行卡号、存折账号). */
export type BankAccount = {
  readonly number: string;
  readonly lastFour: string;
  /** Cards have a check digit; passbooks do not, so a number without one deserves a second look and no more. */
  readonly hasCheckDigit: boolean;
};

/** The account that was typed, or why it is none. */
export function readBankAccount(typed: string): BankAccount | Refusal {
  const number = plainNumber(typed);
  if (!/^\d{12,30}$/.test(number)) return registryErrors.bankAccount();
  return { number, lastFour: number.slice(-4), hasCheckDigit: hasCheckDigit(number) };
}

/** The formula of Luhn (ISO/IEC 7812): from the right every second digit counts double. */
function hasCheckDigit(number: string): boolean {
  const sum = Array.from(number)
    .reverse()
    .reduce((total, digit, place) => {
      const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}
