import type { CompiledPack } from "../compiled-pack.ts";
import type { Ir, Relation } from "../ir.ts";
import type { Setting } from "../rulebook.ts";
import {
  bounded,
  countWord,
  dated,
  filled,
  inSentence,
  nounOf,
  ordinalWord,
  statementOf,
  valuesOf,
  withoutAddition,
  yesNoText,
  type Value,
} from "../saying.ts";
import type { Text } from "../text.ts";
import type { Fact } from "../vocabulary.ts";
import { agesOf } from "./ages.ts";
import { around, countRelations, dateRelations, multiple, numberText, relations, spanUnits, tidy, type Unit } from "./number-text.ts";
import { ageStatement, chosen, longStatement, said, statement, together, type Phrase } from "./phrase.ts";
import { regionName } from "./region-name.ts";
import { isRepetition } from "./repetition.ts";

/** A multiple of a number; `by` is the parameter that sets it, where one does. */
type Multiple = { readonly times: number; readonly of: Text; readonly by?: Text };

/** A named group: what it is called, what it is, and the number of the reading that says so. */
export type Meaning = { readonly title: Text; readonly meaning: Text; readonly reading: number | null };

/**
 * Rules as sentences in Chinese and English, written from the expressions themselves: whatever a rule computes is what is said. Named groups are called by
 * their names; {@link SentenceWriter.meaning} says what they are.
 */
export class SentenceWriter {
  private readonly pack: CompiledPack;
  private readonly setting: Setting;
  /** The groups that have been called by name, in the order in which they were met, with what they mean. */
  private readonly met = new Map<string, Ir>();

  constructor(pack: CompiledPack, setting: Setting) {
    this.pack = pack;
    this.setting = setting;
  }

  /** The named groups that sentences have used so far, each with its title and its meaning; those inside them too. */
  meanings(): readonly Meaning[] {
    const written: Meaning[] = [];
    const done = new Set<string>();
    for (let open = [...this.met]; open.length > 0; open = [...this.met].filter(([name]) => !done.has(name))) {
      for (const [name, ir] of open) {
        done.add(name);
        const title = withoutAddition(this.title(name));
        const meaning = this.meaningOf(name, ir);
        // A definition and the fact that it names may be called alike.
        const isKnown = written.some((other) => other.title.zh === title.zh && other.meaning.zh === meaning?.zh);
        if (!meaning || isKnown || isRepetition(title, meaning)) continue;
        const reading = this.pack.definitions.find((definition) => definition.name === name)?.reading ?? null;
        written.push({ title, meaning, reading });
      }
    }
    return written;
  }

  /** What a named group is. A fact that others imply is itself, or what implies it; that a certificate implies a diagnosis is said once for all. */
  private meaningOf(name: string, ir: Ir): Text | null {
    const fact = this.pack.vocabulary.facts.find((candidate) => candidate.name === name);
    if (!fact || ir.op !== "or" || ir.of[0]?.op !== "fact" || this.fact(ir.of[0].fact) !== fact) return this.meaning(ir);
    if (name.startsWith("diagnosis.")) return null;
    const reasons = said(
      together(
        "any",
        ir.of.slice(1).map((part) => this.phrase(part, true)),
      ),
    );
    return { zh: `已经认定的；或者${reasons.zh}`, en: `recognised as such; or ${reasons.en}` };
  }

  /** What a condition computes, beyond its own sentence; null where that is one plain fact. */
  meaning(ir: Ir): Text | null {
    const phrase = this.inside(ir, true);
    return ir.op === "fact" ? null : said(phrase);
  }

  /** A condition as a phrase, `isTrue` or denied. */
  phrase(ir: Ir, isTrue: boolean): Phrase {
    if (ir.named === undefined) return this.inside(ir, isTrue);
    if (!this.met.has(ir.named)) this.met.set(ir.named, ir);
    const own = this.ownWords(ir.named, isTrue);
    if (own) return statement(own.zh, own.en);
    const { zh, en } = withoutAddition(this.title(ir.named));
    if (!isTrue) return statement(`不属于“${zh}”`, `not "${en}"`);
    // A title that is a list itself would run into the list that it stands in.
    return /[、，或]/.test(zh) ? statement(`“${zh}”`, `"${en}"`) : statement(zh, en);
  }

