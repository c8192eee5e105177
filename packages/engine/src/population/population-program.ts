import { isSameForAll, payableFen, rateFor, type Rate } from "../amount.ts";
import { Claim } from "../claim.ts";
import type { Benefit } from "../compiled-pack.ts";
import type { Facts, MissingMode } from "../facts.ts";
import type { Variable } from "../diagram/variable.ts";
import type { Environment } from "../ir.ts";
import type { Program } from "../program.ts";
import { factIndex, type FactName } from "../vocabulary.ts";
import { BitProgram, variablesOf, type Bits } from "./bit-program.ts";
import { ClassPlanes, rowsAtOnce } from "./class-planes.ts";
import { givenAt, knownFacts, valueAt, type KnownFact } from "./known-facts.ts";
import type { People } from "./people.ts";
import { SumReader } from "./sum.ts";
import { planOf, type Plan, type PlanLine, type Signal } from "./plan.ts";

/** An outcome as a number in a column. */
export const outcomeCode = { ineligible: 0, eligible: 1, unknown: 2, not_in_force: 3 } as const;

/** No condition stands in the way: the deciding condition of who is eligible, and of what is not in force. */
export const noCondition = 255;

/** What is decided about one benefit for the people of a part: one entry a person, valid until the next part. */
export type BenefitColumns = {
  readonly benefit: Benefit;
  /** {@link outcomeCode} */
  readonly outcome: Uint8Array;
  /** Fen; NaN where nothing is payable, an officer must set it, or something is not known. */
  readonly payableFen: Float64Array;
  /**
   * The place among the benefit's conditions of the first that refuses, or of the first that is open; the number of conditions where none does so alone (the person has
   * died, another benefit prevails, conditions contradict each other); {@link noCondition} where nothing stands in the way.
   */
  readonly deciding: Uint8Array;
};

/** The people from row `from` to before row `to`, decided. */
export type Part = { readonly from: number; readonly to: number; readonly benefits: readonly BenefitColumns[] };

export type PopulationOptions = {
  /** Keys of the benefits to decide; all where left out. */
  readonly benefits?: readonly string[];
  /** Whether an absent fact is unknown (default) or has the value that complete data gives it. */
  readonly missing?: MissingMode;
};

/**
 * The rules of one pack on one day for whole populations: three-valued and exact like {@link Program}, but on columns, thirty-two people an operation.
 * It holds scratch memory: one call at a time. It runs wherever JavaScript does, in a browser's worker too, and generates no code.
 */
export class PopulationProgram {
  private readonly program: Program;
  private readonly plan: Plan;
  private readonly missing: MissingMode;
  private readonly planes: ReadonlyMap<number, ClassPlanes>;
  private readonly bits: BitProgram;
  private readonly lines: readonly Line[];
  /** Roots whose variables read facts together: where they are open they are looked at person by person. */
  private readonly joint: readonly JointBits[];

  constructor(program: Program, options: PopulationOptions = {}) {
    const { compiled } = program.pack;
    const { benefits: keys } = options;
    const positions = compiled.benefits.flatMap((benefit, position) => (!keys || keys.includes(benefit.key) ? [position] : []));
    this.program = program;
    this.missing = options.missing ?? "unknown";
    this.plan = planOf(program, { positions, together: "left open" });
    const { diagram } = program.rulebook;
    const sums = new SumReader(program.setting, compiled.vocabulary.facts.length, diagram);
    this.planes = new Map(
      [...variablesOf(this.plan, diagram.variables)].map(([position, variable]) => [
        position,
        new ClassPlanes(variable, program.setting, sums),
      ]),
    );
    this.bits = new BitProgram(this.plan, this.planes);
    this.lines = this.plan.lines.map((line) => new Line(line, program, this.bits));
    this.joint = this.jointRoots();
  }

