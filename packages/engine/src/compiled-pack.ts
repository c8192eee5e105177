import type { Day } from "./day.ts";
import type { Outcome } from "./decision.ts";
import type { FactsInput, MissingMode } from "./facts.ts";
import type { Ir } from "./ir.ts";
import type { Fen } from "./money.ts";
import type { Text } from "./text.ts";
import type { FactName, Statement, Vocabulary } from "./vocabulary.ts";

/** A document as the engine runs it: plain JSON, made by `compile`, kept by content hash. */
export type CompiledPack = {
  readonly format: typeof compiledFormat;
  readonly id: string;
  readonly version: string;
  /** SHA-256 over everything that the rules were made from (vocabulary, the packs extended, this pack), hexadecimal. */
  readonly hash: string;
  readonly text: Text;
  readonly document: {
    readonly number: string | null;
    readonly issuer: Text | null;
    readonly issued: Day | null;
    readonly title: string | null;
    /** Where the issuer has published it; null where that is not known. */
    readonly url: string | null;
  };
  readonly region: string | null;
  readonly regionText: Text | null;
  /** The places that people of this region choose among; elsewhere is always possible. */
  readonly places: readonly { readonly code: string; readonly text: Text }[];
  /** In force from the first day to the last, both included; null is open. */
  readonly inForce: Period;
  /** The reading by which it is in force on those days, where the document does not say. */
  readonly inForceReading: number | null;
  readonly repeals: readonly { readonly pack: string; readonly from: Day }[];
  /** The packs that this one extends, the outermost first. */
  readonly extended: readonly { readonly id: string; readonly text: Text; readonly number: string | null }[];
  readonly vocabulary: Vocabulary;
  readonly parameters: readonly Parameter[];
  /** The groups that expressions name ({@link Ir}'s `named`), in words. */
  readonly definitions: readonly Definition[];
  readonly conditions: readonly Condition[];
  readonly benefits: readonly Benefit[];
  readonly readings: readonly Reading[];
  readonly clauses: readonly Clause[];
  /** Some of the worked cases, for readers: they decide nothing and are no part of the hash. */
  readonly examples: readonly WorkedExample[];
};

/** Raised when the shape of {@link CompiledPack} changes, so that no stale cache is read. */
export const compiledFormat = 4;

export type Period = { readonly from: Day | null; readonly to: Day | null };

/** A value that the document leaves to others: dated, sourced, and possibly unset. Money in fen, a date in days since 1970. */
export type Parameter = {
  readonly name: string;
  readonly text: Text;
  readonly type: "money" | "int" | "bool" | "date";
  readonly per: Per | null;
  readonly source: string;
  readonly values: readonly { readonly from: Day | null; readonly to: Day | null; readonly value: number; readonly source: string }[];
};

/** A group that a document names. */
export type Definition = {
  readonly name: string;
  readonly text: Text;
  /** How the group reads in a sentence, and denied; left out, its title says it. */
  readonly says: Statement | null;
  readonly source: string;
  readonly reading: number | null;
};

/** A sentence and its expression. */
export type Condition = {
  readonly id: string;
  readonly text: Text;
  /** Null where no fact says it and somebody has to look: only a soft condition. */
  readonly ir: Ir | null;
  readonly source: string;
  readonly facts: readonly FactName[];
  /** Rests on somebody's judgement, not on a record. */
  readonly judgement: boolean;
  /** Shown, without effect on the outcome. */
  readonly soft: boolean;
  readonly readings: readonly number[];
  /** The alternatives of an either-or qualification. */
  readonly any: readonly Condition[];
};

export type BenefitKind = "cash" | "reimbursement" | "fee_waiver" | "in_kind" | "service" | "status";
export type Subject = "person" | "household" | "employer" | "institution";
export type Per = "once" | "case" | "day" | "month" | "year" | "academic_year";
export type AmountKind = "fixed" | "floor" | "range" | "cap" | "share" | "computed" | "unset" | "none";

export type Benefit = {
  readonly key: string;
  readonly ref: string | null;
  readonly text: Text;
  readonly kind: BenefitKind;
  readonly subject: Subject;
  readonly topic: string;
  readonly measure: { readonly number: number; readonly text: Text };
  readonly source: string;
  readonly inForce: Period;
  readonly isSwitch: boolean;
  readonly refer: { readonly when: Ir; readonly reading: number | null } | null;
  readonly onceOf: string | null;
  /** Positions in the pack's conditions, in the order of the document. */
  readonly conditions: readonly number[];
  readonly excludes: readonly Exclusion[];
  readonly amounts: readonly AmountLine[];
  readonly limits: Limits;
  readonly window: {
    readonly apply: readonly number[];
    readonly review: readonly number[];
    readonly pay: readonly number[];
    readonly text: Text | null;
  } | null;
  readonly units: { readonly lead: readonly Text[]; readonly support: readonly Text[] };
  readonly funds: Text | null;
  readonly evidence: readonly Text[];
  readonly readings: readonly number[];
  /** The benefits of an earlier document in whose place this one stands, where keys do not say so. */
  readonly follows: { readonly pack: string; readonly benefits: readonly string[] } | null;
  readonly note: Text | null;
};

/** This benefit gives way to another. */
export type Exclusion = { readonly benefit: string; readonly prevails: "other" | "higher" | "received"; readonly received: number | null };

export type Limits = {
  readonly monthsPerYear: number | null;
  readonly fenPerMonth: Fen | null;
  readonly fenPerYear: Fen | null;
  readonly fenInLifetime: Fen | null;
};

/** The amount between two days; the first line whose day and condition fit is the one that counts. */
export type AmountLine = Period & {
  readonly when: Ir | null;
  readonly kind: AmountKind;
  readonly per: Per | null;
  readonly fen: Fen | null;
  readonly minFen: Fen | null;
  readonly maxFen: Fen | null;
  /** A share as a whole number times 10^-scale. */
  readonly share: { readonly value: number; readonly scale: number } | null;
  /** What the share is of: a bill (a fact's column) or a parameter. */
  readonly base: { readonly fact: number } | { readonly param: string } | null;
  readonly formula: Ir | null;
  readonly source: string;
  readonly reading: number | null;
};

export type Reading = { readonly number: number; readonly clause: string; readonly text: Text };
/** Where something stands in a document: this pack's, or that of a pack which it extends. */
export type Clause = {
  readonly pack: string;
  readonly clause: string;
  readonly text: Text;
  readonly grants: readonly string[];
  readonly none: Text | null;
};

/** A worked case as readers are shown it: a person on a day, and what one benefit gives them. */
export type WorkedExample = {
  readonly benefit: string;
  readonly text: Text;
  /** The sample person's name; null where the case is about nobody in particular. */
  readonly name: Text | null;
  readonly asOf: Day;
  readonly outcome: Exclude<Outcome, "not_in_force">;
  readonly missing: MissingMode;
  readonly facts: FactsInput;
  /** The facts that the case itself writes, beside those of the person: what it is about. */
  readonly telling: readonly FactName[];
  readonly parameters: Readonly<Record<string, unknown>>;
};
