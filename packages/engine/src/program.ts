import { isSameForAll, payableFen, rateFor, type Rate } from "./amount.ts";
import { Claim } from "./claim.ts";
import type { Benefit, CompiledPack, Condition } from "./compiled-pack.ts";
import type { Because, Decision, Outcome } from "./decision.ts";
import { settleJointly, type JointRoot } from "./diagram/joint.ts";
import { Settler } from "./diagram/settler.ts";
import type { Variable } from "./diagram/variable.ts";
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

type MutableDecision = { -readonly [K in keyof Decision]: Decision[K] };

/** A benefit with everything that the day has settled about it. */
type BenefitLine = {
  readonly benefit: Benefit;
  readonly isInForce: boolean;
  readonly root: number;
  readonly joint: JointRoot | undefined;
  readonly rates: readonly Rate[];
  /** The answer to whoever is not entitled, or to everybody where it is not in force; made once. */
  readonly plain: Decision;
  /** The answer to whoever is entitled, made once; null where it depends on the claim. */
  readonly granted: Decision | null;
};

const mostSelections = 256;

const isFalse: Standing = { outcome: 0, remaining: 0, missing: [] };
const isTrue: Standing = { outcome: 1, remaining: 1, missing: [] };

/**
 * The rules of one pack on one day. It holds scratch memory for the person at hand: one call at a time, which is what a thread does anyway.
 */
export class Program {
  readonly pack: Pack;
  readonly setting: Setting;
  readonly rulebook: Rulebook;
  readonly settler: Settler;
  private readonly compiled: CompiledPack;
  private values: Float64Array;
  /** Holds the person's values where something has to be written over them. */
  private readonly ownValues: Float64Array;
  private readonly env: Environment;
  private readonly expiries: readonly { readonly status: number; readonly date: number; readonly becomes: number }[];
  private readonly factOrder: readonly number[];
  private readonly claim: ClaimOfPerson;
  /** The benefits to decide, by those named and by whom the facts describe. */
  private readonly selections = new Map<string, (readonly number[])[]>();
  private readonly selectionsOfAll: (readonly number[])[] = [];
  private readonly lines: readonly BenefitLine[];
  /** In whose document a clause stands: what a pack takes from another is quoted from there. */
  private readonly packOfClause: ReadonlyMap<string, string>;
  private traces: (Because | undefined)[] = [];
  private decoded: (FactValue | null | undefined)[] = [];

  constructor(pack: Pack, rulebook: Rulebook, setting: Setting) {
    this.pack = pack;
    this.compiled = pack.compiled;
    this.rulebook = rulebook;
    this.setting = setting;
    const { vocabulary } = this.compiled;
    const { diagram } = rulebook;
    const index = factIndex(vocabulary);
    this.settler = new Settler(diagram, (variable) => evaluate((diagram.variables[variable] as Variable).ir, this.env));
    this.ownValues = new Float64Array(vocabulary.facts.length + diagram.unsetParameters.length).fill(Number.NaN);
    this.values = this.ownValues;
    const unsetColumns = new Map(diagram.unsetParameters.map((name, i) => [name, vocabulary.facts.length + i]));
    this.env = {
      fact: (fact) => this.values[fact] as number,
      param: (name) => {
        const column = unsetColumns.get(name);
        return column === undefined ? setting.param(name) : (this.values[column] as number);
      },
      asOf: setting.asOf,
    };
    this.expiries = vocabulary.facts.flatMap((fact, status) =>
      fact.expiresWith ? [{ status, date: index.get(fact.expiresWith.fact) as number, becomes: fact.expiresWith.becomes }] : [],
    );
    const rank = (column: number) => (vocabulary.facts[column]?.sensitive ? 1e6 : 0) + column;
    this.factOrder = Array.from({ length: this.values.length }, (_, column) => rank(column));
    this.claim = new ClaimOfPerson(index);
    this.packOfClause = new Map(this.compiled.clauses.map(({ clause, pack: from }) => [clause, from]));
    this.lines = this.compiled.benefits.map((benefit, position) => {
      const root = rulebook.benefitRoots[position] as number;
      const isInForce = setting.inForce[position] === true;
      const rates = setting.rates[position] ?? [];
      const plain = shell(benefit, isInForce ? "ineligible" : "not_in_force");
      return { benefit, isInForce, root, joint: rulebook.joint.get(root), rates, plain, granted: this.grantedToAll(benefit, rates) };
    });
  }

