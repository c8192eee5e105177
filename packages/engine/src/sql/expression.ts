import { formatDay } from "../day.ts";
import type { Diagram } from "../diagram/diagram.ts";
import type { Ir, Relation } from "../ir.ts";
import { regionSize, regionSizes } from "../region.ts";
import { parameterColumn } from "../population/sum.ts";
import type { Program } from "../program.ts";
import type { Setting } from "../rulebook.ts";
import type { Fact, Vocabulary } from "../vocabulary.ts";
import type { Dialect } from "./dialect.ts";

/**
 * Expressions as SQL, null where unknown, exactly as `evaluate` computes them. What SQL would settle wrongly is written so that it cannot: `case when` takes its
 * `else` on null, and `least(5, null)` is 5.
 */
export class ExpressionWriter {
  private readonly vocabulary: Vocabulary;
  private readonly setting: Setting;
  private readonly diagram: Diagram;
  private readonly dialect: Dialect;
  /** How a fact's column is named; it holds the fact in its own type, a region as a number of twelve digits. */
  private readonly nameOf: (fact: number) => string;

  constructor({ pack, setting, rulebook }: Program, dialect: Dialect, nameOf: (fact: number) => string) {
    this.vocabulary = pack.compiled.vocabulary;
    this.setting = setting;
    this.diagram = rulebook.diagram;
    this.dialect = dialect;
    this.nameOf = nameOf;
  }

  /** An expression that is yes, no or null. */
  boolean(ir: Ir): string {
    switch (ir.op) {
      case "not":
        return `not ${this.boolean(ir.of)}`;
      case "and":
      case "or":
        return ir.of.length === 0 ? String(ir.op === "and") : `(${ir.of.map((part) => this.boolean(part)).join(` ${ir.op} `)})`;
      case "compare":
        return `(${this.number(ir.left)} ${relations[ir.rel]} ${this.number(ir.right)})`;
      case "within":
        return this.within(ir);
      case "if":
        return this.choice(this.boolean(ir.test), this.boolean(ir.yes), this.boolean(ir.no));
      case "fact":
        return this.vocabulary.facts[ir.fact]?.type === "bool" ? this.nameOf(ir.fact) : `(${this.number(ir)} <> 0)`;
      case "const":
        return String(ir.value !== 0);
      default:
        return `(${this.number(ir)} <> 0)`;
    }
  }

  /** An expression as a number, the same that the engine uses: yes is 1, an enum its position, money fen, a day since 1970. */
  number(ir: Ir): string {
    switch (ir.op) {
      case "const":
        return ir.value < 0 ? `(${ir.value})` : String(ir.value);
      case "fact":
        return this.factNumber(ir.fact);
      case "param": {
        const column = parameterColumn(ir.name, this.vocabulary.facts.length, this.diagram);
        if (column !== null) return this.nameOf(column);
        const value = this.setting.param(ir.name);
        return Number.isNaN(value) ? "cast(null as bigint)" : String(value);
      }
      case "as_of":
        return String(this.setting.asOf);
      case "not":
      case "and":
      case "or":
      case "compare":
      case "within": {
        const value = this.boolean(ir);
        return `case when ${value} then 1 when not ${value} then 0 end`;
      }
      case "if":
        return this.choice(this.boolean(ir.test), this.number(ir.yes), this.number(ir.no));
      case "add":
        return `(${this.number(ir.left)} + ${this.number(ir.right)})`;
      case "subtract":
        return `(${this.number(ir.left)} - ${this.number(ir.right)})`;
      case "multiply":
        return `(${this.number(ir.left)} * ${this.number(ir.right)})`;
      case "years":
      case "months":
      case "days":
        return this.span(ir);
      case "min":
      case "max":
      case "heaviest":
        return this.among({ op: ir.op, of: ir.of });
      case "count":
        return `(${ir.of.map((part) => this.number(part)).join(" + ")})`;
      case "floor":
        return `floor(${this.number(ir.of)} / 1e${ir.scale})`;
      case "round":
        return `floor(${this.number(ir.of)} / 1e${ir.scale} + 0.5)`;
      case "stepped":
        return this.stepped(ir);
      case "sliding":
        return this.sliding(ir);
    }
  }

