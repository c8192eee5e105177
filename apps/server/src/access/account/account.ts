import { randomBytes } from "node:crypto";
import { accessErrors } from "../errors.ts";

/** 账号: somebody who may sign in. */
export type Account = {
  readonly id: string;
  readonly signInName: string;
  readonly displayName: string;
  /** Their own file, for a citizen; null for everybody who works here. */
  readonly subjectId: number | null;
  readonly isLocked: boolean;
  /** Whether they have to show a second factor: a password alone signs nobody in then, whatever else is there of theirs or is not. */
  readonly hasSecondFactor: boolean;
};

export function newAccountId(): string {
  return `u_${randomBytes(10).toString("hex")}`;
}

/** One name, however it was typed: without the differences of case and of width that people do not see. */
export function foldedName(text: string): string {
  return text.normalize("NFKC").trim().toLowerCase();
}

/**
 * A sign-in name that may be given to somebody.
 * @throws Refusal where it is none, or looks like the number of a person: names stand in lists
 */
export function checkedSignInName(text: string): string {
  const name = foldedName(text);
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._@-]{1,63}$/u.test(name)) throw accessErrors.signInName();
  if (/\d{11}/.test(name)) throw accessErrors.signInNameNumber();
  return name;
}

/** @throws Refusal where a name has no or too many characters */
export function checkedDisplayName(text: string): string {
  const name = text.normalize("NFC").trim();
  if (name.length < 1 || name.length > 50) throw accessErrors.displayName();
  return name;
}
