import { z } from "zod";
import { described } from "./described.ts";

/** Why the server says no: the code is what programs read, the title what people read. Statuses of RFC 9110. */
export const problems = {
  not_json: { status: 400, zh: "不是有效的 JSON", en: "Not valid JSON" },
  unknown_fact: { status: 422, zh: "没有这个事项", en: "No such fact" },
  wrong_type: { status: 422, zh: "类型不对", en: "Wrong type" },
  bad_date: { status: 422, zh: "日期不对", en: "Not a day of the calendar" },
  out_of_range: { status: 422, zh: "超出范围", en: "Out of range" },
  bad_value: { status: 422, zh: "没有这个选项", en: "No such choice" },
  derived_fact: { status: 422, zh: "由系统计算的事项", en: "A computed fact" },
  contradiction: { status: 422, zh: "互相矛盾", en: "A contradiction" },
  bad_parameter: { status: 422, zh: "参数不对", en: "Parameter refused" },
  unknown_field: { status: 422, zh: "没有这一项", en: "No such field" },
  too_many: { status: 422, zh: "一次太多", en: "Too many at once" },
  not_found: { status: 422, zh: "没有找到", en: "Not found" },
  no_such_address: { status: 404, zh: "没有这个地址", en: "No such address" },
  wrong_method: { status: 405, zh: "方法不对", en: "Method not allowed" },
  too_large: { status: 413, zh: "请求太大", en: "Request too large" },
  unsupported_type: { status: 415, zh: "格式不支持", en: "Unsupported media type" },
  too_many_requests: { status: 429, zh: "请求太频繁", en: "Too many requests" },
  internal: { status: 500, zh: "服务器出了问题", en: "Something broke here" },
} as const;

export type ProblemCode = keyof typeof problems;

const codes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]];

const Code = z.enum(codes).meta({ id: "ProblemCode", ...described("错误代码，不会改变。", "The code of a problem; it does not change.") });
const path = z.string().meta(described("错在哪里，如 facts.disability.visual。", "Where it is wrong, such as facts.disability.visual."));

/** What is wrong with one case of an array. */
export const InputError = z
  .object({
    code: Code,
    path,
    message: z.string().meta(described("哪里不对、怎么改（中文）。", "What is wrong and what to do, in Chinese.")),
    message_en: z.string().meta(described("哪里不对、怎么改（英文）。", "What is wrong and what to do, in English.")),
  })
  .meta({ id: "InputError", ...described("一个案例错在哪里。", "What is wrong with a case.") });

/** An error as it crosses the wire: `application/problem+json` of RFC 9457, in both languages. */
export const Problem = z
  .object({
    type: z.string().meta({ format: "uri-reference", ...described("说明这类错误的地址。", "Where this kind of problem is explained.") }),
    title: z.string().meta(described("哪一类错误（中文）。", "What kind of problem, in Chinese.")),
    title_en: z.string().meta(described("哪一类错误（英文）。", "What kind of problem, in English.")),
    status: z.int().meta(described("HTTP 状态。", "The HTTP status.")),
    detail: z
      .string()
      .meta(
        described(
          "哪里不对、怎么改（中文）；从不重复您填的值。",
          "What is wrong and what to do, in Chinese. A given value is never repeated.",
        ),
      ),
    detail_en: z.string().meta(described("哪里不对、怎么改（英文）。", "What is wrong and what to do, in English.")),
    code: Code,
    path: path.optional(),
    reference: z.string().optional().meta(described("反馈时请告诉我们的编号，只在 500 时有。", "The number to tell us, with a 500 only.")),
  })
  .meta({ id: "Problem", ...described("错误（RFC 9457）。", "A problem (RFC 9457).") });

/** A refusal of the register as a client reads it: its codes are those of the modules, each with a sentence in both languages. */
export const RegisterProblem = z.object({
  status: z.int(),
  title: z.string(),
  title_en: z.string(),
  detail: z.string(),
  detail_en: z.string(),
  code: z.string(),
  reference: z.string().optional(),
});
