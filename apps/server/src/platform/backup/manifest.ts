import { z } from "zod";

/** A table as a backup has it: its name as SQL writes it, and the columns whose values are its own; what is computed is computed again. */
const table = z.object({
  name: z.string().regex(/^[a-z_]+\.[a-z_]+$/),
  // The name of a type goes into a statement: it is one, and nothing else.
  columns: z
    .array(z.object({ name: z.string(), type: z.string().regex(/^[\w ."]+(\(\d+(,\d+)?\))?(\[\])?$/), isBinary: z.boolean() }))
    .readonly(),
});

/** Where the numbers of a table go on. */
const sequence = z.object({ name: z.string(), last: z.number(), isCalled: z.boolean() });

/** What a backup begins with: the schema it was made of, what it is of, and which columns its rows have. */
export const manifestShape = z.object({
  steps: z.array(z.object({ number: z.number(), name: z.string(), checksum: z.string() })).readonly(),
  kind: z.string(),
  tables: z.array(table).readonly(),
});

/** What it ends with: how many rows each table has. */
export const endingShape = z.object({ counts: z.record(z.string(), z.number()), sequences: z.array(sequence).readonly() });

export type Table = z.infer<typeof table>;
export type Sequence = z.infer<typeof sequence>;
export type Manifest = z.infer<typeof manifestShape>;
export type Ending = z.infer<typeof endingShape>;
