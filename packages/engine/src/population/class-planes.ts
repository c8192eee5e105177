import type { Fold } from "../diagram/builder.ts";
import { classCount, classOf, type Variable } from "../diagram/variable.ts";
import { evaluate } from "../evaluate.ts";
import type { Environment } from "../ir.ts";
import { valueAt, type KnownFact } from "./known-facts.ts";
import type { Sum, SumReader } from "./sum.ts";
import { thresholdsOf, type Thresholds } from "../diagram/thresholds.ts";

/** How many people are worked on at once: few enough that everything about them stays in the processor's cache. */
export const rowsAtOnce = 8192;
export const wordsAtOnce = rowsAtOnce / 32;

/**
 * The classes of one variable for up to {@link rowsAtOnce} people, a bit a person: a plane for each class, and one for those whose class is not known.
 */
export class ClassPlanes {
  readonly classes: readonly Int32Array[];
  readonly unknown: Int32Array;
  /** All planes one after the other: the unknown first. */
  private readonly all: Int32Array;
  private readonly variable: Variable;
  private readonly thresholds: Thresholds | null;
  private readonly isYesNo: boolean;
  private readonly sum: Sum | null;
  /** The limits, negative where the term falls while the fact grows. */
  private readonly limits: Float64Array;
  private byteStarts: Int32Array | null = null;

  constructor(variable: Variable, fold: Fold, sums: SumReader) {
    this.variable = variable;
    this.thresholds = thresholdsOf(variable, fold);
    this.isYesNo = this.thresholds !== null && !this.thresholds.descends && this.thresholds.limits.join() === "1";
    this.sum = sums.sumOf(variable.ir);
    const { limits = [], descends = false } = this.thresholds ?? {};
    this.limits = Float64Array.from(limits, (limit) => (descends ? -limit : limit));
    const count = classCount(variable);
    this.all = new Int32Array((count + 1) * wordsAtOnce);
    const [unknown, ...classes] = Array.from({ length: count + 1 }, (_, i) => this.all.subarray(i * wordsAtOnce, (i + 1) * wordsAtOnce));
    this.unknown = unknown as Int32Array;
    this.classes = classes;
  }

  /**
   * Sorts people into the planes.
   * @param env reads the facts of the person whose row `at` names
   */
  fill(facts: readonly KnownFact[], env: Environment, at: { row: number }, from: number, to: number): void {
    this.all.fill(0);
    const { thresholds } = this;
    if (!thresholds) return this.fillByTerm(facts, env, at, from, to);
    const fact = facts[thresholds.fact] as KnownFact;
    const direct = thresholds.orFact === null ? null : (facts[thresholds.orFact] as KnownFact);
    if (fact.expiry || (direct && (direct.column || !Number.isNaN(direct.absent))))
      return this.fillOneByOne(thresholds, fact, direct, env.asOf, from, to);
    if (!fact.column) return this.fillAlike(thresholds, fact.absent, to - from);
    if (this.isYesNo && fact.column instanceof Int8Array && from % 4 === 0 && fact.column.byteOffset % 4 === 0)
      return this.fillYesNo(fact.column, fact.absent, from, to);
    return this.fillFromColumn(thresholds, fact, from, to);
  }

  /** Nobody's value was given: all are alike. */
  private fillAlike(thresholds: Thresholds, value: number, count: number): void {
    const plane = Number.isNaN(value) ? this.unknown : this.classes[classIn(thresholds, value)];
    plane?.fill(-1, 0, (count + 31) >> 5);
  }

  /** Yes and no as 1 and 0, four people an operation: a product gathers one bit of each byte in the highest byte. */
  private fillYesNo(column: Int8Array, absent: number, from: number, to: number): void {
    const fours = new Int32Array(column.buffer, column.byteOffset + from, (to - from) >> 2);
    const [no, yes] = this.classes as [Int32Array, Int32Array];
    const { unknown } = this;
    for (let four = 0; four < fours.length; four++) {
      const bytes = fours[four] as number;
      const word = four >> 3;
      const shift = (four & 7) * 4;
      yes[word] = (yes[word] as number) | (((Math.imul(bytes & 0x01010101, 0x01020408) >>> 24) & 15) << shift);
      unknown[word] = (unknown[word] as number) | (((Math.imul((bytes >>> 7) & 0x01010101, 0x01020408) >>> 24) & 15) << shift);
    }
    for (let row = from + fours.length * 4; row < to; row++) {
      const value = column[row] as number;
      if (value !== 0) this.put(value === 1 ? 1 : -1, row - from);
    }
    const words = (to - from + 31) >> 5;
    for (let word = 0; word < words; word++) no[word] = ~((yes[word] as number) | (unknown[word] as number));
    if (!Number.isNaN(absent)) this.takeFor(absent >= 1 ? 1 : 0, words);
  }

