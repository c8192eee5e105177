import { parseDay } from "../day.ts";
import { walk, type Ir, type Relation } from "../ir.ts";
import { parseRegion } from "../region.ts";
import { factIndex, type Fact, type Vocabulary } from "../vocabulary.ts";
import { CelError, parseCel, type Cel } from "./cel.ts";
import { expressionError } from "./expression-error.ts";
import { suggestion, type FaultText } from "./fault.ts";
import { constantFen, increasing, list, LoweringError, number, typeError, wholeConstant } from "./literal.ts";
import type { Source } from "./source.ts";
import { factType, inWholeFen, rescaled, sameChoices, scaleOf, typeName, type Type, type Typed } from "./typed.ts";

/** What names stand for where an expression is written. */
export type Scope = {
  readonly vocabulary: Vocabulary;
  /** A definition, a derived fact or a fact that others imply, lowered; null where there is none of that name. */
  readonly named: (name: string) => Typed | null;
  readonly definitionNames: () => Iterable<string>;
  readonly parameter: (name: string) => Type | null;
  readonly parameterNames: () => Iterable<string>;
  readonly isBenefit: (key: string) => boolean;
};

/** What an expression must be. */
export type Wanted = "bool" | "money" | "number";

/**
 * Reads an expression of a pack: parses, types and lowers it. A fault is added to the source where it is wrong.
 * @returns null after a fault
 */
export function lower(source: Source, scope: Scope, wanted: Wanted): Ir | null {
  if (!source.exists) return null;
  const { value } = source;
  const text = typeof value === "boolean" ? String(value) : source.string();
  if (text === "") return null;
  try {
    const typed = new Lowering(scope).lower(parseCel(text));
    if (typed.type.kind === wanted) return wanted === "money" ? inWholeFen(typed) : typed.ir;
    const names = { bool: ["是或否的判断", "yes or no"], money: ["金额", "an amount of money"], number: ["数", "a number"] } as const;
    source.fail("type_error", {
      zh: `这里应该得出${names[wanted][0]}，实际得出${typeName(typed.type).zh}。`,
      en: `This must give ${names[wanted][1]}, but gives ${typeName(typed.type).en}.`,
      fixZh: wanted === "money" ? "金额用 yuan(…) 写，例如 yuan(1000)。" : "请写成比较，例如 person.age >= 60。",
      fixEn: wanted === "money" ? "Write money with yuan(…), as in yuan(1000)." : "Write a comparison, as in person.age >= 60.",
    });
  } catch (error) {
    if (error instanceof LoweringError) source.fail(error.code, error.text, error.at);
    else if (error instanceof CelError) source.fail("expression", expressionError(error, text), error.at);
    else throw error;
  }
  return null;
}

function inQuotes(name: string): Pick<FaultText, "fixZh" | "fixEn"> {
  return { fixZh: `选项要加单引号，写成 '${name}'。`, fixEn: `A choice stands in quotes: '${name}'.` };
}

class Lowering {
  private readonly scope: Scope;

  constructor(scope: Scope) {
    this.scope = scope;
  }

  lower(cel: Cel): Typed {
    switch (cel.op) {
      case "truth":
        return { ir: { op: "const", value: Number(cel.value) }, type: { kind: "bool" } };
      case "number":
        return number(cel);
      case "text":
        return { ir: { op: "const", value: Number.NaN }, type: { kind: "text", text: cel.value } };
      case "name":
        return this.name(cel);
      case "unary":
        return cel.operator === "!" ? { ir: { op: "not", of: this.bool(cel.of) }, type: { kind: "bool" } } : this.negative(cel);
      case "binary":
        return this.binary(cel);
      case "choose":
        return this.choose(cel);
      case "call":
        return this.call(cel);
      case "list":
        throw typeError("列表只能写在 in 的右边。", "A list can only stand on the right of in.", cel.at);
    }
  }

  private bool(cel: Cel): Ir {
    const typed = this.lower(cel);
    if (typed.type.kind === "bool") return typed.ir;
    throw typeError(
      `这里需要“是或否”，实际是${typeName(typed.type).zh}。`,
      `This must be yes or no, but is ${typeName(typed.type).en}.`,
      cel.at,
    );
  }

