import { z } from "zod";
import { Officer } from "./decided.ts";
import { Text } from "./text.ts";
import { day, line, number } from "./typed.ts";

/** 导入表格: the file is sent as it is, in the body, its name in a header as of any document. `area` is that of one's own duty where left out. */
export const ImportQuery = z.strictObject({
  unit: line(100),
  source: line(40),
  asOf: day,
  area: z
    .string()
    .regex(/^\d{2,12}$/)
    .optional(),
});
export const EnteredImportAnswer = z.object({ id: z.int(), isKnown: z.boolean() });

/** A target for each column, empty for one that is left out. */
export const ImportColumnsBody = z.strictObject({ targets: z.array(line(60)).min(1).max(200) });

const rowKinds = ["same", "changed", "new", "doubtful", "refused", "skipped"] as const;
const outcomes = ["committed", "failed", "undone", "conflict"] as const;
const rowKind = z.enum(rowKinds);

export const ImportRowsQuery = z.strictObject({
  kind: z.enum([...rowKinds, ...outcomes]).optional(),
  skip: z.coerce.number().int().min(0).max(1_000_000).default(0),
  most: z.coerce.number().int().min(1).max(200).default(50),
});

/** What cells of a row should say, by column; and of a doubtful one whose it is. */
export const ImportRowBody = z.strictObject({
  number,
  cells: z
    .array(z.strictObject({ column: z.int().min(0).max(199), text: line(2_000) }))
    .max(200)
    .default([]),
  choice: z
    .discriminatedUnion("what", [
      z.strictObject({ what: z.literal("file"), fileId: number }),
      z.strictObject({ what: z.literal("new") }),
      z.strictObject({ what: z.literal("skip") }),
    ])
    .nullable()
    .default(null),
});
export const ImportRowAnswer = z.object({ kind: rowKind });

const counts = z.object({
  total: z.int(),
  unchecked: z.int(),
  byKind: z.record(z.string(), z.int()),
  byOutcome: z.record(z.string(), z.int()),
});
/** How far it has come: what is asked again until nothing is left. */
export const ImportProgressAnswer = z.object({ counts, isDone: z.boolean() });

export const ImportLine = z.object({
  id: z.int(),
  unit: z.string(),
  source: z.string(),
  sourceText: Text,
  fileName: z.string(),
  asOf: z.string(),
  area: z.string(),
  areaName: z.string(),
  enteredAt: z.string(),
  enteredBy: Officer,
  state: z.enum(["reading", "matching", "open", "submitted", "withdrawn", "committed", "undo-asked", "undone"]),
  steps: z.array(z.object({ what: z.string(), reason: z.string().nullable(), at: z.string(), by: Officer })),
  counts,
});
/** With what is needed to enter one: whose word a file can be, and which units have sent one before. */
export const ImportsAnswer = z.object({ imports: z.array(ImportLine), sources: z.array(z.object({ key: z.string(), text: Text })) });
export const ImportAnswer = ImportLine.extend({
  columns: z.array(z.object({ head: z.string(), target: z.string(), isSettled: z.boolean() })),
  /** What a column can say. */
  targets: z.array(z.object({ key: z.string(), text: Text })),
  /** Whether whoever asks has entered or corrected anything of it: another commits it. */
  isOwn: z.boolean(),
});

/** A row with its cells, column by column of those that were matched; `was` is what the file says of the same, where it is another thing. Null where the reader is not shown it. */
export const ImportRowsAnswer = z.object({
  rows: z.array(
    z.object({
      number: z.int(),
      kind: rowKind.nullable(),
      outcome: z.enum(outcomes).nullable(),
      reasons: z.array(z.object({ column: z.int().nullable(), code: z.string(), text: Text })),
      fileId: z.int().nullable(),
      fileName: z.string().nullable(),
      cells: z.array(z.object({ column: z.int(), text: z.string().nullable(), isMasked: z.boolean(), was: z.string().nullable() })),
    }),
  ),
});