  /** A fact's column as a number. */
  factNumber(position: number): string {
    const fact = this.vocabulary.facts[position];
    const name = this.nameOf(position);
    // An unset parameter has a column after the last fact.
    if (!fact) return name;
    switch (fact.type) {
      case "bool":
        return `case when ${name} then 1 when not ${name} then 0 end`;
      case "enum":
        return `case ${name} ${enumKeys(fact)
          .map((key, i) => `when ${key} then ${i}`)
          .join(" ")} end`;
      case "date":
        return this.dialect.dayNumber(name);
      case "int":
        // A product of two numbers of 32 bits does not fit into one.
        return `cast(${name} as bigint)`;
      case "money":
      case "region":
        return name;
    }
  }

  /** What both ways agree on where the test is open. */
  private choice(test: string, yes: string, no: string): string {
    return `case when ${test} then ${yes} when not ${test} then ${no} when ${yes} = ${no} then ${yes} end`;
  }

  private among(ir: { readonly op: "min" | "max" | "heaviest"; readonly of: readonly Ir[] }): string {
    const parts = ir.of.map((part) => this.number(part));
    const isUnknown = parts.map((part) => `${part} is null`).join(" or ");
    const value =
      ir.op === "heaviest"
        ? `coalesce(least(${parts.map((part) => `nullif(${part}, 0)`).join(", ")}), 0)`
        : `${ir.op === "min" ? "least" : "greatest"}(${parts.join(", ")})`;
    return `case when ${isUnknown} then null else ${value} end`;
  }

  private span(ir: Extract<Ir, { op: "years" | "months" | "days" }>): string {
    const from = this.date(ir.from);
    const to = this.date(ir.to);
    const part = (unit: string, date: string) => `extract(${unit} from ${date})`;
    const months = `((${part("year", to)} - ${part("year", from)}) * 12 + ${part("month", to)} - ${part("month", from)} - case when ${part("day", to)} < ${part("day", from)} then 1 else 0 end)`;
    const value =
      ir.op === "days"
        ? `(${this.dialect.dayNumber(to)} - ${this.dialect.dayNumber(from)})`
        : ir.op === "months"
          ? months
          : `floor(${months} / 12e0)`;
    return ir.orFact === undefined ? value : `coalesce(${this.factNumber(ir.orFact)}, ${value})`;
  }

  private date(ir: Ir): string {
    if (ir.op === "as_of") return dateLiteral(this.setting.asOf);
    if (ir.op === "const") return dateLiteral(ir.value);
    if (ir.op === "fact") return this.nameOf(ir.fact);
    return this.dialect.dateOf(this.number(ir));
  }

  private within(ir: Extract<Ir, { op: "within" }>): string {
    const region = this.number(ir.region);
    if (ir.outer.op === "const")
      return `(${region} >= ${ir.outer.value} and ${region} < ${ir.outer.value + (ir.outer.value < 0 ? 0 : regionSize(ir.outer.value))})`;
    const outer = this.number(ir.outer);
    const isInside = `(${outer} >= 0 and ${region} >= ${outer} and ${region} < ${outer} + ${regionSizeSql(outer)})`;
    return `case when ${region} is null or ${outer} is null then null else ${isInside} end`;
  }

  private stepped(ir: Extract<Ir, { op: "stepped" }>): string {
    const of = this.number(ir.of);
    const steps = ir.limits.map((limit, i) => `when ${of} <= ${limit} then ${ir.values[i]}`);
    return `case when ${of} is null then null ${steps.join(" ")} else ${ir.values.at(-1)} end`;
  }

  private sliding(ir: Extract<Ir, { op: "sliding" }>): string {
    const of = this.number(ir.of);
    const slices = ir.shares.map((share, i) => {
      const to = ir.limits[i];
      const upper = to === undefined ? of : `least(${of}, ${to})`;
      return `greatest(${upper} - ${ir.limits[i - 1] ?? 0}, 0) * ${share}`;
    });
    return `case when ${of} is null then null else ${slices.join(" + ")} end`;
  }
}

const relations: Readonly<Record<Relation, string>> = { "==": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">=" };

/** A day as a literal that every database reads. */
export function dateLiteral(day: number): string {
  return `date '${formatDay(day)}'`;
}

/** The values of an enum as text literals, in order. */
export function enumKeys(fact: Fact): readonly string[] {
  return (fact.values ?? []).map(({ key }) => `'${key.replaceAll("'", "''")}'`);
}

/** How many codes lie in a region. */
export function regionSizeSql(region: string): string {
  return `case ${regionSizes.map((size) => `when ${region} % ${size} = 0 then ${size}`).join(" ")} end`;
}