  /** What a definition, or a fact that follows from others, says of itself; null where it leaves that to its title. */
  private ownWords(name: string, isTrue: boolean): Text | null {
    const definition = this.pack.definitions.find((candidate) => candidate.name === name);
    const says = definition ? definition.says : this.pack.vocabulary.facts.find((fact) => fact.name === name)?.says;
    return (isTrue ? says?.yes : says?.no) ?? null;
  }

  /** A number in words. */
  number(ir: Ir, unit: Unit = "plain"): Text {
    switch (ir.op) {
      case "const":
        return numberText(ir.value, unit);
      case "fact":
        return nounOf(this.fact(ir.fact));
      case "param":
        return this.parameter(ir.name);
      case "as_of":
        return { zh: "判定当日", en: "the day of assessment" };
      case "years":
      case "months":
      case "days":
        return this.span(ir);
      case "add":
      case "subtract":
      case "multiply":
        return this.sum(ir, unit, 1);
      case "floor":
        return around("", "的整数部分", "the whole part of ", "", this.sum(ir.of, "plain", 10 ** ir.scale));
      case "round":
        return around("", "，四舍五入到分", "", ", to the nearest fen", this.sum(ir.of, unit, 10 ** ir.scale));
      case "min":
      case "max":
        return this.extreme({ op: ir.op, of: ir.of }, unit);
      case "heaviest":
        return { zh: "最重的一类残疾等级", en: "the level of the heaviest disability" };
      case "count":
        return this.count(ir.of);
      case "if": {
        const test = said(this.phrase(ir.test, true));
        const [yes, no] = [this.number(ir.yes, unit), this.number(ir.no, unit)];
        return { zh: `${test.zh}的为${yes.zh}，其他的为${no.zh}`, en: `${yes.en} where ${test.en}, otherwise ${no.en}` };
      }
      case "stepped":
        return this.stepped(ir, unit);
      case "sliding":
        return this.sliding(ir);
      case "not":
      case "and":
      case "or":
      case "compare":
      case "within":
        return said(this.phrase(ir, true));
    }
  }

  private inside(ir: Ir, isTrue: boolean): Phrase {
    switch (ir.op) {
      case "not":
        return this.phrase(ir.of, !isTrue);
      case "and":
      case "or":
        return together(
          (ir.op === "and") === isTrue ? "all" : "any",
          ir.of.map((part) => this.phrase(part, isTrue)),
        );
      case "compare":
        return this.comparison(ir.left, isTrue ? ir.rel : opposite[ir.rel], ir.right);
      case "within":
        return this.within(ir, isTrue);
      case "if":
        return this.choiceOfRules(ir, isTrue);
      case "const":
        return (ir.value === 1) === isTrue ? statement("不论什么情况", "in every case") : statement("任何情况都不", "in no case");
      case "fact":
        return this.yesNo(this.fact(ir.fact), isTrue);
      case "param":
        return this.setYesNo(ir.name, isTrue);
      default:
        return this.comparison(ir, isTrue ? ">=" : "<", { op: "const", value: 1 });
    }
  }

  private yesNo(fact: Fact, isTrue: boolean): Phrase {
    const { zh, en } = yesNoText(fact, isTrue);
    return statement(zh, en);
  }

  /** A switch, or a parameter that is yes or no. */
  private setYesNo(name: string, isTrue: boolean): Phrase {
    const key = /^enabled\.(.+)$/.exec(name)?.[1];
    const benefit = this.pack.benefits.find((candidate) => candidate.key === key);
    const title = benefit?.text ?? this.pack.parameters.find((parameter) => parameter.name === name)?.text ?? { zh: name, en: name };
    return isTrue
      ? statement(`当地已开通“${title.zh}”`, `"${title.en}" is open locally`)
      : statement(`当地没有开通“${title.zh}”`, `"${title.en}" is not open locally`);
  }

