import { parseYuan } from "../money.ts";
import type { Cel } from "./cel.ts";
import type { FaultCode, FaultText } from "./fault.ts";
import type { Typed } from "./typed.ts";

/** Why an expression cannot be lowered, and where in its text. */
export class LoweringError extends Error {
  readonly code: FaultCode;
  readonly text: FaultText;
  readonly at: number;

  constructor(code: FaultCode, text: FaultText, at: number) {
    super(text.en);
    this.code = code;
    this.text = text;
    this.at = at;
  }
}

/** The refusal of an expression of the wrong type. */
export function typeError(zh: string, en: string, at: number): LoweringError {
  return new LoweringError(
    "type_error",
    { zh, en, fixZh: "请对照词汇表检查事项的类型。", fixEn: "Check the type of each fact against the vocabulary." },
    at,
  );
}

/** A number as it is written, with its decimal places. */
export function number(cel: Extract<Cel, { op: "number" }>): Typed {
  const scale = cel.isDecimal ? (cel.text.split(".")[1] ?? "").length : 0;
  return { ir: { op: "const", value: Math.round(cel.value * 10 ** scale) }, type: { kind: "number", scale } };
}

/** A sum written as a number of yuan, in fen. */
export function constantFen(cel: Cel): number {
  const fen =
    cel.op === "number" ? parseYuan(cel.value) : cel.op === "call" && cel.name === "yuan" && cel.args[0] ? constantFen(cel.args[0]) : null;
  if (fen === null) throw typeError("这里应写金额数字，例如 1000 或 0.5。", "Write a sum here, such as 1000 or 0.5.", cel.at);
  return fen;
}

/** A whole number as it is written. */
export function wholeConstant(cel: Cel): number {
  if (cel.op === "number" && !cel.isDecimal) return cel.value;
  throw typeError("这里应写整数。", "Write a whole number here.", cel.at);
}

/** The members of a list as it is written. */
export function list(cel: Cel): readonly Cel[] {
  if (cel.op === "list") return cel.items;
  throw typeError("这里应写列表，例如 [1, 2]。", "Write a list here, such as [1, 2].", cel.at);
}

/** Refuses limits that do not increase. */
export function increasing(limits: readonly number[], at: number): void {
  if (limits.some((limit, i) => i > 0 && limit <= (limits[i - 1] as number)))
    throw typeError("界限应从小到大。", "Limits must increase.", at);
}