  private name(cel: Extract<Cel, { op: "name" }>): Typed {
    const { name } = cel;
    if (name === "as_of") return { ir: { op: "as_of" }, type: { kind: "date" } };
    if (name.startsWith("param.")) return this.parameter(name.slice("param.".length), cel.at);
    if (name.startsWith("enabled.")) {
      if (this.scope.isBenefit(name.slice("enabled.".length))) return { ir: { op: "param", name }, type: { kind: "bool" } };
      throw new LoweringError(
        "unknown_name",
        {
          zh: `没有待遇“${name.slice(8)}”。`,
          en: `There is no benefit "${name.slice(8)}".`,
          fixZh: "请写待遇的代码。",
          fixEn: "Write the key of a benefit.",
        },
        cel.at,
      );
    }
    const named = this.scope.named(name);
    if (named) return named;
    const index = factIndex(this.scope.vocabulary);
    const column = index.get(name);
    const fact = column === undefined ? undefined : this.scope.vocabulary.facts[column];
    if (column === undefined || !fact) {
      const known = [...index.keys(), ...this.scope.definitionNames()];
      throw new LoweringError(
        "unknown_name",
        {
          zh: `词汇表和定义里都没有“${name}”。`,
          en: `Neither the vocabulary nor the definitions know "${name}".`,
          ...(this.isChoice(name) ? inQuotes(name) : suggestion(name, known)),
        },
        cel.at,
      );
    }
    if (fact.procedure) {
      throw typeError(`“${fact.label.zh}”是办事程序，不能作为条件。`, `"${name}" is procedure and cannot be a condition.`, cel.at);
    }
    return { ir: { op: "fact", fact: column }, type: factType(fact) };
  }

  private isChoice(name: string): boolean {
    return this.scope.vocabulary.facts.some((fact) => fact.values?.some((value) => value.key === name));
  }

  private parameter(name: string, at: number): Typed {
    const type = this.scope.parameter(name);
    if (type) return { ir: { op: "param", name }, type };
    const known = this.scope.parameterNames();
    throw new LoweringError(
      "unknown_name",
      { zh: `没有参数“${name}”。`, en: `There is no parameter "${name}".`, ...suggestion(name, known) },
      at,
    );
  }

  private negative(cel: Extract<Cel, { op: "unary" }>): Typed {
    const of = this.lower(cel.of);
    if (of.type.kind !== "number" && of.type.kind !== "money")
      throw typeError("负号只能用于数。", "Only a number can be negative.", cel.at);
    if (of.ir.op === "const") return { ir: { ...of.ir, value: -of.ir.value }, type: of.type };
    return { ir: { op: "subtract", left: { op: "const", value: 0 }, right: of.ir }, type: of.type };
  }

  private choose(cel: Extract<Cel, { op: "choose" }>): Typed {
    const test = this.bool(cel.test);
    const [yes, no] = this.alike(this.lower(cel.yes), this.lower(cel.no), cel.at);
    return { ir: { op: "if", test, yes: yes.ir, no: no.ir }, type: yes.type };
  }

  private binary(cel: Extract<Cel, { op: "binary" }>): Typed {
    switch (cel.operator) {
      case "&&":
        return { ir: { op: "and", of: [this.bool(cel.left), this.bool(cel.right)] }, type: { kind: "bool" } };
      case "||":
        return { ir: { op: "or", of: [this.bool(cel.left), this.bool(cel.right)] }, type: { kind: "bool" } };
      case "in":
        return this.membership(cel);
      case "+":
      case "-":
        return this.sum(cel, cel.operator === "+" ? "add" : "subtract");
      case "*":
        return this.product(cel);
      default:
        return { ir: this.compare(cel.operator, this.lower(cel.left), this.lower(cel.right), cel.at), type: { kind: "bool" } };
    }
  }

  private membership(cel: Extract<Cel, { op: "binary" }>): Typed {
    if (cel.right.op !== "list")
      throw typeError("in 的右边应该是列表，例如 [1, 2]。", "The right of in must be a list such as [1, 2].", cel.right.at);
    const left = this.lower(cel.left);
    const of = cel.right.items.map((item) => this.compare("==", left, this.lower(item), item.at));
    return { ir: { op: "or", of }, type: { kind: "bool" } };
  }

