import type { SourceKey } from "../record/source.ts";

/** What was known of a household and its people over the years, as it comes from elsewhere: a sample, another system. Days are texts, `YYYY-MM-DD`. */
export type HouseholdHistory = {
  readonly number: number;
  readonly records: readonly RecordHistory[];
  readonly members: readonly PersonHistory[];
};

export type PersonHistory = {
  /** From 1, without gaps. */
  readonly number: number;
  readonly name: string;
  readonly identityNumber: string;
  readonly certificateNumber: string | null;
  readonly phone: string | null;
  readonly bankAccount: string | null;
  readonly address: string;
  readonly relationToHead: RelationToHead;
  /** The number of a person of the same household. */
  readonly guardian: number | null;
  /** Numbers of people of the same household. */
  readonly parents: readonly number[];
  readonly records: readonly RecordHistory[];
};

export type RelationToHead = "head" | "spouse" | "child" | "parent" | "grandchild" | "sibling" | "other";

export type Body = Readonly<Record<string, boolean | number | string>>;

/** One version of a record. */
export type RecordHistory = {
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
