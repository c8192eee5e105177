import type { Rate } from "../amount.ts";
import type { AmountLine, Benefit, Per } from "../compiled-pack.ts";
import type { Setting } from "../rulebook.ts";
import { factIndex, type FactName, type Vocabulary } from "../vocabulary.ts";
import type { ExpressionWriter } from "./expression.ts";

/** What an eligible person is paid, as SQL: whole fen, null where an officer must set it or something is not known; as `payableFen` computes it. */
export class PayableWriter {
  private readonly setting: Setting;
  private readonly expressions: ExpressionWriter;
  private readonly index: ReadonlyMap<FactName, number>;
  /** A fact as it was given, and as it is known with its default. */
  private readonly names: { readonly given: (fact: number) => string; readonly known: (fact: number) => string };

  constructor(vocabulary: Vocabulary, setting: Setting, expressions: ExpressionWriter, names: PayableWriter["names"]) {
    this.setting = setting;
    this.expressions = expressions;
    this.index = factIndex(vocabulary);
    this.names = names;
  }

  /** Null where nobody is ever paid a sum that the rules know. */
  payable(benefit: Benefit, rates: readonly Rate[]): string | null {
    const sums = rates.map((rate) => this.sum(benefit, rate));
    if (sums.every((sum) => sum === null)) return null;
    const [first] = rates;
    if (first && first.line.when === null) return sums[0] ?? null;
    // The first line that fits counts; none while it cannot be told whether it does.
    const branches = rates.flatMap(({ line }, i) => {
      if (line.when === null) return [`when true then ${sums[i] ?? "null"}`];
      const applies = this.expressions.boolean(line.when);
      return [`when ${applies} is null then null`, `when ${applies} then ${sums[i] ?? "null"}`];
    });
    return `case ${branches.join(" ")} end`;
  }

  private sum(benefit: Benefit, rate: Rate): string | null {
    const gross = this.gross(benefit, rate);
    if (gross === null) return null;
    const ceilings = this.ceilings(benefit, rate.line);
    const kept = ceilings.length === 0 ? gross : `least(${[gross, ...ceilings].join(", ")})`;
    return `case when ${gross} is null then null else cast(greatest(0, ${kept}) as bigint) end`;
  }

  private gross(benefit: Benefit, { line, rateFen }: Rate): string | null {
    switch (line.kind) {
      case "fixed":
        return this.times(line.fen, benefit, line);
      case "floor":
        return this.times(rateFen ?? line.minFen, benefit, line);
      case "unset":
        return this.times(rateFen, benefit, line);
      case "share":
        return this.share(benefit, line);
      case "computed":
        return line.formula ? this.expressions.number(line.formula) : null;
      case "range":
      case "cap":
      case "none":
        return null;
    }
  }

  private share(benefit: Benefit, line: AmountLine): string | null {
    if (!line.share || !line.base) return null;
    const { value, scale } = line.share;
    if ("fact" in line.base) return `floor(${this.names.given(line.base.fact)} * ${value} / 1e${scale} + 0.5)`;
    const base = this.setting.param(line.base.param);
    return Number.isNaN(base) ? null : this.times(Math.floor((base * value) / 10 ** scale + 0.5), benefit, line);
  }

  private times(fen: number | null, benefit: Benefit, line: AmountLine): string | null {
    if (fen === null) return null;
    const count = this.count(line.per);
    if (count === null) return line.per === "day" || line.per === "case" ? null : String(fen);
    const { monthsPerYear } = benefit.limits;
    if (line.per !== "month" || monthsPerYear === null) return `${fen} * ${count}`;
    return `${fen} * greatest(0, least(${count}, ${monthsPerYear} - ${this.total("claim.months_paid_this_year")}))`;
  }

  /** How many months, days or cases were claimed; null where nobody can write that. */
  private count(per: Per | null): string | null {
    const name = per === "month" ? "claim.months" : per === "day" ? "claim.days" : per === "case" ? "claim.cases" : null;
    const column = name === null ? undefined : this.index.get(name);
    if (column === undefined) return per === "month" ? "1" : null;
    return per === "month" ? `coalesce(${this.names.given(column)}, 1)` : this.names.given(column);
  }

  /** The most that limits a month, a year and in a lifetime still leave. */
  private ceilings(benefit: Benefit, line: AmountLine): readonly string[] {
    const { fenPerMonth, fenPerYear, fenInLifetime } = benefit.limits;
    const ceilings: string[] = [];
    const year = this.total("claim.paid_this_year");
    if (line.maxFen !== null && (line.kind === "share" || line.kind === "computed")) ceilings.push(`${line.maxFen} - ${year}`);
    if (fenPerYear !== null) ceilings.push(`${fenPerYear} - ${year}`);
    if (fenInLifetime !== null) ceilings.push(`${fenInLifetime} - ${this.total("claim.paid_in_lifetime")}`);
    const months = line.per === "month" ? (this.count("month") ?? "1") : "1";
    if (fenPerMonth !== null) ceilings.push(`${fenPerMonth} * ${months} - ${this.total("claim.paid_this_month")}`);
    return ceilings;
  }

  private total(name: FactName): string {
    const column = this.index.get(name);
    return column === undefined ? "0" : this.names.known(column);
  }
}
