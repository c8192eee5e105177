import type { Fold } from "../diagram/builder.ts";
import { classCount, classOf, type Variable } from "../diagram/variable.ts";
import { evaluate } from "../evaluate.ts";
import type { Environment } from "../ir.ts";
import { valueAt, type KnownFact } from "./known-facts.ts";
import type { Column } from "./people.ts";
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
  readonly unknown = new Int32Array(wordsAtOnce);
  private readonly variable: Variable;
  private readonly thresholds: Thresholds | null;
  private readonly isYesNo: boolean;
  private readonly sum: Sum | null;

  constructor(variable: Variable, fold: Fold, sums: SumReader) {
    this.variable = variable;
    this.thresholds = thresholdsOf(variable, fold);
    this.isYesNo = this.thresholds !== null && !this.thresholds.descends && this.thresholds.limits.join() === "1";
    this.sum = sums.sumOf(variable.ir);
    this.classes = Array.from({ length: classCount(variable) }, () => new Int32Array(wordsAtOnce));
  }

  /**
   * Sorts people into the planes.
   * @param env reads the facts of the person whose row `at` names
   */
  fill(facts: readonly KnownFact[], env: Environment, at: { row: number }, from: number, to: number): void {
    this.unknown.fill(0);
    for (const plane of this.classes) plane.fill(0);
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

  /** One pass over the column for each limit: whoever has reached it, less whoever has reached the next. */
  private fillFromColumn({ limits, descends }: Thresholds, { column, unknown, absent }: KnownFact, from: number, to: number): void {
    if (!column) return;
    const { classes, unknown: isUnknown } = this;
    const words = (to - from + 31) >> 5;
    markUnknown(column, unknown, isUnknown, from, to);
    limits.forEach((limit, i) => markReached(column, limit, descends, classes[i + 1] as Int32Array, from, to));
    for (let word = 0; word < words; word++) {
      let lower = ~(isUnknown[word] as number);
      for (let position = 0; position < classes.length; position++) {
        const above = position + 1 < classes.length ? ((classes[position + 1] as Int32Array)[word] as number) : 0;
        (classes[position] as Int32Array)[word] = lower & ~above;
        lower &= above;
      }
    }
    if (!Number.isNaN(absent)) this.takeFor(classIn({ limits, descends }, absent), words);
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

function markUnknown(column: Column, unknown: number, into: Int32Array, from: number, to: number): void {
  const isDecimal = Number.isNaN(unknown);
  for (let word = 0, row = from; row < to; word++) {
    const end = Math.min(row + 32, to);
    let bits = 0;
    for (let bit = 0; row < end; bit++, row++) {
      const value = column[row] as number;
      bits |= (isDecimal ? Number(value !== value) : Number(value === unknown)) << bit;
    }
    into[word] = bits;
  }
}

function markReached(column: Column, limit: number, descends: boolean, into: Int32Array, from: number, to: number): void {
  for (let word = 0, row = from; row < to; word++) {
    const end = Math.min(row + 32, to);
    let bits = 0;
    if (descends) for (let bit = 0; row < end; bit++, row++) bits |= Number((column[row] as number) <= limit) << bit;
    else for (let bit = 0; row < end; bit++, row++) bits |= Number((column[row] as number) >= limit) << bit;
    into[word] = bits;
  }
}

function valueOfSum({ constant, parts }: Sum, facts: readonly KnownFact[], row: number, asOf: number): number {
  let sum = constant;
  for (const { fact, times } of parts) sum += times * (fact < facts.length ? valueAt(facts[fact] as KnownFact, row, asOf) : Number.NaN);
  return sum;
}
