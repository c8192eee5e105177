import { z } from "zod";
import { described } from "./described.ts";
import { InputError } from "./problem.ts";
import { dayStamp } from "./text.ts";

export const Amount = z
  .object({
    kind: z
      .enum(["fixed", "floor", "range", "cap", "share", "computed", "unset", "none"])
      .meta(
        described(
          "固定、下限、区间、上限、按比例、按公式、文件未写金额、不发钱。",
          "Fixed, a floor, a range, a cap, a share, by a formula, money without a figure in the document, nothing in cash.",
        ),
      ),
    per: z.enum(["once", "case", "day", "month", "year", "academic_year"]).optional().meta(described("按什么计。", "Per what.")),
    yuan: z.number().optional().meta(described("元。", "Yuan.")),
    min: z.number().optional().meta(described("至少多少元。", "At least, in yuan.")),
    max: z.number().optional().meta(described("至多多少元。", "At most, in yuan.")),
    share: z.number().optional().meta(described("比例，如 0.5。", "A share, such as 0.5.")),
  })
  .meta({ id: "Amount", ...described("判定日适用的标准。", "The rate on that day.") });

const FactValues = z
  .record(z.string(), z.union([z.boolean(), z.number(), z.string(), z.null()]))
  .meta(described("用到的事项和值，null 为未知。", "The facts used and their values; null is not known."));

const plainBecause = {
  condition: z.string().meta(described("条件（中文）。", "The condition, in Chinese.")),
  condition_en: z.string().meta(described("条件（英文）。", "The condition, in English.")),
  result: z.boolean().nullable().meta(described("是否满足，null 为未知。", "Whether it is met; null is not known.")),
  facts: FactValues,
  source: z.string().meta(described("文件代码和条款。", "Pack and clause.")),
  soft: z.literal(true).optional().meta(described("仅提示，不影响结论。", "Shown only, without effect on the outcome.")),
};

const Because = z
  .object({
    ...plainBecause,
    any: z.array(z.object(plainBecause)).optional().meta(described("任选其一的各种情形。", "The alternatives of an either-or condition.")),
  })
  .meta({ id: "Because", ...described("一个条件和它的结果。", "One condition with its result.") });

export const Decision = z
  .object({
    benefit: z.string().meta(described("待遇代码。", "The benefit's key.")),
    ref: z.string().optional().meta(described("文件里的编号。", "Its number in the notes.")),
    outcome: z
      .enum(["eligible", "ineligible", "unknown", "not_in_force"])
      .meta(described("符合、不符合、还不能确定、当日不执行。", "Entitled, not entitled, not settled, not in force on that day.")),
    amount: Amount.optional(),
    payable: z
      .number()
      .nullable()
      .optional()
      .meta(
        described(
          "本次或本期应发的元数；须由工作人员核定或情况不明时为 null。",
          "Yuan for this claim or period; null where an officer sets it or something is not known.",
        ),
      ),
    missing: z
      .array(z.string())
      .optional()
      .meta(
        described("还能改变结论的未知事项，不多也不少。", "Exactly the unknown facts that can still change the outcome, as best asked."),
      ),
    refer: z.literal(true).optional().meta(described("须由工作人员核定。", "An officer has to look at this.")),
    once_of: z.string().optional().meta(described("同组待遇只发一次，取最高的一项。", "Of this group one line is paid, the best.")),
    because: z.array(Because).optional().meta(described("explain 为 true 时的理由。", "The reasons, with explain.")),
  })
  .meta({ id: "Decision", ...described("一项待遇的结论。", "The answer for one benefit.") });

const CaseId = z.union([z.string(), z.number(), z.null()]).meta(described("您的编号。", "Your own number."));

export const DecidedCase = z
  .object({
    id: CaseId,
    ...dayStamp,
    decisions: z.array(Decision).meta(described("每项待遇的结论，按文件的顺序。", "The answers, in the pack's order.")),
  })
  .meta({ id: "DecidedCase", ...described("一个案例的结论。", "The answer to one case.") });

const RefusedCase = z
  .object({ id: CaseId, error: InputError })
  .meta({ id: "RefusedCase", ...described("数组里没有判定的一个案例。", "One case of an array that was refused.") });

export const CaseAnswers = z.union([DecidedCase, z.array(z.union([DecidedCase, RefusedCase]))]).meta({
  id: "CaseAnswers",
  ...described(
    "一个案例得到一个结论；数组按原来的顺序得到数组，其中有错的案例各带 error，其余照常判定。",
    "One answer for one case. An array is answered by an array in its order: a faulty case has an error of its own, the others are decided all the same.",
  ),
});