  private choiceOfRules({ test, yes, no }: Extract<Ir, { op: "if" }>, isTrue: boolean): Phrase {
    return this.oneOrOther(test, this.phrase(yes, isTrue), this.phrase(no, isTrue));
  }

  /** One rule for some, another for the others: 是男性的未满60周岁，是女性的未满55周岁. */
  private oneOrOther(test: Ir, yes: Phrase, no: Phrase): Phrase {
    const [those, others] = [this.phrase(test, true), this.phrase(test, false)];
    if ([those, others, yes, no].every(({ kind }) => kind === "statement")) {
      const [who, whoElse, one, other] = [said(those), said(others), said(yes), said(no)];
      return longStatement(
        `${who.zh}的${one.zh}，${whoElse.zh}的${other.zh}`,
        `whoever ${who.en} ${one.en}, and whoever ${whoElse.en} ${other.en}`,
      );
    }
    return together("any", [together("all", [those, yes]), together("all", [others, no])]);
  }

  private comparison(left: Ir, rel: Relation, right: Ir): Phrase {
    const fact = left.op === "fact" ? this.fact(left.fact) : null;
    if (right.op === "const") {
      const phrase = this.comparedWith(left, rel, right.value, fact);
      if (phrase) return phrase;
    }
    if (left.op === "years" && right.op === "param" && left.orFact !== undefined) return this.agesByParameter(rel, right.name);
    if (left.op === "if") return this.choiceBetween(left, rel, right);
    if (right.op === "if") return this.choiceBetween(right, mirrored[rel], left);
    return this.numbersCompared(left, rel, right);
  }

  /** A fact or a number beside a constant; null where it is nothing more than that. */
  private comparedWith(left: Ir, rel: Relation, value: number, fact: Fact | null): Phrase | null {
    const isEqual = rel === "==" || rel === "!=";
    if (fact?.type === "enum" && isEqual) return choiceOf(fact, value, rel === "!=");
    if (fact?.type === "bool") return this.yesNo(fact, (value === 1) === (rel === "=="));
    if (isEqual && (fact || left.op === "heaviest")) return this.isOne(left, value, rel === "!=");
    const isWhole = this.unitOf(left) === "plain";
    const isSome = (rel === ">" && value === 0) || (isWhole && rel === ">=" && value === 1);
    const isNone = (rel === "<=" && value === 0) || (isWhole && rel === "<" && value === 1);
    const hasZero = this.isLevel(left) || fact?.says?.alone?.["0"] !== undefined;
    if (hasZero && (isSome || isNone)) return this.isOne(left, 0, isSome);
    const ages = left.op === "years" && left.orFact !== undefined ? agesOf(rel, value) : null;
    if (ages) return ageStatement(ages);
    if (left.op === "count" && rel === ">=") return this.countAtLeast(left.of, value);
    return fact ? this.bound(fact, rel, value) : null;
  }

  /** A number or a day within a bound, where the vocabulary has a sentence for it. */
  private bound(fact: Fact, rel: Relation, value: number): Phrase | null {
    const says = fact.says?.yes;
    if (!says) return null;
    if (fact.type === "date") return textStatement(dated(says, rel, numberText(value, "date")));
    if (fact.type === "money") return textStatement(bounded(says, rel, numberText(value, "yuan"), false));
    return textStatement(bounded(says, rel, countWord(value), true));
  }

  private numbersCompared(left: Ir, rel: Relation, right: Ir): Phrase {
    const unit = this.unitOf(left) === "plain" ? this.unitOf(right) : this.unitOf(left);
    const [first, ...others] = this.parts(left, 1, unit);
    // "The disabled employees times 1,000 are at least the employees times 16" is said as a share.
    const times = others.length === 0 && first && first.times > 0 ? first.times : 1;
    const [a, b] = [this.scaled(left, unit, times), this.scaled(right, unit, times)];
    const [zh, en] = (unit === "date" ? dateRelations : unit === "plain" ? countRelations : relations)[rel];
    return statement(`${a.zh}${zh}${b.zh}`, `${a.en} ${en} ${b.en}`);
  }

