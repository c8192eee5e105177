import { Refusal } from "../../src/platform/refusal.ts";
import { checkCharacter } from "../../src/registry/identity/identity-number.ts";

/** The day on which these tests happen. */
export const today = "2026-03-01";

/** The two numbers that GB 11643 prints: nobody's. */
export const ofTheStandard = ["11010519491231002X", "440524188001010014"] as const;

/** A number with its check character; from 99 it is a sample person's. */
export function numbered(first17: string): string {
  return first17 + checkCharacter(first17);
}

/** What was read, or the code of the refusal, which says nothing of what was typed. */
export function readOrCode<T extends object>(read: T | Refusal, typed: string): T | string {
  if (!(read instanceof Refusal)) return read;
  const digits = typed.replaceAll(/\D/g, "");
  if (digits.length > 3 && `${read.zh}${read.en}${read.message}`.includes(digits)) throw new Error("a refusal repeats what was typed");
  return read.code;
}
