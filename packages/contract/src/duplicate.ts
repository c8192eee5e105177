import { z } from "zod";
import { Decided, Officer } from "./decided.ts";
import { PersonLine } from "./register.ts";
import { Text } from "./text.ts";
import { instant, line, number } from "./typed.ts";

/** 重复档案的列表: pairs nobody did anything about, those that wait for a decision, those said to be two people, and those of which one is in the other. */
export const DuplicatesQuery = z.strictObject({
  state: z.enum(["open", "waiting", "apart", "merged"]).default("open"),
  skip: z.coerce.number().int().min(0).max(1_000_000).default(0),
  most: z.coerce.number().int().min(1).max(200).default(50),
});

/** What speaks for one person, or against it. */
const Reason = z.object({ key: z.string(), text: Text, speaksFor: z.boolean() });

export const DuplicatePair = z.object({
  firstId: z.int(),
  secondId: z.int(),
  people: z.tuple([PersonLine.nullable(), PersonLine.nullable()]),
  /** The areas that answer for one of both files: of registration, and of residence where it is another. */
  areas: z.array(z.string()),
  /** Null where the search did not find them. `score` is 0 to 100. */
  found: z.object({ score: z.int(), harm: z.int(), harmText: Text, reasons: z.array(Reason) }).nullable(),
  word: z.object({ areTwo: z.boolean(), reason: z.string(), saidAt: z.string(), saidBy: Officer }).nullable(),
  request: z.object({ id: z.int(), isUndoing: z.boolean(), askedBy: Officer, askedAt: z.string() }).nullable(),
});

export const DuplicatesAnswer = z.object({
  pairs: z.array(DuplicatePair),
  count: z.int(),
  /** The day of the last search; null where none was made yet. */
  searchedOn: z.string().nullable(),
});

const Said = z.object({
  from: z.string().nullable(),
  to: z.string().nullable(),
  sourceText: Text,
  says: z.array(z.object({ label: Text, value: Text, fileId: z.int().nullable() })),
});

/** A part of two files side by side, with its sources. */
export const ComparedPart = z.object({ part: z.string(), text: Text, isSame: z.boolean(), sides: z.tuple([z.array(Said), z.array(Said)]) });

export const ComparisonAnswer = DuplicatePair.extend({
  seenAt: z.tuple([z.string(), z.string()]),
  parts: z.array(ComparedPart),
  /** How many parts are left out because the reader is not shown them. */
  hidden: z.int(),
});

/** A part of a file, as a comparison names it. */
const part = z.string().regex(/^(record|value|relation):[a-z0-9_.-]{1,100}$/);

/** The file that stays, the one that goes into it, and the parts that it takes from that; all others it keeps. */
export const MergeBody = z.strictObject({
  survivorId: number,
  otherId: number,
  takes: z.array(part).max(300).default([]),
  reason: line(500),
  survivorSeenAt: instant.optional(),
  otherSeenAt: instant.optional(),
});

/** Undoing: the parts changed since the merge that go with the file that went; all others stay. */
export const UnmergeBody = z.strictObject({
  takes: z.array(part).max(300).default([]),
  reason: line(500),
  survivorSeenAt: instant.optional(),
});

export const MergeAnswer = z.object({ id: z.int() });

/** 一份合并申请: both files, what comes from which, and what undoing it would do. */
export const MergeDetail = z.object({
  id: z.int(),
  survivorId: z.int(),
  otherId: z.int(),
  /** The file that stays, then the one that goes. */
  people: z.tuple([PersonLine.nullable(), PersonLine.nullable()]),
  /** The areas that answer for one of both files. */
  areas: z.array(z.string()),
  undoes: z.int().nullable(),
  takes: z.array(z.string()),
  reason: z.string(),
  askedAt: z.string(),
  askedBy: Officer,
  decision: Decided,
  parts: z.array(ComparedPart),
  hidden: z.int(),
  /** Null where there is nothing to undo. `sides` are now and before the merge. */
  undoing: z.array(ComparedPart.extend({ isLater: z.boolean() })).nullable(),
  holds: z.boolean(),
  survivorSeenAt: z.string(),
});
