import { payableFen, type Amount, type Claim, type Rate } from "./amount.ts";
import type { Benefit, CompiledPack, Condition, Per } from "./compiled-pack.ts";
import type { Because, Decision } from "./decision.ts";
import { settleJointly } from "./diagram/joint.ts";
import { Settler, UNKNOWN } from "./diagram/settler.ts";
import { classOf } from "./diagram/variable.ts";
import { evaluate } from "./evaluate.ts";
import { decode, type Facts, type FactValue } from "./facts.ts";
import type { Environment } from "./ir.ts";
import { toYuan } from "./money.ts";
import type { Pack } from "./pack.ts";
import { openRoot, type Rulebook, type Setting } from "./rulebook.ts";
import { factIndex, type FactName } from "./vocabulary.ts";

/** What one call of {@link Program.decide} is to answer. */
export type DecideOptions = {
  /** Keys of the benefits to decide; all that fit the subject where left out. */
  readonly benefits?: readonly string[];
  readonly explain?: boolean;
};

/** A root settled for one person: false, true, or still open and on which facts. */
export type Standing = { readonly outcome: 0 | 1 | null; readonly remaining: number; readonly missing: readonly FactName[] };

const nothingMissing: readonly FactName[] = [];

/**
 * The rules of one pack on one day. It holds scratch memory for the person at hand: one call at a time, which is what a thread does anyway.
 */
export class Program {
  readonly pack: Pack;
  readonly setting: Setting;
  readonly rulebook: Rulebook;
  readonly settler: Settler;
  private readonly compiled: CompiledPack;
  private readonly values: Float64Array;
  private readonly env: Environment;
  private readonly plainColumns: readonly number[];
  private readonly expiries: readonly { readonly status: number; readonly date: number; readonly becomes: number }[];
  private readonly factOrder: readonly number[];
  private readonly claimColumns: ClaimColumns;
  private readonly traces: (Because | undefined)[];
  private readonly decoded: (FactValue | null | undefined)[];
  private readonly positions: ReadonlyMap<string, number>;

  constructor(pack: Pack, rulebook: Rulebook, setting: Setting) {
    this.pack = pack;
    this.compiled = pack.compiled;
    this.rulebook = rulebook;
    this.setting = setting;
    const { vocabulary } = this.compiled;
    const { diagram } = rulebook;
    const index = factIndex(vocabulary);
    this.settler = new Settler(diagram);
    this.values = new Float64Array(vocabulary.facts.length + diagram.unsetParameters.length);
    const unsetColumns = new Map(diagram.unsetParameters.map((name, i) => [name, vocabulary.facts.length + i]));
    this.env = {
      fact: (fact) => this.values[fact] as number,
      param: (name) => {
        const column = unsetColumns.get(name);
        return column === undefined ? setting.param(name) : (this.values[column] as number);
      },
      asOf: setting.asOf,
    };
    this.plainColumns = diagram.variables.map(({ ir }) => (ir.op === "fact" ? ir.fact : -1));
    this.expiries = vocabulary.facts.flatMap((fact, status) =>
      fact.expiresWith ? [{ status, date: index.get(fact.expiresWith.fact) as number, becomes: fact.expiresWith.becomes }] : [],
    );
    const rank = (column: number) => (vocabulary.facts[column]?.sensitive ? 1e6 : 0) + column;
    this.factOrder = Array.from({ length: this.values.length }, (_, column) => rank(column));
    this.claimColumns = claimColumns(index);
    this.traces = Array.from<Because | undefined>({ length: this.compiled.conditions.length });
    this.decoded = Array.from<FactValue | null | undefined>({ length: vocabulary.facts.length });
    this.positions = new Map(this.compiled.benefits.map((benefit, position) => [benefit.key, position]));
  }

  /** Decides the benefits of the pack for one subject, in the pack's order. Benefits of other subjects are left out. */
  decide(facts: Facts, options: DecideOptions = {}): Decision[] {
    this.take(facts);
    const decisions: Decision[] = [];
    for (const position of this.selected(facts, options.benefits)) decisions.push(this.decideOne(position, facts, options.explain ?? false));
    return decisions;
  }

