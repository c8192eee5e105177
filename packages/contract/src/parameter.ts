import { z } from "zod";
import { described } from "./described.ts";
import { dayStamp, Day, Text } from "./text.ts";

const Value = z.union([z.boolean(), z.number(), z.string()]);
const per = z.enum(["once", "case", "day", "month", "year", "academic_year"]).nullable();

const Parameter = z
  .object({
    name: z.string().meta(described("名称，写在 params 里。", "The name to write in params.")),
    text: Text,
    type: z.enum(["money", "int", "bool", "date"]),
    per,
    source: z.string().meta(described("依据。", "The source.")),
    value: Value.nullable().meta(described("判定日的值；null 为没有设定。", "The value on the day; null is not set.")),
    values: z
      .array(z.object({ from: Day.nullable(), to: Day.nullable(), value: Value, source: z.string() }))
      .meta(described("历来的值。", "The values over time.")),
  })
  .meta({ id: "Parameter", ...described("文件留给别处规定的数。", "A figure that the document leaves to others.") });

export const ParametersAnswer = z
  .object({
    ...dayStamp,
    parameters: z.array(Parameter).meta(described("文件自己的参数。", "The pack's own parameters.")),
    rates: z
      .array(
        z.object({
          name: z.string(),
          benefit: z.string(),
          per,
          least: z.number().nullable(),
          greatest: z.number().nullable(),
        }),
      )
      .meta(described("当地可以另定的标准和界限（元）。", "The rates that a district may set, and their bounds in yuan.")),
    switches: z
      .array(z.object({ name: z.string(), benefit: z.string() }))
      .meta(described("默认不开、由当地开通的待遇。", "The benefits that are off until a district switches them on.")),
  })
  .meta({ id: "ParametersAnswer", ...described("一份文件的参数。", "The parameters of a pack.") });