  /** An age that a parameter sets: by its value; by its title where it is not set. */
  private agesByParameter(rel: Relation, name: string): Phrase {
    const title = withoutAddition(this.pack.parameters.find((parameter) => parameter.name === name)?.text ?? { zh: name, en: name });
    const ages = agesOf(rel, this.setting.param(name));
    return Number.isNaN(this.setting.param(name)) || !ages
      ? statement(`年龄符合“${title.zh}”（当地尚未设定）`, `is of the age of "${title.en}" (not set locally)`)
      : ageStatement(ages);
  }

  /** That a number has a value, or has not. A level of disability is called one. */
  private isOne(of: Ir, value: number, isNegative: boolean): Phrase {
    const fact = of.op === "fact" ? this.fact(of.fact) : null;
    const says = fact ? statementOf(fact) : heaviestSays;
    const subject = fact?.name ?? of.op;
    if (this.isLevel(of) && value <= 4)
      return chosen({ subject, says, values: levels(fact).slice(value, value + 1), isNegative, all: levels(fact) });
    const alone = fact?.says?.alone?.[String(value)];
    const text = fact?.says?.yes && fact.type === "int" ? ordinalWord(value) : numberText(value, this.unitOf(of));
    return chosen({ subject, says, values: [{ key: String(value), text, ...(alone && { alone }) }], isNegative, all: [] });
  }

  private isLevel(of: Ir): boolean {
    return (
      of.op === "heaviest" || (of.op === "fact" && this.fact(of.fact).name.startsWith("disability.") && this.fact(of.fact).type === "int")
    );
  }

  /** A number divided by a factor. */
  private scaled(ir: Ir, unit: Unit, factor: number): Text {
    return factor === 1 ? this.number(ir, unit) : this.sum(ir, unit, factor);
  }

  /** "The age is below 60 for men and 55 for women", said one after the other. */
  private choiceBetween(choice: Extract<Ir, { op: "if" }>, rel: Relation, other: Ir): Phrase {
    const of = (side: Ir) =>
      side.op === "const" || side.op === "param" ? this.comparison(other, mirrored[rel], side) : this.comparison(side, rel, other);
    return this.oneOrOther(choice.test, of(choice.yes), of(choice.no));
  }

  private within({ region, outer }: Extract<Ir, { op: "within" }>, isTrue: boolean): Phrase {
    const place = outer.op === "const" ? regionName(this.pack, outer.value) : this.number(outer);
    const fact = region.op === "fact" ? this.fact(region.fact) : null;
    const says = isTrue ? fact?.says?.yes : fact?.says?.no;
    if (says) return textStatement(filled(says, place));
    const subject = this.number(region);
    return isTrue
      ? statement(`${subject.zh}在${place.zh}`, `${subject.en} in ${place.en}`)
      : statement(`${subject.zh}不在${place.zh}`, `${subject.en} not in ${place.en}`);
  }

  private span({ op, from, to }: Extract<Ir, { op: "years" | "months" | "days" }>): Text {
    const [start, end] = [this.number(from), this.number(to)];
    const unit = spanUnits[op];
    return { zh: `从${start.zh}到${end.zh}的${unit.zh}`, en: `the ${unit.en} from ${start.en} to ${end.en}` };
  }

  private count(of: readonly Ir[]): Text {
    const parts = of.map((part) => said(this.phrase(part, true)));
    return {
      zh: `下列情形的个数（${parts.map(({ zh }) => zh).join("；")}）`,
      en: `how many of these hold (${parts.map(({ en }) => en).join("; ")})`,
    };
  }

  private countAtLeast(of: readonly Ir[], value: number): Phrase {
    const parts = of.map((part) => said(this.phrase(part, true)));
    const least = countWord(value);
    return longStatement(
      `下列情形中至少有${least.zh}项：${parts.map(({ zh }) => zh).join("；")}`,
      `at least ${least.en} of these hold: ${parts.map(({ en }) => en).join("; ")}`,
    );
  }