  /** The positions of the benefits that fit the subject of the facts, of those named. */
  selected(facts: Facts, benefits?: readonly string[]): readonly number[] {
    const subjects = subjectsOf(this.compiled, facts);
    const fits = (position: number) => subjects[(this.compiled.benefits[position] as Benefit).subject];
    if (!benefits) return this.compiled.benefits.map((_, position) => position).filter(fits);
    const named = new Set(benefits.map((key) => this.positions.get(key)));
    return this.compiled.benefits.map((_, position) => position).filter((position) => named.has(position) && fits(position));
  }

  /** Loads a person's facts: applies expiry, classifies every variable. Everything asked afterwards is about this person. */
  take(facts: Facts): void {
    const { values, settler, env } = this;
    values.fill(Number.NaN);
    values.set(facts.values);
    for (const { status, date, becomes } of this.expiries) if ((values[date] as number) < env.asOf) values[status] = becomes;
    const { variables } = this.rulebook.diagram;
    for (let i = 0; i < variables.length; i++) {
      const variable = variables[i] as (typeof variables)[number];
      const column = this.plainColumns[i] as number;
      const value = column >= 0 ? (values[column] as number) : evaluate(variable.ir, env);
      settler.classes[i] = Number.isNaN(value) ? UNKNOWN : classOf(variable, value);
    }
    settler.begin();
    this.traces.fill(undefined);
    this.decoded.fill(undefined);
  }

  /** The values of the person at hand by column, with fixed meanings applied; NaN where unknown. Valid until the next person. */
  knownValues(): ArrayLike<number> {
    return this.values;
  }

  /** How a root stands for the person at hand: exact, by the diagram. */
  settle(root: number): Standing {
    const { diagram, joint } = this.rulebook;
    const group = joint.get(root);
    if (group?.facts.some((fact) => Number.isNaN(this.values[fact]))) {
      const { outcome, missingFacts } = settleJointly(diagram, root, group, this.compiled.vocabulary, this.settler, this.values, this.env);
      return { outcome, remaining: this.settler.restrict(root), missing: this.names(missingFacts) };
    }
    const remaining = this.settler.restrict(root);
    if (remaining < 2) return { outcome: remaining as 0 | 1, remaining, missing: nothingMissing };
    const facts: number[] = [];
    this.settler.eachAsked(remaining, (variable) => facts.push((diagram.variables[variable]?.facts ?? [])[0] as number));
    return { outcome: null, remaining, missing: this.names(facts) };
  }

  private decideOne(position: number, facts: Facts, explain: boolean): Decision {
    const benefit = this.compiled.benefits[position] as Benefit;
    const decision: { -readonly [K in keyof Decision]: Decision[K] } = { benefit: benefit.key, outcome: "not_in_force" };
    if (benefit.ref !== null) decision.ref = benefit.ref;
    if (!this.setting.inForce[position]) return decision;
    const standing = this.settle(this.rulebook.benefitRoots[position] as number);
    decision.outcome = standing.outcome === null ? "unknown" : standing.outcome === 1 ? "eligible" : "ineligible";
    if (standing.outcome !== 0) this.addAmount(decision, benefit, position, facts, standing.outcome === 1);
    if (standing.outcome === null) decision.missing = standing.missing;
    if (benefit.refer && standing.outcome !== 0 && evaluate(benefit.refer.when, this.env) === 1) decision.refer = true;
    if (benefit.onceOf !== null) decision.once_of = benefit.onceOf;
    if (explain) decision.because = this.because(benefit);
    return decision;
  }

  private addAmount(decision: { amount?: Amount; payable?: number | null }, benefit: Benefit, position: number, facts: Facts, isEligible: boolean): void {
    const rate = this.rateFor(this.setting.rates[position] ?? []);
    if (rate) decision.amount = rate.amount;
    if (!isEligible) return;
    const fen = rate ? payableFen(benefit, rate, this.claimOf(facts), this.env) : null;
    decision.payable = fen === null ? null : toYuan(fen);
  }

  /** The line that counts for this person; none while a transition cannot be told. */
  private rateFor(rates: readonly Rate[]): Rate | null {
    for (const rate of rates) {
      const applies = rate.line.when === null ? 1 : evaluate(rate.line.when, this.env);
      if (Number.isNaN(applies)) return null;
      if (applies) return rate;
    }
    return null;
  }