  /**
   * Decides people part by part.
   * @returns each part in turn; its columns are used again for the next
   */
  *decide(people: People): Generator<Part> {
    const { compiled } = this.program.pack;
    const facts = knownFacts(compiled.vocabulary, people, this.missing);
    const reader = new RowReader(facts, this.program, factIndex(compiled.vocabulary));
    for (let from = 0; from < people.count; from += rowsAtOnce) {
      const to = Math.min(from + rowsAtOnce, people.count);
      const words = (to - from + 31) >> 5;
      for (const planes of this.planes.values()) planes.fill(facts, reader.env, reader, from, to);
      this.bits.run(words);
      this.settleJointly(reader, from, to);
      for (const line of this.lines) line.write(reader, from, to);
      yield { from, to, benefits: this.lines.map((line) => line.columns(to - from)) };
    }
  }

  private jointRoots(): readonly JointBits[] {
    const { rulebook, pack } = this.program;
    const roots = new Map<number, Signal>();
    for (const { position, root, conditions } of this.plan.lines) {
      if (root !== null) roots.set(rulebook.benefitRoots[position] as number, root);
      conditions.forEach((signal, i) => {
        const condition = pack.benefits[position]?.conditions[i] as number;
        if (signal !== null) roots.set(rulebook.conditionRoots[condition] as number, signal);
      });
    }
    return [...roots].flatMap(([root, signal]) => {
      const joint = rulebook.joint.get(root);
      if (!joint) return [];
      const read = new Set(joint.variables.flatMap((variable) => factsOf(rulebook.diagram.variables[variable] as Variable)));
      return [{ root, together: joint.facts, read: [...read], bits: this.bits.bitsOf(signal), known: new Map() }];
    });
  }

  /** Facts that are compared with each other: where some are unknown and the bits leave it open, the exact answer for that person. */
  private settleJointly(reader: RowReader, from: number, to: number): void {
    for (const joint of this.joint) {
      const { yes, no } = joint.bits;
      for (let row = from; row < to; row++) {
        const word = (row - from) >> 5;
        const bit = 1 << (row & 31);
        if ((((yes[word] as number) | (no[word] as number)) & bit) !== 0) continue;
        reader.row = row;
        const outcome = this.settleOne(joint, reader);
        if (outcome === 1) yes[word] = (yes[word] as number) | bit;
        if (outcome === 0) no[word] = (no[word] as number) | bit;
      }
    }
  }

  private settleOne({ root, together, read, known }: JointBits, reader: RowReader): 0 | 1 | null {
    if (together.every((fact) => !Number.isNaN(reader.env.fact(fact)))) return null;
    const key = read.map((fact) => reader.env.fact(fact)).join();
    const settled = known.get(key);
    if (settled !== undefined) return settled;
    this.program.take(reader.only(read));
    const { outcome } = this.program.settle(root);
    if (known.size >= mostKnown) known.clear();
    known.set(key, outcome);
    return outcome;
  }
}

/** How many answers about facts that are compared with each other are kept: most people have the same few. */
const mostKnown = 10_000;

type JointBits = {
  readonly root: number;
  /** The facts that are compared with each other. */
  readonly together: readonly number[];
  /** Every fact that the root reads. */
  readonly read: readonly number[];
  readonly bits: Bits;
  /** Answers by the values of what the root reads. */
  readonly known: Map<string, 0 | 1 | null>;
};

/** The facts that a variable reads, with the one that may stand for its term. */
function factsOf({ facts, ir }: Variable): readonly number[] {
  return "orFact" in ir && ir.orFact !== undefined ? [...facts, ir.orFact] : facts;
}

/** Reads one person after the other out of columns, without an object for each. */
class RowReader extends Claim {
  row = 0;
  readonly env: Environment;
  private readonly columns: readonly KnownFact[];
  private readonly one: Facts;

  constructor(columns: readonly KnownFact[], { setting }: Program, index: ReadonlyMap<FactName, number>) {
    super(index);
    this.columns = columns;
    this.one = {
      values: new Float64Array(columns.length),
      given: new Uint8Array(columns.length),
      describes: { employer: true, institution: true, others: true },
    };
    this.env = {
      fact: (fact) => (fact < columns.length ? valueAt(columns[fact] as KnownFact, this.row, setting.asOf) : Number.NaN),
      param: setting.param,
      asOf: setting.asOf,
    };
  }

