import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { roles } from "../role.ts";

/** What roles may do with an act: on files of their area, on their own, on one opened in an emergency, on the whole log, or with the system. */
type Rule = {
  readonly zh: string;
  readonly en: string;
  readonly area: ReadonlySet<string>;
  readonly own: ReadonlySet<string>;
  readonly emergency: ReadonlySet<string>;
  readonly everywhere: ReadonlySet<string>;
  readonly system: ReadonlySet<string>;
  /** Nobody does it to what they did there themselves. */
  readonly another?: string;
};

/** Roles that are shown a field whole, and in a mask. */
type FieldRule = {
  readonly zh: string;
  readonly en: string;
  readonly whole: ReadonlySet<string>;
  readonly masked: ReadonlySet<string>;
};

/** 岗位权限表: which role may do what on whose files, and sees what of them. */
export type AccessTable = { readonly acts: ReadonlyMap<string, Rule>; readonly fields: ReadonlyMap<string, FieldRule> };

const roleNames = z
  .array(z.enum(roles.map(({ id }) => id)))
  .default([])
  .transform((names): ReadonlySet<string> => new Set(names));
const text = { zh: z.string().min(1), en: z.string().min(1) };
const shape = z.strictObject({
  acts: z.record(
    z.string(),
    z.strictObject({
      ...text,
      area: roleNames,
      own: roleNames,
      emergency: roleNames,
      everywhere: roleNames,
      system: roleNames,
      another: z.string().optional(),
    }),
  ),
  fields: z.record(z.string(), z.strictObject({ ...text, whole: roleNames, masked: roleNames })),
});

/** What a fact is shown by where its group has no line of its own. */
export const otherFields = "other";

/** Reads the table. A line that names an unknown role or act is a fault of ours: nothing starts with it. */
export function readAccessTable(yaml = readFileSync(new URL("access-table.yaml", import.meta.url), "utf8")): AccessTable {
  const { acts, fields } = shape.parse(parse(yaml));
  for (const [name, { another, area, own }] of Object.entries(acts)) {
    if (another !== undefined && !acts[another]) throw new Error(`${name}: there is no act ${another}.`);
    // A role with an area acts there, one without on its own files: a line that says otherwise grants nothing.
    const isAmiss = ({ id, levels }: (typeof roles)[number]) => (area.has(id) && levels.length === 0) || (own.has(id) && levels.length > 0);
    if (roles.some(isAmiss)) throw new Error(`${name}: a role stands in the wrong list.`);
  }
  if (!fields[otherFields]) throw new Error(`There is no field ${otherFields}.`);
  return {
    acts: new Map(
      Object.entries(acts).map(([name, { another, ...rule }]) => [name, { ...rule, ...(another !== undefined && { another }) }]),
    ),
    fields: new Map(Object.entries(fields)),
  };
}
