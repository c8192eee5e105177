import type { HouseholdHistory } from "../loading/history.ts";

export type SampleOptions = {
  /** The district, six digits. */
  readonly region: string;
  /** Codes of its townships and streets, nine digits. */
  readonly townships: readonly string[];
  readonly people: number;
  readonly seed: number;
  readonly today: string;
};

/** A household of the sample with its history. */
export type SampleHousehold = HouseholdHistory & {
  /** What is wrong on purpose with its people. Another person of a duplicate is in the household before. */
  readonly faults: readonly PlantedFault[];
};

export type PlantedFault = {
  readonly fault: Fault;
  /** Numbers of the people it is about. */
  readonly people: readonly number[];
  readonly note: string;
};

/** What can be wrong on purpose (埋设的问题). */
export type Fault =
  /** The same person has a second file under another spelling, with another identity number. */
  | "duplicate-spelling"
  /** The same identity number has a second file under another name. */
  | "duplicate-identity"
  /** The certificate expired long ago and is still recorded as valid. */
  | "expired-certificate"
  /** The police know of the death, and benefits go on. */
  | "dead-but-active"
  /** The last two digits of the certificate number disagree with the recorded categories and levels. */
  | "wrong-certificate-code"
  /** The recorded birth date is not the one in the identity number. */
  | "birth-date-mismatch"
  /** The identity number begins with a code that the district has no longer. */
  | "old-region-code"
  /** The certificate number is built on an identity number of 15 digits. */
  | "fifteen-digit-number"
  /** A small child in training who is clearly entitled to rehabilitation aid and does not receive it. */
  | "missing-entitlement";