  /** Some facts of the person at hand, by themselves; valid until the next call. */
  only(columns: readonly number[]): Facts {
    this.one.values.fill(Number.NaN);
    for (const column of columns) this.one.values[column] = this.env.fact(column);
    return this.one;
  }

  protected given(column: number): number | null {
    return givenAt(this.columns[column] as KnownFact, this.row);
  }

  protected known(column: number): number {
    return this.env.fact(column);
  }
}

/** A nibble of bits as four bytes of 0 or 1. */
const spread = Uint32Array.from({ length: 16 }, (_, nibble) =>
  [0, 1, 2, 3].reduce((bytes, bit) => bytes + ((nibble >> bit) & 1) * 256 ** bit, 0),
);

/** The column of every benefit that nobody is paid. */
const nothingPaid = new Float64Array(rowsAtOnce).fill(Number.NaN);

/** One benefit: its bits, and the columns that they are written to. */
class Line {
  private readonly benefit: Benefit;
  private readonly root: Bits | null;
  /** Conditions that can decide: their places and bits. */
  private readonly conditions: readonly { readonly place: number; readonly bits: Bits }[];
  private readonly conditionCount: number;
  private readonly rates: readonly Rate[];
  /** What everybody who is eligible gets, NaN for nothing that is known; null where it depends on the person. */
  private readonly sameForAll: number | null;
  private readonly outcome = new Uint8Array(rowsAtOnce);
  private readonly deciding = new Uint8Array(rowsAtOnce);
  private readonly payable: Float64Array;
  /** Of thirty-two people at a time: who has a sum in the column. */
  private readonly paid = new Int32Array(rowsAtOnce / 32);
  private readonly outcomeWords = new Uint32Array(this.outcome.buffer);
  private readonly decidingWords = new Uint32Array(this.deciding.buffer);
  /** Of thirty-two people at a time: who is decided by a condition, and the place of that condition. */
  private readonly hits: Int32Array;
  private readonly places: Int32Array;

  constructor({ position, root, conditions }: PlanLine, program: Program, bits: BitProgram) {
    this.benefit = program.pack.benefits[position] as Benefit;
    this.root = root === null ? null : bits.bitsOf(root);
    this.conditions = conditions.flatMap((signal, place) => (signal === null ? [] : [{ place, bits: bits.bitsOf(signal) }]));
    this.conditionCount = conditions.length;
    this.hits = new Int32Array(this.conditions.length + 2);
    this.places = new Int32Array(this.conditions.length + 2);
    this.rates = program.setting.rates[position] ?? [];
    this.sameForAll = sameForAll(this.benefit, this.rates, program);
    this.payable = Number.isNaN(this.sameForAll) ? nothingPaid : new Float64Array(rowsAtOnce).fill(Number.NaN);
    if (this.root) return;
    this.outcome.fill(outcomeCode.not_in_force);
    this.deciding.fill(noCondition);
  }

  columns(count: number): BenefitColumns {
    return {
      benefit: this.benefit,
      outcome: this.outcome.subarray(0, count),
      payableFen: this.payable.subarray(0, count),
      deciding: this.deciding.subarray(0, count),
    };
  }

  write(reader: RowReader, from: number, to: number): void {
    if (!this.root) return;
    const words = (to - from + 31) >> 5;
    for (let word = 0; word < words; word++) this.writeWord(word, this.root.yes[word] as number, this.root.no[word] as number);
    this.writePayable(reader, from, to, this.root.yes);
  }

