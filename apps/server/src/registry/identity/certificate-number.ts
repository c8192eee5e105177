import type { Refusal } from "../../platform/refusal.ts";
import { registryErrors } from "../errors.ts";
import { readIdentityNumber, type IdentityNumberOptions } from "./identity-number.ts";
import { plainNumber } from "./typed-number.ts";

/**
 * The number of a disability certificate (残疾人证号) in its parts. It changes with category and level and holds the identity number: never a key, and never shown
 * where the identity number is masked.
 */
export type CertificateNumber = {
  readonly number: string;
  readonly identityNumber: string;
  readonly category: number;
  /** 1 is the heaviest. */
  readonly level: number;
  /** How often it was issued again after a loss (补发): 0 for the first, 1 for B1. */
  readonly reissue: number;
};

/** Levels by fact of the vocabulary: 0 is "not in this category", absent is not known. */
export type DisabilityLevels = Readonly<Partial<Record<DisabilityFact, number>>>;

type DisabilityFact = (typeof disabilityFacts)[number];

/** In the order of the digits 1 to 6: 视力、听力、言语、肢体、智力、精神. */
export const disabilityFacts = [
  "disability.visual",
  "disability.hearing",
  "disability.speech",
  "disability.physical",
  "disability.intellectual",
  "disability.mental",
] as const;

/** 多重: two categories or more. */
const multiple = 7;

/** The number that was typed, or why it is none. */
export function readCertificateNumber(typed: string, options: IdentityNumberOptions): CertificateNumber | Refusal {
  const number = plainNumber(typed);
  const match = /^(\d{17}[\dX])(\d)(\d)(?:B([1-9]\d?))?$/.exec(number);
  if (!match) return registryErrors.certificateNumberForm();
  const [, identityNumber = "", category = "", level = "", reissue = "0"] = match;
  const identity = readIdentityNumber(identityNumber, options);
  if (identity instanceof Error) return registryErrors.certificateNumberIdentity(identity);
  if (!/[1-7]/.test(category)) return registryErrors.certificateNumberCategory();
  if (!/[1-4]/.test(level)) return registryErrors.certificateNumberLevel();
  return { number, identityNumber, category: Number(category), level: Number(level), reissue: Number(reissue) };
}

/** The part that two issues of one certificate have in common. */
export function certificateCore(number: string): string {
  return number.slice(0, 20);
}

export function isSameCertificate(one: string, other: string): boolean {
  return certificateCore(plainNumber(one)) === certificateCore(plainNumber(other));
}

/** The digits of a certificate for somebody with these levels, or null where nobody would get one or a category is not known. */
export function categoryAndLevelOf(levels: DisabilityLevels): { readonly category: number; readonly level: number } | null {
  if (disabilityFacts.some((name) => levels[name] === undefined)) return null;
  const present = disabilityFacts.filter((name) => levels[name] !== 0);
  const [first] = present;
  if (first === undefined) return null;
  const category = present.length > 1 ? multiple : disabilityFacts.indexOf(first) + 1;
  return { category, level: heaviest(present.map((name) => levels[name] ?? 0)) };
}

/** The levels that a number says: one category excludes all others. Which categories a multiple disability has is on the certificate only, so it says nothing. */
export function levelsSaidBy({ category, level }: Pick<CertificateNumber, "category" | "level">): DisabilityLevels {
  if (category === multiple) return {};
  return Object.fromEntries(disabilityFacts.map((name, index) => [name, index + 1 === category ? level : 0]));
}

/** Whether a number can be that of somebody with these levels. What is not known may still fit: only a contradiction is one. */
export function agreesWith(certificate: Pick<CertificateNumber, "category" | "level">, levels: DisabilityLevels): boolean {
  const known = disabilityFacts.filter((name) => levels[name] !== undefined);
  if (certificate.category !== multiple) {
    const said = levelsSaidBy(certificate);
    return known.every((name) => levels[name] === said[name]);
  }
  // Two categories at least, of which one has the level of the certificate and none a heavier one; an unknown category may be that one.
  const present = known.map((name) => levels[name] ?? 0).filter((level) => level !== 0);
  const open = disabilityFacts.length - known.length;
  const isHeaviest = heaviest([...present, certificate.level]) === certificate.level;
  return present.length + open >= 2 && isHeaviest && (open > 0 || present.includes(certificate.level));
}

/** 1 is the heaviest. */
function heaviest(levels: readonly number[]): number {
  return Math.min(...levels);
}