  private compare(rel: Relation, left: Typed, right: Typed, at: number): Ir {
    const [a, b] = this.alike(left, right, at);
    refusePlaceByCode(left, right, a, at);
    const isOrdered = a.type.kind === "number" || a.type.kind === "money" || a.type.kind === "date";
    if (!isOrdered && rel !== "==" && rel !== "!=")
      throw typeError(`${typeName(a.type).zh}不能比较大小。`, `${typeName(a.type).en} has no order.`, at);
    if (a.type.kind === "date" && (a.ir.op === "as_of" || b.ir.op === "as_of")) {
      // A day against the assessment day is a number of days, so that rules do not change from day to day.
      return { op: "compare", rel, left: { op: "days", from: b.ir, to: a.ir }, right: { op: "const", value: 0 } };
    }
    return { op: "compare", rel, left: a.ir, right: b.ir };
  }

  private sum(cel: Extract<Cel, { op: "binary" }>, op: "add" | "subtract"): Typed {
    const [left, right] = this.alike(this.lower(cel.left), this.lower(cel.right), cel.at);
    if (left.type.kind !== "number" && left.type.kind !== "money")
      throw typeError(`${typeName(left.type).zh}不能加减。`, `${typeName(left.type).en} cannot be added.`, cel.at);
    return { ir: { op, left: left.ir, right: right.ir }, type: left.type };
  }

  private product(cel: Extract<Cel, { op: "binary" }>): Typed {
    const left = this.lower(cel.left);
    const right = this.lower(cel.right);
    if (left.type.kind === "money" && right.type.kind === "money") {
      throw new LoweringError(
        "money_times_money",
        {
          zh: "金额不能乘以金额。",
          en: "Money cannot be multiplied by money.",
          fixZh: "请让其中一个因数是人数、月数或比例。",
          fixEn: "Make one factor a count or a share.",
        },
        cel.at,
      );
    }
    const isNumeric = (type: Type) => type.kind === "number" || type.kind === "money";
    if (!isNumeric(left.type) || !isNumeric(right.type))
      throw typeError("只有数和金额能相乘。", "Only numbers and money can be multiplied.", cel.at);
    const kind = left.type.kind === "money" || right.type.kind === "money" ? "money" : "number";
    return { ir: { op: "multiply", left: left.ir, right: right.ir }, type: { kind, scale: scaleOf(left) + scaleOf(right) } };
  }

  private call(cel: Extract<Cel, { op: "call" }>): Typed {
    const { name, args, at } = cel;
    const arity = functions[name];
    if (!arity)
      throw new LoweringError(
        "unknown_name",
        { zh: `没有函数“${name}”。`, en: `There is no function "${name}".`, ...suggestion(name, Object.keys(functions)) },
        at,
      );
    if (args.length < arity[0] || args.length > arity[1]) {
      throw typeError(
        `函数 ${name} 的参数个数不对（现在是${args.length}个）。`,
        `The function ${name} has the wrong number of arguments (${args.length}).`,
        at,
      );
    }
    switch (name) {
      case "within":
        return { ir: { op: "within", region: this.region(args[0] as Cel), outer: this.region(args[1] as Cel) }, type: { kind: "bool" } };
      case "years_between":
      case "months_between": {
        const op = name === "years_between" ? "years" : "months";
        return { ir: { op, from: this.date(args[0] as Cel), to: this.date(args[1] as Cel) }, type: { kind: "number", scale: 0 } };
      }
      case "yuan":
        return { ir: { op: "const", value: constantFen(args[0] as Cel) }, type: { kind: "money", scale: 0 } };
      case "count":
        return { ir: { op: "count", of: args.map((arg) => this.bool(arg)) }, type: { kind: "number", scale: 0 } };
      case "heaviest":
        return { ir: { op: "heaviest", of: args.map((arg) => this.wholeNumber(arg)) }, type: { kind: "number", scale: 0 } };
      case "floor": {
        const of = this.lower(args[0] as Cel);
        if (of.type.kind !== "number") throw typeError("floor 只用于数。", "floor is for numbers.", at);
        return of.type.scale === 0 ? of : { ir: { op: "floor", of: of.ir, scale: of.type.scale }, type: { kind: "number", scale: 0 } };
      }
      case "stepped":
        return this.stepped(cel);
      case "sliding":
        return this.sliding(cel);
      default:
        return this.extreme(name as "min" | "max", args);
    }
  }