  private claimOf(facts: Facts): Claim {
    const columns = this.claimColumns;
    const sum = (column: number) => (column >= 0 ? (this.values[column] as number) : 0);
    const written = (column: number) => (column >= 0 && facts.given[column] === 1 ? (this.values[column] as number) : null);
    return {
      count: (per: Per) => written(columns.counts[per]) ?? (per === "day" || per === "case" ? null : 1),
      bill: written,
      paidThisMonth: sum(columns.paidThisMonth),
      paidThisYear: sum(columns.paidThisYear),
      paidInLifetime: sum(columns.paidInLifetime),
      monthsPaidThisYear: sum(columns.monthsPaidThisYear),
    };
  }

  private because(benefit: Benefit): readonly Because[] {
    return benefit.conditions.map((position) => (this.traces[position] ??= this.trace(position)));
  }

  private trace(position: number): Because {
    const condition = this.compiled.conditions[position] as Condition;
    const because: { -readonly [K in keyof Because]: Because[K] } = this.traceOf(condition, this.rulebook.conditionRoots[position] as number);
    if (condition.soft) because.soft = true;
    const alternatives = this.rulebook.anyRoots[position] as readonly number[];
    if (alternatives.length > 0) because.any = condition.any.map((alternative, i) => this.traceOf(alternative, alternatives[i] as number));
    return because;
  }

  private traceOf(condition: Condition, root: number): Because {
    const outcome = root === openRoot ? null : this.settle(root).outcome;
    const facts: Record<FactName, FactValue | null> = {};
    const index = factIndex(this.compiled.vocabulary);
    for (const name of condition.facts) facts[name] = this.valueOf(index.get(name) as number);
    return {
      condition: condition.text.zh,
      condition_en: condition.text.en,
      result: outcome === null ? null : outcome === 1,
      facts,
      source: `${this.compiled.id} ${condition.source}`,
    };
  }

  private valueOf(column: number): FactValue | null {
    const known = this.decoded[column];
    if (known !== undefined) return known;
    const fact = this.compiled.vocabulary.facts[column];
    return (this.decoded[column] = fact ? decode(fact, this.values[column] as number) : null);
  }

  private names(columns: readonly number[]): readonly FactName[] {
    const { facts } = this.compiled.vocabulary;
    const { unsetParameters } = this.rulebook.diagram;
    return [...new Set(columns)]
      .sort((a, b) => (this.factOrder[a] as number) - (this.factOrder[b] as number))
      .map((column) => facts[column]?.name ?? `param:${unsetParameters[column - facts.length]}`);
  }
}

type ClaimColumns = {
  readonly counts: Readonly<Record<Per, number>>;
  readonly paidThisMonth: number;
  readonly paidThisYear: number;
  readonly paidInLifetime: number;
  readonly monthsPaidThisYear: number;
};

function claimColumns(index: ReadonlyMap<FactName, number>): ClaimColumns {
  const column = (name: FactName) => index.get(name) ?? -1;
  return {
    counts: { month: column("claim.months"), day: column("claim.days"), case: column("claim.cases"), once: -1, year: -1, academic_year: -1 },
    paidThisMonth: column("claim.paid_this_month"),
    paidThisYear: column("claim.paid_this_year"),
    paidInLifetime: column("claim.paid_in_lifetime"),
    monthsPaidThisYear: column("claim.months_paid_this_year"),
  };
}

/** Whose benefits are decided: a person's and a household's unless only an employer or an institution is described. */
function subjectsOf(pack: CompiledPack, facts: Facts): Readonly<Record<Benefit["subject"], boolean>> {
  let employer = false;
  let institution = false;
  let others = false;
  pack.vocabulary.facts.forEach((fact, column) => {
    if (facts.given[column] !== 1) return;
    if (fact.name.startsWith("employer.")) employer = true;
    else if (fact.name.startsWith("institution.")) institution = true;
    else others = true;
  });
  const personal = others || (!employer && !institution);
  return { person: personal, household: personal, employer, institution };
}
