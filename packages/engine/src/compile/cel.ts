import { parse } from "@marcbachmann/cel-js";

/** The part of a parsed CEL expression that packs may use; `at` is the offset in the text. */
export type Cel =
  | { readonly op: "number"; readonly value: number; readonly isDecimal: boolean; readonly text: string; readonly at: number }
  | { readonly op: "text"; readonly value: string; readonly at: number }
  | { readonly op: "truth"; readonly value: boolean; readonly at: number }
  | { readonly op: "name"; readonly name: string; readonly at: number }
  | { readonly op: "list"; readonly items: readonly Cel[]; readonly at: number }
  | { readonly op: "call"; readonly name: string; readonly args: readonly Cel[]; readonly at: number }
  | { readonly op: "unary"; readonly operator: "!" | "-"; readonly of: Cel; readonly at: number }
  | { readonly op: "binary"; readonly operator: BinaryOperator; readonly left: Cel; readonly right: Cel; readonly at: number }
  | { readonly op: "choose"; readonly test: Cel; readonly yes: Cel; readonly no: Cel; readonly at: number };

type BinaryOperator = "&&" | "||" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "+" | "-" | "*";

/** Why an expression is not in the subset, and where. */
export class CelError extends Error {
  readonly at: number;
  readonly zh: string;

  constructor(zh: string, en: string, at: number) {
    super(en);
    this.zh = zh;
    this.at = at;
  }
}

const binaryOperators: ReadonlySet<string> = new Set(["&&", "||", "==", "!=", "<", "<=", ">", ">=", "in", "+", "-", "*"]);

/** Parses an expression. Throws {@link CelError} where it is malformed or uses what packs may not. */
export function parseCel(text: string): Cel {
  let ast: LibraryNode;
  try {
    ast = parse(text).ast;
  } catch (error) {
    const message = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    throw new CelError(inChinese(message), `The expression is malformed: ${message}`, caretOf(error));
  }
  return adapt(ast, text);
}

/** The library speaks English only. */
function inChinese(message: string): string {
  if (message.endsWith("EOF")) return "表达式没有写完。";
  if (message === "Unterminated string") return "这里的文字少了后一个引号。";
  const sign = /^Unexpected character: (.*)$/.exec(message)?.[1];
  return sign === undefined ? "表达式从这里起读不懂。" : `表达式从“${sign.replaceAll("'", "")}”起读不懂。`;
}

/** A node of the library's tree; what `args` holds depends on `op`. */
type LibraryNode = { readonly op: string; readonly args: unknown; readonly start: number };

function adapt(node: LibraryNode, text: string): Cel {
  const at = node.start;
  const child = (value: unknown): Cel => adapt(value as LibraryNode, text);
  const args = node.args as readonly unknown[];
  if (binaryOperators.has(node.op))
    return { op: "binary", operator: node.op as BinaryOperator, left: child(args[0]), right: child(args[1]), at };
  switch (node.op) {
    case "value":
      return literal(node, text);
    case "id":
      return { op: "name", name: String(node.args), at };
    case ".": {
      const owner = child(args[0]);
      if (owner.op !== "name") break;
      return { op: "name", name: `${owner.name}.${String(args[1])}`, at };
    }
    case "list":
      return { op: "list", items: args.map(child), at };
    case "call":
      return { op: "call", name: String(args[0]), args: (args[1] as readonly unknown[]).map(child), at };
    case "!_":
      return { op: "unary", operator: "!", of: child(node.args), at };
    case "-_":
      return { op: "unary", operator: "-", of: child(node.args), at };
    case "?:":
      return { op: "choose", test: child(args[0]), yes: child(args[1]), no: child(args[2]), at };
  }
  throw new CelError(`规则里不能使用“${node.op}”。`, `Rules cannot use "${node.op}".`, at);
}

function literal(node: LibraryNode, text: string): Cel {
  const at = node.start;
  const value = node.args;
  if (typeof value === "boolean") return { op: "truth", value, at };
  if (typeof value === "string") return { op: "text", value, at };
  if (typeof value === "bigint") return { op: "number", value: Number(value), isDecimal: false, text: value.toString(), at };
  if (typeof value === "number") {
    const written = /^[0-9.]+/.exec(text.slice(at))?.[0] ?? String(value);
    return { op: "number", value, isDecimal: true, text: written, at };
  }
  throw new CelError("规则里不能使用这种值。", "Rules cannot use such a value.", at);
}

/** The library reports the place as a caret below the line. */
function caretOf(error: unknown): number {
  const caret = error instanceof Error ? error.message.split("\n").find((line) => /^\s*\^/.test(line)) : undefined;
  const source = error instanceof Error ? error.message.split("\n").find((line) => line.startsWith(">")) : undefined;
  if (!caret || !source) return 0;
  return Math.max(0, caret.indexOf("^") - source.indexOf("|") - 2);
}