  private extreme({ op, of }: { readonly op: "min" | "max"; readonly of: readonly Ir[] }, unit: Unit): Text {
    const parts = of.map((part) => this.number(part, unit));
    const word = op === "min" ? { zh: "较小", en: "smaller" } : { zh: "较大", en: "larger" };
    return {
      zh: `${parts.map(({ zh }) => zh).join("和")}中${word.zh}的`,
      en: `the ${word.en} of ${parts.map(({ en }) => en).join(" and ")}`,
    };
  }

  private stepped({ of, limits, values }: Extract<Ir, { op: "stepped" }>, unit: Unit): Text {
    const subject = this.number(of);
    const own = this.unitOf(of);
    const last = numberText(limits.at(-1) ?? 0, own);
    const steps = values.map((value, i) => {
      const [limit, sum] = [numberText(limits[i] ?? 0, own), numberText(value, unit)];
      return i < limits.length
        ? { zh: `不超过${limit.zh}的${sum.zh}`, en: `${sum.en} up to ${limit.en}` }
        : { zh: `超过${last.zh}的${sum.zh}`, en: `${sum.en} above ${last.en}` };
    });
    return {
      zh: `按${subject.zh}：${steps.map(({ zh }) => zh).join("，")}`,
      en: `by ${subject.en}: ${steps.map(({ en }) => en).join(", ")}`,
    };
  }

  private sliding({ of, limits, shares, scale }: Extract<Ir, { op: "sliding" }>): Text {
    const subject = this.number(of);
    const slices = shares.map((share, i) => {
      const percent = `${tidy((share * 100) / 10 ** scale)}%`;
      const [from, to] = [numberText(limits[i - 1] ?? 0, "yuan"), numberText(limits[i] ?? 0, "yuan")];
      return i < limits.length
        ? { zh: `${from.zh}至${to.zh}的部分${percent}`, en: `${percent} of what lies between ${from.en} and ${to.en}` }
        : { zh: `${from.zh}以上的部分${percent}`, en: `${percent} of what exceeds ${from.en}` };
    });
    return {
      zh: `${subject.zh}分段计算：${slices.map(({ zh }) => zh).join("，")}`,
      en: `${subject.en} in slices: ${slices.map(({ en }) => en).join(", ")}`,
    };
  }

  /** A sum of multiples, every factor divided by one. */
  private sum(ir: Ir, unit: Unit, divisor: number): Text {
    const parts = this.parts(ir, 1 / divisor, unit);
    return parts.reduce<Text>(
      (text, { times, of, by }, i) => {
        const { zh, en } = multiple(Math.abs(times), of, by);
        if (i === 0) return { zh: `${times < 0 ? "负的" : ""}${zh}`, en: `${times < 0 ? "minus " : ""}${en}` };
        return { zh: `${text.zh}${times < 0 ? "减去" : "加上"}${zh}`, en: `${text.en} ${times < 0 ? "less" : "plus"} ${en}` };
      },
      { zh: "", en: "" },
    );
  }

  private parts(ir: Ir, times: number, unit: Unit): readonly Multiple[] {
    if (ir.op === "add" || ir.op === "subtract")
      return [...this.parts(ir.left, times, unit), ...this.parts(ir.right, ir.op === "add" ? times : -times, unit)];
    if (ir.op === "multiply") {
      const [factor, other] = ir.left.op === "const" || ir.left.op === "param" ? [ir.left, ir.right] : [ir.right, ir.left];
      const set =
        factor.op === "param" && this.unitOf(factor) === "plain" && unit === "plain" ? this.setting.param(factor.name) : Number.NaN;
      if (factor.op === "param" && !Number.isNaN(set)) {
        const by = withoutAddition(this.parameterTitle(factor.name));
        return this.parts(other, times * set, unit).map((part) => ({ ...part, by }));
      }
      if (factor.op === "const" && (unit !== "yuan" || this.unitOf(other) === "yuan")) return this.parts(other, times * factor.value, unit);
      // A sum of money times a plain number: the money is the constant.
      const [money, count] = [this.number(factor, unit), this.number(other)];
      return [{ times, of: { zh: `${money.zh}乘以${count.zh}`, en: `${money.en} times ${count.en}` } }];
    }
    if (ir.op === "const") return [{ times: Math.sign(ir.value * times) || 1, of: numberText(Math.abs(ir.value * times), unit) }];
    return [{ times, of: this.number(ir, unit) }];
  }