  private extreme(op: "min" | "max", args: readonly Cel[]): Typed {
    const all = args.map((arg) => this.lower(arg));
    const scale = Math.max(...all.map(scaleOf));
    const [first] = all as [Typed];
    const same = all.map((typed, i) => {
      const isSame = typed.type.kind === first.type.kind && (typed.type.kind === "number" || typed.type.kind === "money");
      if (!isSame)
        throw typeError(`${op} 的各项应同为数或同为金额。`, `All parts of ${op} must be numbers, or all money.`, args[i]?.at ?? 0);
      return rescaled(typed, scale).ir;
    });
    return { ir: { op, of: same }, type: { kind: first.type.kind as "number" | "money", scale } };
  }

  private stepped({ args, at }: Extract<Cel, { op: "call" }>): Typed {
    const of = this.lower(args[0] as Cel);
    if ((of.type.kind !== "number" && of.type.kind !== "money") || of.type.scale !== 0)
      throw typeError("stepped 的第一项应是整数或金额。", "The first part of stepped must be a whole number or money.", at);
    const limits = list(args[1] as Cel).map((item) => (of.type.kind === "money" ? constantFen(item) : wholeConstant(item)));
    const values = list(args[2] as Cel).map((item) => this.lower(item));
    if (values.length !== limits.length + 1)
      throw typeError("stepped 的取值应比界限多一个。", "stepped needs one value more than limits.", at);
    const kind = values[0]?.type.kind;
    if (
      (kind !== "money" && kind !== "number") ||
      values.some((value) => value.type.kind !== kind || value.ir.op !== "const" || scaleOf(value) !== 0)
    ) {
      throw typeError("stepped 的取值应同为整数，或同为 yuan(…)。", "The values of stepped must all be whole numbers, or all yuan(…).", at);
    }
    increasing(limits, at);
    return {
      ir: { op: "stepped", of: of.ir, limits, values: values.map((value) => (value.ir as { value: number }).value) },
      type: { kind, scale: 0 },
    };
  }

  private sliding({ args, at }: Extract<Cel, { op: "call" }>): Typed {
    const of = this.lower(args[0] as Cel);
    if (of.type.kind !== "money" || of.type.scale !== 0)
      throw typeError("sliding 的第一项应是金额。", "The first part of sliding must be money.", at);
    const limits = list(args[1] as Cel).map(constantFen);
    const shares = list(args[2] as Cel).map((item) => this.lower(item));
    if (shares.length !== limits.length + 1)
      throw typeError("sliding 的比例应比界限多一个。", "sliding needs one share more than limits.", at);
    const scale = Math.max(...shares.map(scaleOf));
    increasing(limits, at);
    const values = shares.map((share) => {
      const ir = rescaled(share, scale).ir;
      if (share.type.kind !== "number" || ir.op !== "const")
        throw typeError("sliding 的比例应是小数，例如 0.6。", "The shares of sliding must be decimals such as 0.6.", at);
      return ir.value;
    });
    return { ir: { op: "sliding", of: of.ir, limits, shares: values, scale }, type: { kind: "money", scale } };
  }

  private region(cel: Cel): Ir {
    const typed = this.lower(cel);
    if (typed.type.kind === "region") return typed.ir;
    return this.textAs(typed, { kind: "region" }, cel.at).ir;
  }

  private date(cel: Cel): Ir {
    const typed = this.lower(cel);
    return typed.type.kind === "date" ? typed.ir : this.textAs(typed, { kind: "date" }, cel.at).ir;
  }

  private wholeNumber(cel: Cel): Ir {
    const typed = this.lower(cel);
    if (typed.type.kind === "number" && typed.type.scale === 0) return typed.ir;
    throw typeError("这里需要整数。", "This must be a whole number.", cel.at);
  }

