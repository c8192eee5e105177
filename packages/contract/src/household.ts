import { z } from "zod";
import { PersonLine } from "./register.ts";
import { Text } from "./text.ts";

const period = { validFrom: z.string().nullable(), validTo: z.string().nullable() };

/**
 * 家庭和亲属: who belongs to a person's household on a day, who else stands in a relation to any of them, and how. Somebody of another area is a number without a line: their
 * file is not the reader's to open.
 */
export const HouseholdAnswer = z.object({
  householdId: z.int().nullable(),
  people: z.array(PersonLine),
  /** Somebody of the household, or who is related to one of them, whom the reader is not shown. */
  hidden: z.array(z.int()),
  members: z.array(z.object({ id: z.int(), role: z.string().nullable(), source: z.string(), ...period })),
  relations: z.array(
    z.object({ kind: z.string(), subjectId: z.int(), otherId: z.int(), role: z.string().nullable(), source: z.string(), ...period }),
  ),
});

/** 行政区划: every area that there is today, by its code, with its whole name. */
export const AreasAnswer = z.object({ areas: z.array(z.object({ code: z.string(), name: z.string(), level: z.string() })) });

/** Districts of the rest of the country, and cities that have none, by their codes: where people come from and move to. */
export const AreasElsewhereAnswer = z.object({ areas: z.array(z.object({ code: z.string(), name: z.string() })) });

/** 地区与功能区: every code that the list has, with its history; the zones beside them; and where the list comes from. */
export const AreaListAnswer = z.object({
  source: z.object({ asOf: z.string(), text: Text }),
  areas: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      level: z.string(),
      /** What the codes of everything in it begin with. */
      prefix: z.string(),
      parent: z.string().nullable(),
      /** Whether the code means this area today. */
      isValid: z.boolean(),
      /** Codes that it took over from. */
      before: z.array(z.string()),
      /** What the code has meant, the oldest first; the first and the last day, null for without beginning or end. */
      lines: z.array(
        z.object({
          name: z.string(),
          validFrom: z.string().nullable(),
          validTo: z.string().nullable(),
          successor: z.string().nullable(),
          note: z.string().nullable(),
        }),
      ),
    }),
  ),
  zones: z.array(z.object({ key: z.string(), name: z.string(), liesIn: z.array(z.string()), note: z.string().nullable() })),
});