  private unitOf(ir: Ir): Unit {
    switch (ir.op) {
      case "fact": {
        const { type } = this.fact(ir.fact);
        return type === "money" ? "yuan" : type === "date" ? "date" : "plain";
      }
      case "param": {
        const type = this.pack.parameters.find(({ name }) => name === ir.name)?.type;
        return type === "money" ? "yuan" : type === "date" ? "date" : "plain";
      }
      case "as_of":
        return "date";
      case "years":
      case "months":
      case "days":
        return ir.op;
      case "add":
      case "subtract":
      case "multiply":
        return this.unitOf(ir.left) === "plain" ? this.unitOf(ir.right) : this.unitOf(ir.left);
      case "min":
      case "max":
        return ir.of.map((part) => this.unitOf(part)).find((unit) => unit !== "plain") ?? "plain";
      case "sliding":
        return "yuan";
      default:
        return "plain";
    }
  }

  private parameter(name: string): Text {
    const parameter = this.pack.parameters.find((candidate) => candidate.name === name);
    if (!parameter) return { zh: name, en: name };
    const value = this.setting.param(name);
    const unit = parameter.type === "money" ? "yuan" : parameter.type === "date" ? "date" : "plain";
    const { zh, en } = Number.isNaN(value) ? { zh: "当地尚未设定", en: "not set locally" } : numberText(value, unit);
    const title = this.parameterTitle(name);
    return { zh: `${title.zh}（${zh}）`, en: `${title.en} (${en})` };
  }

  private parameterTitle(name: string): Text {
    const { zh, en } = this.pack.parameters.find((candidate) => candidate.name === name)?.text ?? { zh: name, en: name };
    return { zh, en: `the ${inSentence(en)}` };
  }

  private title(name: string): Text {
    const definition = this.pack.definitions.find((candidate) => candidate.name === name);
    return definition?.text ?? this.pack.vocabulary.facts.find((fact) => fact.name === name)?.label ?? { zh: name, en: name };
  }

  private fact(column: number): Fact {
    return this.pack.vocabulary.facts[column] as Fact;
  }
}

const opposite: Readonly<Record<Relation, Relation>> = { "==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<" };
const mirrored: Readonly<Record<Relation, Relation>> = { "==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

/** That a choice has a value, or has not. */
function choiceOf(fact: Fact, position: number, isNegative: boolean): Phrase {
  const all = valuesOf(fact);
  return chosen({ subject: fact.name, says: statementOf(fact), values: all.slice(position, position + 1), isNegative, all });
}

/** The levels of a category of disability, or of the heaviest one; the first is to have none. */
function levels(fact: Fact | null): readonly Value[] {
  const category = fact && { zh: fact.label.zh.replace(/等级$/, ""), en: fact.label.en.replace(/^Level of /, "") };
  const unsaid = category && {
    yes: { zh: `没有${category.zh}`, en: `${category.en}: none` },
    no: { zh: `有${category.zh}`, en: `${category.en} of any level` },
  };
  const alone = fact?.says?.alone?.["0"] ?? unsaid;
  return ["零级", "一级", "二级", "三级", "四级"].map((zh, level) => ({
    key: String(level),
    text: { zh, en: String(level) },
    ...(level === 0 && alone && { alone }),
  }));
}

const heaviestSays = {
  yes: { zh: "残疾等级（按最重的一类）为…", en: "has a disability of level … (the heaviest category counts)" },
  no: { zh: "残疾等级（按最重的一类）不是…", en: "does not have a disability of level … (the heaviest category counts)" },
};

function textStatement({ zh, en }: Text): Phrase {
  return statement(zh, en);
}
