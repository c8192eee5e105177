import type { z } from "zod";

type Fixed<T> = T extends readonly (infer Item)[]
  ? readonly Fixed<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Fixed<T[Key]> }
    : T;

/** What a schema lets through, as something to be sent: nothing in it is changed any more. */
export type Wire<Schema extends z.ZodType> = Fixed<z.infer<Schema>>;