  /** Decides the benefits of the pack for one subject, in the pack's order. Benefits of other subjects are left out. */
  decide(facts: Facts, options: DecideOptions = {}): Decision[] {
    const explain = options.explain === true;
    this.take(facts);
    const positions = this.selected(facts, options.benefits);
    const decisions: Decision[] = [];
    for (const position of positions) {
      const line = this.lines[position] as BenefitLine;
      decisions.push(explain ? this.decideOne(line, true) : this.decideQuickly(line));
    }
    return decisions;
  }

  /** The positions of the benefits that fit the subject of the facts, of those named. */
  selected({ describes: { employer, institution, others } }: Facts, benefits?: readonly string[]): readonly number[] {
    const subject = (employer ? 1 : 0) + (institution ? 2 : 0) + (others ? 4 : 0);
    const named = benefits === undefined ? this.selectionsOfAll : this.selectionsByBenefits(benefits);
    const known = named[subject];
    if (known) return known;
    // A person's and a household's benefits are decided unless only an employer or an institution is described.
    const isPersonal = others || (!employer && !institution);
    const subjects: Readonly<Record<Benefit["subject"], boolean>> = { person: isPersonal, household: isPersonal, employer, institution };
    const positions = this.compiled.benefits.flatMap((benefit, position) =>
      subjects[benefit.subject] && (!benefits || benefits.includes(benefit.key)) ? [position] : [],
    );
    return (named[subject] = positions);
  }

  private selectionsByBenefits(benefits: readonly string[]): (readonly number[])[] {
    const key = benefits.join();
    let selections = this.selections.get(key);
    if (selections) return selections;
    // Callers choose which benefits they name: a bound, or they could fill the memory.
    if (this.selections.size >= mostSelections) this.selections.clear();
    this.selections.set(key, (selections = []));
    return selections;
  }

  /** Loads a person's facts and applies expiry. Everything asked afterwards is about this person. */
  take(facts: Facts): void {
    this.values = facts.values;
    if (this.rulebook.diagram.unsetParameters.length > 0) this.own();
    for (const { status, date, becomes } of this.expiries) {
      if (!((facts.values[date] as number) < this.setting.asOf)) continue;
      if (this.values !== this.ownValues) this.own();
      this.values[status] = becomes;
    }
    this.settler.begin(this.values);
    this.claim.values = this.values;
    this.claim.written = facts.given;
    if (this.traces.length > 0) this.traces = [];
    if (this.decoded.length > 0) this.decoded = [];
  }

  /** Copies the values before something is written over them: the facts belong to the caller. */
  private own(): void {
    this.ownValues.set(this.values);
    this.values = this.ownValues;
  }

  /** The values of the person at hand by column, with fixed meanings applied; NaN where unknown. Valid until the next person. */
  knownValues(): ArrayLike<number> {
    return this.values;
  }

  /** How a root stands for the person at hand: exact, by the diagram. */
  settle(root: number): Standing {
    return this.settleRoot(root, this.rulebook.joint.get(root));
  }

  private settleRoot(root: number, joint: JointRoot | undefined): Standing {
    const { diagram } = this.rulebook;
    if (joint?.facts.some((fact) => Number.isNaN(this.values[fact]))) {
      if (this.values !== this.ownValues) this.own();
      const { outcome, missingFacts } = settleJointly(diagram, root, joint, this.compiled.vocabulary, this.settler, this.values, this.env);
      return { outcome, remaining: this.settler.restrict(root), missing: this.names(missingFacts) };
    }
    const remaining = this.settler.restrict(root);
    if (remaining === 0) return isFalse;
    if (remaining === 1) return isTrue;
    const facts: number[] = [];
    this.settler.eachAsked(remaining, (variable) => facts.push((diagram.variables[variable]?.facts ?? [])[0] as number));
    return { outcome: null, remaining, missing: this.names(facts) };
  }

