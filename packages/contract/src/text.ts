import { z } from "zod";
import { described } from "./described.ts";

/** A text that a person reads. */
export const Text = z
  .object({ zh: z.string(), en: z.string() })
  .meta({ id: "Text", ...described("给人看的文字，中英文对照。", "A text that a person reads, in Chinese and English.") });

/** A calendar day. */
export const Day = z.string().meta({ id: "Day", format: "date", ...described("日期，如 2024-03-01。", "A day, such as 2024-03-01.") });

/** From the first day to the last, both included; null is open. */
export const Period = z
  .object({ from: Day.nullable(), to: Day.nullable() })
  .meta({ id: "Period", ...described("起止日期，含首尾；null 为不限。", "First and last day, both included; null is open.") });

/** What every answer about a pack says of it, so that it can be repeated years later. */
const packStamp = {
  pack: z.string().meta(described("文件代码。", "The pack.")),
  version: z.string().meta(described("文件版本。", "The pack's version.")),
  hash: z
    .string()
    .meta(
      described("规则内容的 SHA-256；相同则规则相同。", "SHA-256 over all that the rules were made from: equal hashes are equal rules."),
    ),
};

/** The stamp of an answer that holds on one day. */
export const dayStamp = { ...packStamp, as_of: Day.meta(described("判定日。", "The assessment day.")) };
