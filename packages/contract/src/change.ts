import { z } from "zod";
import { Decided, Officer } from "./decided.ts";
import { AttachmentLine } from "./register.ts";
import { Text } from "./text.ts";
import { number } from "./typed.ts";

/** 变更申请的列表: those that wait for a decision, oldest first, or those that were decided, the latest first. */
export const ChangesQuery = z.strictObject({
  state: z.enum(["waiting", "decided"]),
  /** Asked for by oneself, or by others; by anybody where left out. */
  by: z.enum(["me", "others"]).optional(),
  /** Of one file alone. */
  file: number.optional(),
  skip: z.coerce.number().int().min(0).max(1_000_000).default(0),
  most: z.coerce.number().int().min(1).max(200).default(100),
});

export const ChangeLine = z.object({
  id: z.int(),
  fileId: z.int(),
  fileKind: z.string(),
  /** Null where the reader is not shown it, and for a household. */
  name: z.string().nullable(),
  /** The areas that answer for the file: of registration, and of residence where it is another. */
  areas: z.array(z.string()),
  areaName: z.string().nullable(),
  /** What it touches: kinds of records, numbers and relations. */
  touches: z.array(z.object({ key: z.string(), text: Text })),
  reason: z.string(),
  askedAt: z.string(),
  askedBy: Officer,
  /** The request that this one undoes, and the one that undoes it (asked for, or approved). */
  undoes: z.int().nullable(),
  undoneBy: z.int().nullable(),
  decision: Decided,
});

export const ChangesAnswer = z.object({ changes: z.array(ChangeLine), count: z.int() });

/** What a file says over some days: each value with its label, in words. `fileId` where it is another person. */
const Said = z.object({
  from: z.string().nullable(),
  to: z.string().nullable(),
  says: z.array(z.object({ label: Text, value: Text, fileId: z.int().nullable() })),
});

/** One thing that a change is about, before and after, side by side. */
export const ChangePart = z.object({
  kind: z.string(),
  text: Text,
  /** Whose membership of the household it is, where it is not that of the person whose file it is. */
  member: z.object({ fileId: z.int(), name: z.string().nullable() }).nullable(),
  source: z.string(),
  sourceText: Text,
  from: z.string().nullable(),
  to: z.string().nullable(),
  before: z.array(Said),
  after: z.array(Said),
  /** What other sources say of the same on those days; it stays as it is, and may count before. */
  elsewhere: z.array(Said.extend({ sourceText: Text })),
});

/** 一份变更申请: both versions. Of a request that was decided, the file as it was before the decision. */
export const ChangeDetail = ChangeLine.extend({
  parts: z.array(ChangePart),
  /** How many parts are left out because the reader is not shown them. */
  hidden: z.int(),
  /** Documents that show it; opening one is another act. */
  evidence: z.array(AttachmentLine),
});

const Outcome = z.object({ outcome: z.enum(["eligible", "ineligible", "unknown", "not_in_force"]), payable: z.number().nullable() });

/** 对待遇的影响: benefits whose answer would be another for the person, or for others of the household. `payable` is in yuan, for one claim or period. */
export const ChangeEntitlementsAnswer = z.object({
  day: z.string(),
  people: z.array(
    z.object({
      id: z.int(),
      name: z.string().nullable(),
      /** How many benefits were compared. */
      compared: z.int(),
      benefits: z.array(z.object({ pack: z.string(), packText: Text, benefit: z.string(), text: Text, before: Outcome, after: Outcome })),
    }),
  ),
  /** What somebody else changed over the same days since the request: it cannot be approved as it stands. */
  overtaken: z.array(Text),
});
