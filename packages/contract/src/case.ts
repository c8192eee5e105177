import { z } from "zod";
import { described } from "./described.ts";

/** The most cases of one request. */
export const mostCases = 100;

const Value = z.union([z.boolean(), z.number(), z.string()]);

/** What a caller may say of a case besides its facts; the engine reads all of it with its own refusals, save these three. */
export const CaseControls = z.object({
  id: z
    .union([z.string().max(200), z.number(), z.null()])
    .optional()
    .meta(described("您的编号，原样返回；不要用身份证号。", "Your own number, echoed. Do not use an identity number.")),
  benefits: z
    .array(z.string())
    .max(500)
    .optional()
    .meta(described("只判定这些待遇（代码或编号）；省略则全部。", "Only these benefits, by key or number; all where left out.")),
  explain: z
    .boolean()
    .optional()
    .meta(described("给出每个条件的结果、事项和依据。", "Give each condition with its result, facts and source.")),
});

export const Case = CaseControls.extend({
  pack: z.string().meta({ ...described("文件代码，见 GET /api/packs。", "The pack, see GET /api/packs."), example: "leshan-2023" }),
  as_of: z
    .string()
    .optional()
    .meta(
      described(
        "判定日，如 2024-03-01；省略则为今天（中国时间）。",
        "The assessment day, such as 2024-03-01; today in China where left out.",
      ),
    ),
  missing: z
    .enum(["unknown", "closed"])
    .optional()
    .meta(
      described(
        "没有写的事项：unknown 为未知（默认），closed 取词汇表里的默认值。",
        "Facts left out: unknown (the default), or closed to the value that the vocabulary gives.",
      ),
    ),
  params: z
    .record(z.string(), Value)
    .optional()
    .meta(
      described(
        "参数：rate.<待遇代码>（元）、enabled.<待遇代码>（true/false）和文件自己的参数，见 parameters。",
        "Parameters: rate.<benefit> in yuan, enabled.<benefit> true or false, and the pack's own; see parameters.",
      ),
    ),
  facts: z
    .record(z.string(), z.record(z.string(), Value))
    .optional()
    .meta(
      described(
        "已知的事项，按组填写：{组: {事项: 值}}。金额以元为单位，日期如 2024-03-01，行政区划为文字。不知道的不要写。",
        "What is known, by group: {group: {fact: value}}. Money in yuan, dates like 2024-03-01, regions as text. Leave out what is not known.",
      ),
    ),
}).meta({ id: "Case", ...described("一个要判定的人或单位。", "One person or organisation to decide.") });

/** Cases one by one or many at once. */
export const CaseOrCases = z.union([Case, z.array(Case).max(mostCases)]).meta({
  id: "CaseOrCases",
  ...described(`一个案例，或最多${mostCases}个案例的数组。`, `One case, or an array of at most ${mostCases}.`),
});
