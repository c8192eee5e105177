import { z } from "zod";
import { Amount } from "./decision.ts";
import { described } from "./described.ts";
import { dayStamp, Period, Text } from "./text.ts";

const line = {
  key: z.string().meta(described("待遇代码。", "The key.")),
  ref: z.string().nullable().meta(described("编号。", "Its number in the notes.")),
  title: Text,
  kind: z
    .enum(["cash", "reimbursement", "fee_waiver", "in_kind", "service", "status"])
    .meta(described("现金、报销、减免、实物、服务、资格。", "Money, refund, waiver, in kind, a service, a right.")),
  subject: z.enum(["person", "household", "employer", "institution"]).meta(described("给谁：个人、家庭、用人单位、机构。", "For whom.")),
  topic: z.string().meta(described("主题。", "The topic.")),
  measure: z.object({ number: z.int(), title: Text }).meta(described("属于哪条措施。", "The measure that it belongs to.")),
  source: z.string().meta(described("条款。", "The clause.")),
  in_force: Period,
  is_in_force: z.boolean().meta(described("判定日是否执行。", "Whether it is in force on the day.")),
  is_switch: z.boolean().meta(described("由当地决定是否开通，默认不开。", "Off until a district switches it on.")),
  rates: z
    .array(z.object({ amount: Amount, text: Text }))
    .meta(described("判定日的标准；几条时看本人情况。", "The rates on the day; where there are several, the person decides.")),
};

export const BenefitLine = z.object(line).meta({ id: "BenefitLine", ...described("一项待遇。", "One benefit.") });

const plainCondition = {
  text: Text,
  source: z.string(),
  facts: z.array(z.string()).meta(described("用到的事项。", "The facts that it reads.")),
  soft: z.boolean().meta(described("仅提示。", "Shown only.")),
  judgement: z.boolean().meta(described("靠人判断，不靠记录。", "Rests on somebody's judgement, not on a record.")),
};

const Condition = z
  .object({
    ...plainCondition,
    any: z.array(z.object(plainCondition)).meta(described("任选其一的各种情形。", "The alternatives of an either-or condition.")),
  })
  .meta({ id: "Condition", ...described("一个条件。", "One condition.") });

const months = z.array(z.int());

export const BenefitDetail = z
  .object({
    ...line,
    conditions: z.array(Condition).meta(described("条件，按文件的顺序。", "The conditions, in the order of the document.")),
    excludes: z
      .array(z.object({ benefit: z.string(), prevails: z.enum(["other", "higher", "received"]), received: z.string().nullable() }))
      .meta(described("不能同时享受的待遇，和以哪项为准。", "Benefits that exclude this one, and which prevails.")),
    once_of: z.string().nullable().meta(described("同组只发一次。", "Of this group one line is paid.")),
    limits: z
      .object({
        months_per_year: z.number().nullable(),
        yuan_per_month: z.number().nullable(),
        yuan_per_year: z.number().nullable(),
        yuan_in_lifetime: z.number().nullable(),
      })
      .meta(described("限额。", "Limits.")),
    window: z
      .object({ apply: months, review: months, pay: months, text: Text.nullable() })
      .nullable()
      .meta(described("申请、审核、发放的月份。", "The months to apply, review and pay in.")),
    units: z.object({ lead: z.array(Text), support: z.array(Text) }).meta(described("责任单位。", "Who is responsible.")),
    funds: Text.nullable().meta(described("资金来源。", "Where the money comes from.")),
    evidence: z.array(Text).meta(described("要带的材料。", "The papers to bring.")),
    readings: z.array(z.object({ number: z.int(), clause: z.string(), text: Text })).meta(described("对原文的理解。", "Readings chosen.")),
    note: Text.nullable().meta(described("说明。", "A note.")),
  })
  .meta({ id: "BenefitDetail", ...described("一项待遇的全部内容。", "Everything that one benefit says.") });

export const BenefitsAnswer = z
  .object({ ...dayStamp, benefits: z.array(BenefitLine) })
  .meta({ id: "BenefitsAnswer", ...described("一份文件的全部待遇。", "The benefits of a pack.") });

export const BenefitAnswer = z
  .object({ ...dayStamp, benefit: BenefitDetail })
  .meta({ id: "BenefitAnswer", ...described("一项待遇。", "One benefit.") });
