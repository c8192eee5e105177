import { apiBase, mostCases, problems, type ProblemCode } from "@huican/contract";
import { ProblemRefusal } from "../../platform/problem.ts";

/** What is wrong with an input, in the form of the engine's own `InputError`: a case of an array carries it as it is. */
export type InputFault = { readonly code: ProblemCode; readonly path: string; readonly message: string; readonly message_en: string };

/** What the API finds wrong with the shape of an input. What is wrong with a case itself is the engine's to say (`inputError`). */
export const shapeFaults = {
  wrongType: (path: string, zh: string, en: string) =>
    fault("wrong_type", path, `${path} 的类型不对：${zh}。`, `${path} has the wrong type: ${en}.`),
  badValue: (path: string, choices: readonly string[]) =>
    fault(
      "bad_value",
      path,
      `${path} 没有这个选项，可选：${choices.join("、")}。`,
      `${path} has no such choice. Choices: ${choices.join(", ")}.`,
    ),
  unknownField: (known: readonly string[]) =>
    fault(
      "unknown_field",
      "",
      known.length === 0 ? "这个地址不接受查询参数。" : `有不认识的名称，可用：${known.join("、")}。`,
      known.length === 0 ? "This address takes no query." : `There is a name that is not known. Known: ${known.join(", ")}.`,
    ),
  tooMany: (path: string, most: number) => fault("too_many", path, `${path} 太长，最多${most}。`, `${path} is too long: at most ${most}.`),
};

/** Everything that the API can refuse, on one screen. */
export const apiErrors = {
  ofInput: ({ code, path, message, message_en }: InputFault) => problem(code, message, message_en, { path }),
  /** What an input names and is not there is a fault of the input; what an address names and is not there makes it no address. */
  noSuchPlace: ({ message, message_en }: InputFault) => problem("no_such_address", message, message_en),
  notJson: () =>
    problem(
      "not_json",
      "请求正文不是有效的 JSON，请检查引号、逗号和括号。",
      "The body is not valid JSON. Check quotes, commas and brackets.",
    ),
  tooManyCases: () =>
    problem("too_many", `一次最多${mostCases}个案例，请分几次发送。`, `At most ${mostCases} cases at once. Send them in several requests.`),
  noSuchAddress: () =>
    problem(
      "no_such_address",
      `没有这个地址，全部地址见 ${apiBase}。`,
      `There is no such address. All addresses are listed at ${apiBase}.`,
    ),
  wrongMethod: (allowed: readonly string[]) =>
    problem("wrong_method", `这个地址只接受 ${allowed.join("、")}。`, `This address takes ${allowed.join(" and ")} only.`, {
      headers: { allow: allowed.join(", ") },
    }),
  tooLarge: (most: number) =>
    problem(
      "too_large",
      `请求正文超过${most / 1024}KB，请分几次发送。`,
      `The body is larger than ${most / 1024} KB. Send it in several requests.`,
    ),
  notJsonType: () =>
    problem(
      "unsupported_type",
      "请用 UTF-8 编码的 JSON 发送，不要压缩：Content-Type: application/json。",
      "Send JSON in UTF-8, not compressed: Content-Type: application/json.",
      { headers: { accept: "application/json", "accept-encoding": "identity" } },
    ),
  tooManyRequests: (limit: number, seconds: number) =>
    problem(
      "too_many_requests",
      `每分钟最多${limit}个案例，一次发送的案例数也不能超过剩余数。请在${seconds}秒后再试，或者减少一次发送的案例。`,
      `At most ${limit} cases a minute, and no more in one request than are left. Try again in ${seconds} seconds, or send fewer at once.`,
      { headers: { "retry-after": String(seconds) } },
    ),
  internal: () =>
    problem(
      "internal",
      "服务器出了问题，不是您的原因。请稍后再试；反馈时请告诉我们 reference 里的编号。",
      "Something broke here; it is not your fault. Try again in a while, and give us the reference if you tell us about it.",
    ),
};

function fault(code: ProblemCode, path: string, message: string, messageEn: string): InputFault {
  return { code, path, message, message_en: messageEn };
}

function problem(
  code: ProblemCode,
  zh: string,
  en: string,
  more: { readonly path?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): ProblemRefusal {
  return new ProblemRefusal({ code, kind: problems[code], type: `${apiBase}#problem-${code}` }, { zh, en }, more);
}