  /** Most answers are the same for everybody who gets them; nothing has to be made for those. */
  private decideQuickly(line: BenefitLine): Decision {
    if (!line.isInForce) return line.plain;
    if (line.joint) return this.decideOne(line, false);
    const remaining = this.settler.restrict(line.root);
    if (remaining === 0) return line.plain;
    if (remaining !== 1) return this.decideOne(line, false);
    return line.granted ?? this.answer(line, isTrue);
  }

  private decideOne(line: BenefitLine, explain: boolean): Decision {
    if (!line.isInForce) return line.plain;
    const decision = this.answer(line, this.settleRoot(line.root, line.joint));
    if (explain) decision.because = line.benefit.conditions.map((condition) => (this.traces[condition] ??= this.trace(condition)));
    return decision;
  }

  private answer({ benefit, rates }: BenefitLine, { outcome, missing }: Standing): MutableDecision {
    const decision = shell(benefit, outcome === null ? "unknown" : outcome === 1 ? "eligible" : "ineligible");
    if (outcome === 0) return decision;
    const rate = rateFor(rates, this.env);
    if (rate) decision.amount = rate.amount;
    if (outcome === 1) {
      const fen = rate ? payableFen(benefit, rate, this.claim, this.env) : null;
      decision.payable = fen === null ? null : toYuan(fen);
    } else {
      decision.missing = missing;
    }
    if (benefit.refer && evaluate(benefit.refer.when, this.env) === 1) decision.refer = true;
    return decision;
  }

  /** The answer where neither the claim nor the person changes what an entitled person is told. */
  private grantedToAll(benefit: Benefit, rates: readonly Rate[]): Decision | null {
    const [rate, ...others] = rates;
    if (!rate || others.length > 0 || rate.line.when !== null || benefit.refer || !isSameForAll(benefit, rate)) return null;
    const decision = shell(benefit, "eligible");
    decision.amount = rate.amount;
    const fen = payableFen(benefit, rate, this.claim, this.env);
    decision.payable = fen === null ? null : toYuan(fen);
    return decision;
  }

  private trace(position: number): Because {
    const condition = this.compiled.conditions[position] as Condition;
    const because = this.traceOf(condition, this.rulebook.conditionRoots[position] as number);
    if (condition.soft) because.soft = true;
    const alternatives = this.rulebook.anyRoots[position] as readonly number[];
    if (alternatives.length > 0) because.any = condition.any.map((alternative, i) => this.traceOf(alternative, alternatives[i] as number));
    return because;
  }

  private traceOf(condition: Condition, root: number): { -readonly [K in keyof Because]: Because[K] } {
    const outcome = root === openRoot ? null : this.settle(root).outcome;
    const facts: Record<FactName, FactValue | null> = {};
    const index = factIndex(this.compiled.vocabulary);
    for (const name of condition.facts) facts[name] = this.valueOf(index.get(name) as number);
    return {
      condition: condition.text.zh,
      condition_en: condition.text.en,
      result: outcome === null ? null : outcome === 1,
      facts,
      source: `${this.packOfClause.get(condition.source) ?? this.compiled.id} ${condition.source}`,
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

/** A decision with what is the same for everybody. All decisions have one shape, whatever is in them: readers of many stay fast. */
function shell(benefit: Benefit, outcome: Outcome): MutableDecision {
  return {
    benefit: benefit.key,
    ref: benefit.ref ?? undefined,
    outcome,
    amount: undefined,
    payable: undefined,
    missing: undefined,
    refer: undefined,
    once_of: benefit.onceOf !== null && outcome !== "not_in_force" ? benefit.onceOf : undefined,
    because: undefined,
  };
}

/** The claim of the person at hand. */
class ClaimOfPerson extends Claim {
  written: Uint8Array = new Uint8Array();
  values: Float64Array = new Float64Array();

  protected given(column: number): number | null {
    return this.written[column] === 1 ? (this.values[column] as number) : null;
  }

  protected known(column: number): number {
    return this.values[column] as number;
  }
}