  /** Outcomes and deciding conditions of thirty-two people, four bytes at a time. */
  private writeWord(word: number, yes: number, no: number): void {
    const { conditions, hits, places } = this;
    const open = ~(yes | no);
    let undecided = ~yes;
    let count = 0;
    for (let i = 0; i < conditions.length && undecided !== 0; i++) {
      const { place, bits } = conditions[i] as Line["conditions"][number];
      // Who is refused is refused by a condition that is false; who is left open, by one that is not true.
      const hit = undecided & ((no & (bits.no[word] as number)) | (open & ~(bits.yes[word] as number)));
      undecided &= ~hit;
      if (hit === 0 || place === 0) continue;
      hits[count] = hit;
      places[count++] = place;
    }
    if (undecided !== 0 && this.conditionCount !== 0) {
      hits[count] = undecided;
      places[count++] = this.conditionCount;
    }
    if (yes !== 0) {
      hits[count] = yes;
      places[count++] = noCondition;
    }
    this.writeDeciding(word, count);
    this.writeOutcome(word, yes, open);
  }

  /** Where each of some people is decided. Most words of most benefits are refused by the first condition alone. */
  private writeDeciding(word: number, count: number): void {
    const { hits, places, decidingWords } = this;
    const at = word * 8;
    for (let nibble = 0; nibble < 8; nibble++) decidingWords[at + nibble] = 0;
    for (let i = 0; i < count; i++) {
      const hit = hits[i] as number;
      const place = places[i] as number;
      for (let nibble = 0; nibble < 8; nibble++)
        decidingWords[at + nibble] = (decidingWords[at + nibble] as number) + (spread[(hit >>> (nibble * 4)) & 15] as number) * place;
    }
  }

  private writeOutcome(word: number, yes: number, open: number): void {
    const { outcomeWords } = this;
    const at = word * 8;
    if ((yes | open) === 0) {
      for (let nibble = 0; nibble < 8; nibble++) outcomeWords[at + nibble] = 0;
      return;
    }
    for (let nibble = 0; nibble < 8; nibble++) {
      const shift = nibble * 4;
      outcomeWords[at + nibble] =
        (spread[(yes >>> shift) & 15] as number) + (spread[(open >>> shift) & 15] as number) * outcomeCode.unknown;
    }
  }

  private writePayable(reader: RowReader, from: number, to: number, paid: Int32Array): void {
    const { sameForAll } = this;
    // Columns of a benefit that nobody is paid stay as they are.
    if (sameForAll !== null && Number.isNaN(sameForAll)) return;
    const words = (to - from + 31) >> 5;
    for (let word = 0; word < words; word++) {
      const last = word === words - 1 ? (to - from) & 31 : 0;
      const yes = (paid[word] as number) & (last === 0 ? -1 : (1 << last) - 1);
      const before = this.paid[word] as number;
      this.paid[word] = yes;
      // What is the same for all stands there already for whoever was paid in the part before.
      for (let left = before & ~yes; left !== 0; left &= left - 1) this.payable[word * 32 + lowest(left)] = Number.NaN;
      for (let left = sameForAll === null ? yes : yes & ~before; left !== 0; left &= left - 1) {
        const at = word * 32 + lowest(left);
        this.payable[at] = sameForAll ?? this.sumFor(reader, from + at);
      }
    }
  }

  private sumFor(reader: RowReader, row: number): number {
    reader.row = row;
    const rate = rateFor(this.rates, reader.env);
    return (rate ? payableFen(this.benefit, rate, reader, reader.env) : null) ?? Number.NaN;
  }
}

/** The place of the lowest bit that is set. */
function lowest(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}

function sameForAll(benefit: Benefit, rates: readonly Rate[], { setting }: Program): number | null {
  const [rate, ...others] = rates;
  if (!rate) return Number.NaN;
  if (others.length > 0 || rate.line.when !== null || !isSameForAll(benefit, rate)) return null;
  const env: Environment = { fact: () => Number.NaN, param: setting.param, asOf: setting.asOf };
  return payableFen(benefit, rate, new NoClaim(new Map()), env) ?? Number.NaN;
}

/** The claim of nobody: nothing is written. */
class NoClaim extends Claim {
  protected given(): null {
    return null;
  }

  protected known(): number {
    return 0;
  }
}