  /** Brings two sides to one type: a text becomes what it stands beside, scales are aligned. */
  private alike(left: Typed, right: Typed, at: number): readonly [Typed, Typed] {
    if (left.type.kind === "text" && right.type.kind !== "text") return [this.textAs(left, right.type, at), right];
    if (right.type.kind === "text" && left.type.kind !== "text") return [left, this.textAs(right, left.type, at)];
    const isSame =
      left.type.kind === right.type.kind && (left.type.kind !== "enum" || sameChoices(left.type.fact, (right.type as { fact: Fact }).fact));
    if (!isSame || left.type.kind === "text") {
      const isMoneyAndNumber = [left.type.kind, right.type.kind].sort().join() === "money,number";
      throw new LoweringError(
        "type_error",
        {
          zh: `${typeName(left.type).zh}不能和${typeName(right.type).zh}放在一起比较或计算。`,
          en: `${typeName(left.type).en} cannot stand beside ${typeName(right.type).en}.`,
          fixZh: isMoneyAndNumber ? "金额请用 yuan(…) 写，例如 yuan(1000)。" : "请检查两边的事项是否同类。",
          fixEn: isMoneyAndNumber ? "Write money with yuan(…), as in yuan(1000)." : "Check that both sides are of one kind.",
        },
        at,
      );
    }
    const scale = Math.max(scaleOf(left), scaleOf(right));
    return [rescaled(left, scale), rescaled(right, scale)];
  }

  private textAs(typed: Typed, type: Type, at: number): Typed {
    if (typed.type.kind !== "text")
      throw typeError(
        `这里需要${typeName(type).zh}，实际是${typeName(typed.type).zh}。`,
        `This must be ${typeName(type).en}, but is ${typeName(typed.type).en}.`,
        at,
      );
    const { text } = typed.type;
    const constant = (value: number): Typed => ({ ir: { op: "const", value }, type });
    switch (type.kind) {
      case "date": {
        const day = parseDay(text);
        if (day !== null) return constant(day);
        throw typeError(`“${text}”不是日历上有的日期。`, `"${text}" is not a day of the calendar.`, at);
      }
      case "region": {
        const region = parseRegion(text);
        if (region !== null) return constant(region);
        throw typeError(`“${text}”不是6、9或12位的行政区划代码。`, `"${text}" is not a division code of 6, 9 or 12 digits.`, at);
      }
      case "enum": {
        const keys = type.fact.values?.map((value) => value.key) ?? [];
        if (keys.includes(text)) return constant(keys.indexOf(text));
        throw new LoweringError(
          "unknown_name",
          {
            zh: `“${type.fact.label.zh}”没有选项“${text}”。`,
            en: `"${type.fact.name}" has no choice "${text}".`,
            ...suggestion(text, keys),
          },
          at,
        );
      }
      default:
        throw typeError(`${typeName(type).zh}不能和文字比较。`, `${typeName(type).en} cannot be compared with text.`, at);
    }
  }
}

/** Who lives in a county has the code of its township or village: "is" would leave nearly everybody out. */
function refusePlaceByCode(left: Typed, right: Typed, typed: Typed, at: number): void {
  const written = [left, right].find(({ type }) => type.kind === "text")?.type;
  if (typed.type.kind !== "region" || written?.kind !== "text" || written.text === "none") return;
  throw new LoweringError(
    "type_error",
    {
      zh: "“在某地”不能用 == 或 in 写：住在一个县的人，代码细到乡镇或村。",
      en: "Being in a place is not written with == or in: people have the code of their township or village.",
      fixZh: `请写成 within(事项, '${written.text}')。`,
      fixEn: `Write within(fact, '${written.text}').`,
    },
    at,
  );
}

/** The functions of the subset, with the fewest and the most arguments. */
const functions: Readonly<Record<string, readonly [number, number]>> = {
  within: [2, 2],
  months_between: [2, 2],
  years_between: [2, 2],
  min: [2, 16],
  max: [2, 16],
  floor: [1, 1],
  yuan: [1, 1],
  count: [1, 32],
  heaviest: [1, 16],
  stepped: [3, 3],
  sliding: [3, 3],
};

/** The names of the facts that an expression reads, in the vocabulary's order. */
export function factsRead(ir: Ir, vocabulary: Vocabulary): readonly string[] {
  const columns = new Set<number>();
  walk(ir, (part) => part.op === "fact" && columns.add(part.fact));
  return [...columns].sort((a, b) => a - b).flatMap((column) => vocabulary.facts[column]?.name ?? []);
}
