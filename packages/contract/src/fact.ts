import { z } from "zod";
import { described } from "./described.ts";
import { Text } from "./text.ts";

/** One fact as a caller needs to know it: how it is written, and how it is asked. */
export const Fact = z
  .object({
    name: z.string().meta(described("组.事项。", "group.fact")),
    type: z
      .enum(["bool", "int", "money", "date", "region", "enum"])
      .meta(described("是否、整数、元、日期、行政区划、选项。", "Yes or no, a whole number, yuan, a day, a division code, a choice.")),
    label: Text,
    ask: Text.optional().meta(described("怎么问。", "How it is asked.")),
    help: Text.optional().meta(described("怎么回答。", "How to answer.")),
    why: Text.optional().meta(described("为什么问。", "Why it is asked.")),
    choices: z
      .array(z.object({ value: z.string(), text: Text }))
      .optional()
      .meta(
        described(
          "可选的值；行政区划为当地各处，也可以是别处。",
          "The values to choose from; for a region the local places, and elsewhere is always possible.",
        ),
      ),
    range: z
      .object({ least: z.number().nullable(), greatest: z.number().nullable() })
      .optional()
      .meta(described("整数的范围。", "The range of a whole number.")),
    closed: z
      .union([z.boolean(), z.number(), z.string()])
      .optional()
      .meta(described("missing 为 closed 时的默认值。", "The value that it has where left out with missing=closed.")),
    instead_of: z.string().optional().meta(described("可以代替哪个事项。", "Which fact it may be given instead of.")),
    derived: z.literal(true).optional().meta(described("由系统计算，不能填写。", "Computed, never given.")),
    only_with: z.string().optional().meta(described("没有那一项的人，不会有这一项。", "Nobody has it who lacks that other fact.")),
    sensitive: z.literal(true).optional().meta(described("敏感，最后问。", "Sensitive, asked last.")),
    officer: z.literal(true).optional().meta(described("须由工作人员认定。", "An officer has to judge it.")),
    procedure: z.literal(true).optional().meta(described("只是程序，不影响结论。", "Procedure: it decides nothing.")),
  })
  .meta({ id: "Fact", ...described("一个事项：一个值，一个问题。", "One fact: one value, one question.") });

export const VocabularyAnswer = z
  .object({
    groups: z.array(z.object({ key: z.string(), text: Text })).meta(described("事项的分组。", "The groups of facts.")),
    screens: z
      .array(
        z.object({
          key: z.string(),
          text: Text,
          help: Text.optional(),
          why: Text.optional(),
          facts: z.array(z.string()),
          rare: z.literal(true).optional(),
        }),
      )
      .meta(described("一页一起问的事项。", "Facts that one page asks together.")),
    facts: z.array(Fact).meta(described("全部事项。", "All facts.")),
  })
  .meta({ id: "VocabularyAnswer", ...described("全部事项和问法。", "All facts and how they are asked.") });
