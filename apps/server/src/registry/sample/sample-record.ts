import type { SourceKey } from "../record/source.ts";

export type SampleOptions = {
  /** The district, six digits. */
  readonly region: string;
  /** Codes of its townships and streets, nine digits. */
  readonly townships: readonly string[];
  readonly people: number;
  readonly seed: number;
  readonly today: string;
};

export type Body = Readonly<Record<string, boolean | number | string>>;

/** One version of a record. */
export type SampleRecord = {
  /** Key of a `RecordKind`. */
  readonly kind: string;
  readonly validFrom: string;
  /** The first day on which it no longer holds; null is open. */
  readonly validTo: string | null;
  readonly source: SourceKey;
  /** The day on which it became known. */
  readonly recordedOn: string;
  /** The day on which this version was no longer believed: it was wrong, or it turned out to have ended. */
  readonly replacedOn?: string;
  readonly body: Body;
};

export type Relation = "head" | "spouse" | "child" | "parent" | "grandchild" | "sibling" | "other";

export type SamplePerson = {
  /** From 1, without gaps. */
  readonly number: number;
  readonly name: string;
  readonly identityNumber: string;
  readonly certificateNumber: string | null;
  readonly phone: string | null;
  readonly bankAccount: string | null;
  readonly address: string;
  readonly relationToHead: Relation;
  /** The number of a person of the same household. */
  readonly guardian: number | null;
  readonly records: readonly SampleRecord[];
};

export type SampleHousehold = {
  readonly number: number;
  readonly records: readonly SampleRecord[];
  readonly members: readonly SamplePerson[];
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