  /** Who is not known counts as a class. */
  private takeFor(position: number, words: number): void {
    const plane = this.classes[position] as Int32Array;
    for (let word = 0; word < words; word++) plane[word] = (plane[word] as number) | (this.unknown[word] as number);
    this.unknown.fill(0);
  }

  /** One look at each value: its class is how many limits it has reached. */
  private fillFromColumn(thresholds: Thresholds, { column, unknown, absent }: KnownFact, from: number, to: number): void {
    if (column instanceof Int8Array) sortBytes(column, this.startsOfBytes(thresholds, unknown), this.all, from, to);
    else if (column) sortNumbers(column, unknown, this.limits, thresholds.descends ? -1 : 1, this.all, from, to);
    if (!Number.isNaN(absent)) this.takeFor(classIn(thresholds, absent), (to - from + 31) >> 5);
  }

  /** Where the plane of each value that a byte can hold begins. */
  private startsOfBytes(thresholds: Thresholds, unknown: number): Int32Array {
    this.byteStarts ??= Int32Array.from({ length: 256 }, (_, at) =>
      at - 128 === unknown ? 0 : (classIn(thresholds, at - 128) + 1) * wordsAtOnce,
    );
    return this.byteStarts;
  }

  private fillOneByOne(thresholds: Thresholds, fact: KnownFact, direct: KnownFact | null, asOf: number, from: number, to: number): void {
    for (let row = from; row < to; row++) {
      const given = direct ? valueAt(direct, row, asOf) : Number.NaN;
      if (!Number.isNaN(given)) this.put(classOf(this.variable, given), row - from);
      else {
        const value = valueAt(fact, row, asOf);
        this.put(Number.isNaN(value) ? -1 : classIn(thresholds, value), row - from);
      }
    }
  }

  private fillByTerm(facts: readonly KnownFact[], env: Environment, at: { row: number }, from: number, to: number): void {
    const { sum, variable } = this;
    for (let row = from; row < to; row++) {
      at.row = row;
      const value = sum ? valueOfSum(sum, facts, row, env.asOf) : evaluate(variable.ir, env);
      this.put(Number.isNaN(value) ? -1 : classOf(variable, value), row - from);
    }
  }

  private put(position: number, at: number): void {
    const plane = position < 0 ? this.unknown : (this.classes[position] as Int32Array);
    const word = at >> 5;
    plane[word] = (plane[word] as number) | (1 << (at & 31));
  }
}

/** The class of a known value of the fact itself. */
function classIn({ limits, descends }: Pick<Thresholds, "limits" | "descends">, value: number): number {
  const { length } = limits;
  let reached = 0;
  if (descends) while (reached < length && value <= (limits[reached] as number)) reached++;
  else while (reached < length && value >= (limits[reached] as number)) reached++;
  return reached;
}

/** Marks people in the planes that their bytes belong to. */
function sortBytes(column: Int8Array, starts: Int32Array, into: Int32Array, from: number, to: number): void {
  for (let row = from; row < to; row++) {
    const at = (starts[(column[row] as number) + 128] as number) + ((row - from) >> 5);
    into[at] = (into[at] as number) | (1 << ((row - from) & 31));
  }
}

/**
 * Marks people in the planes that their values belong to: the first plane where nothing is known, then one for each class.
 * @param limits each times `sign`, rising
 */
function sortNumbers(
  column: Int32Array | Float64Array,
  unknown: number,
  limits: Float64Array,
  sign: number,
  into: Int32Array,
  from: number,
  to: number,
): void {
  for (let row = from; row < to; row++) {
    const value = column[row] as number;
    let reached = 0;
    // In decimals what is not known is no number.
    if (value === value && value !== unknown) {
      reached = 1;
      const signed = value * sign;
      for (let i = 0; i < limits.length; i++) reached += Number(signed >= (limits[i] as number));
    }
    const at = reached * wordsAtOnce + ((row - from) >> 5);
    into[at] = (into[at] as number) | (1 << ((row - from) & 31));
  }
}

function valueOfSum({ constant, parts }: Sum, facts: readonly KnownFact[], row: number, asOf: number): number {
  let sum = constant;
  for (const { fact, times } of parts) sum += times * (fact < facts.length ? valueAt(facts[fact] as KnownFact, row, asOf) : Number.NaN);
  return sum;
}
