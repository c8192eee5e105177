import type { Diagram } from "./diagram.ts";
import { classCount, classOf, type Variable } from "./variable.ts";

/** The class of a variable whose value is not known. */
export const UNKNOWN = -1;
/** The class of a variable that has not been looked at yet. */
const UNREAD = -2;

/**
 * Restricts the nodes of a diagram by what is known, and keeps the results reduced: what remains of a node is 0 (false), 1 (true), or a smaller
 * diagram that asks exactly those unknown variables that can still change the outcome. All roots of one person share the work.
 * It holds scratch memory, so one settler works on one person at a time.
 */
export class Settler {
  /** The class of each variable, or {@link UNKNOWN}; read when a node first asks for it. */
  readonly classes: Int16Array;
  /** The column of a variable that is a plain fact, -1 for others. */
  private readonly columns: Int32Array;
  /** The first cut of a variable whose cuts are neighbouring numbers, NaN for others: there a class is a subtraction. */
  private readonly firstCuts: Float64Array;
  /** The value of a variable that is no plain fact. */
  private readonly term: (variable: number) => number;
  private values: ArrayLike<number> = [];
  private readonly diagram: Diagram;
  private readonly words: number;
  private readonly counts: Int32Array;
  private readonly memo: Int32Array;
  private readonly memoRound: Int32Array;
  private round = 0;
  /** Remaining nodes, numbered from 2. */
  private remainingCount = 2;
  private remainingVariable = new Int32Array(256);
  private remainingChildrenAt = new Int32Array(256);
  private remainingChildren = new Int32Array(1024);
  private childrenEnd = 0;
  private support: Int32Array<ArrayBuffer>;
  private buckets = new Int32Array(1024);
  private bucketRound = new Int32Array(1024);
  private uniqueRound = 0;

  /** @param term the value of a variable that is no plain fact, for the person at hand; NaN where unknown */
  constructor(diagram: Diagram, term: (variable: number) => number) {
    this.diagram = diagram;
    this.term = term;
    this.columns = Int32Array.from(diagram.variables, ({ ir }) => (ir.op === "fact" ? ir.fact : -1));
    this.firstCuts = Float64Array.from(diagram.variables, ({ cuts }) =>
      cuts.every((cut, i) => cut === (cuts[0] as number) + i) ? (cuts[0] ?? Number.NaN) : Number.NaN,
    );
    this.classes = new Int16Array(diagram.variables.length).fill(UNKNOWN);
    this.words = Math.max(1, (diagram.variables.length + 31) >> 5);
    this.counts = Int32Array.from(diagram.variables, classCount);
    this.memo = new Int32Array(diagram.table.length);
    this.memoRound = new Int32Array(diagram.table.length);
    this.support = new Int32Array(256 * this.words);
  }

  /** Forgets the last person and takes the values of another: a number per column, NaN where unknown. */
  begin(values: ArrayLike<number>): void {
    this.values = values;
    this.classes.fill(UNREAD);
    this.remainingCount = 2;
    this.childrenEnd = 0;
    this.uniqueRound++;
    this.round++;
  }

  /** Call after changing {@link classes} while results of other classes are still to be compared. */
  reclassify(): void {
    this.round++;
  }

  /** What remains of a node: 0, 1, or the number of a remaining node. Equal numbers mean the same function. */
  restrict(node: number): number {
    const { table } = this.diagram;
    const { classes } = this;
    let at = node;
    while (at > 1) {
      const asked = table[at] as number;
      let known = classes[asked] as number;
      if (known === UNREAD) classes[asked] = known = this.read(asked);
      if (known === UNKNOWN) return this.restrictUnknown(at);
      at = table[at + 1 + known] as number;
    }
    return at;
  }

  /** The class of a variable for the person at hand. */
  private read(variable: number): number {
    const column = this.columns[variable] as number;
    const value = column >= 0 ? (this.values[column] as number) : this.term(variable);
    const reached = value - (this.firstCuts[variable] as number) + 1;
    if (reached <= 0) return 0;
    const last = (this.counts[variable] as number) - 1;
    if (reached > 0) return (reached < last ? reached : last) | 0;
    return Number.isNaN(value) ? UNKNOWN : classOf(this.diagram.variables[variable] as Variable, value);
  }

  /** What remains of a node whose variable is not known. */
  private restrictUnknown(node: number): number {
    if (this.memoRound[node] === this.round) return this.memo[node] as number;
    const { table } = this.diagram;
    const variable = table[node] as number;
    const count = this.counts[variable] as number;
    const first = this.restrict(table[node + 1] as number);
    let isSame = true;
    const results: number[] = [first];
    for (let i = 1; i < count; i++) {
      const result = this.restrict(table[node + 1 + i] as number);
      if (result !== first) isSame = false;
      results.push(result);
    }
    const result = isSame ? first : this.remaining(variable, results);
    this.memo[node] = result;
    this.memoRound[node] = this.round;
    return result;
  }

  /** Whether what remains of a node still asks a variable. */
  asks(remaining: number, variable: number): boolean {
    if (remaining < 2) return false;
    return (((this.support[remaining * this.words + (variable >> 5)] as number) >>> (variable & 31)) & 1) === 1;
  }

  /** Calls `visit` for every variable that a remaining node asks. */
  eachAsked(remaining: number, visit: (variable: number) => void): void {
    if (remaining < 2) return;
    for (let word = 0; word < this.words; word++) {
      let bits = this.support[remaining * this.words + word] as number;
      while (bits !== 0) {
        const bit = 31 - Math.clz32(bits & -bits);
        visit(word * 32 + bit);
        bits &= bits - 1;
      }
    }
  }

  /** The variable that a remaining node asks first, and what follows from each class. */
  variableOfRemaining(remaining: number): number {
    return this.remainingVariable[remaining] as number;
  }

  childrenOfRemaining(remaining: number): number {
    return this.counts[this.remainingVariable[remaining] as number] as number;
  }

  childOfRemaining(remaining: number, position: number): number {
    return this.remainingChildren[(this.remainingChildrenAt[remaining] as number) + position] as number;
  }

  private remaining(variable: number, results: readonly number[]): number {
    let hash = variable + 1;
    for (const result of results) hash = (Math.imul(hash, 31) + result) | 0;
    const mask = this.buckets.length - 1;
    let bucket = (hash ^ (hash >>> 15)) & mask;
    while (this.bucketRound[bucket] === this.uniqueRound) {
      const candidate = this.buckets[bucket] as number;
      if (this.isSame(candidate, variable, results)) return candidate;
      bucket = (bucket + 1) & mask;
    }
    const id = this.add(variable, results);
    this.buckets[bucket] = id;
    this.bucketRound[bucket] = this.uniqueRound;
    if (this.remainingCount * 2 > this.buckets.length) this.rehash();
    return id;
  }

  private isSame(candidate: number, variable: number, results: readonly number[]): boolean {
    if (this.remainingVariable[candidate] !== variable) return false;
    const start = this.remainingChildrenAt[candidate] as number;
    for (let i = 0; i < results.length; i++) if (this.remainingChildren[start + i] !== results[i]) return false;
    return true;
  }

  private add(variable: number, results: readonly number[]): number {
    const id = this.remainingCount++;
    if (id >= this.remainingVariable.length) {
      this.remainingVariable = grown(this.remainingVariable);
      this.remainingChildrenAt = grown(this.remainingChildrenAt);
      this.support = grown(this.support);
    }
    while (this.childrenEnd + results.length > this.remainingChildren.length) this.remainingChildren = grown(this.remainingChildren);
    this.remainingVariable[id] = variable;
    this.remainingChildrenAt[id] = this.childrenEnd;
    for (let word = 0; word < this.words; word++) {
      let bits = variable >> 5 === word ? 1 << (variable & 31) : 0;
      for (const result of results) if (result > 1) bits |= this.support[result * this.words + word] as number;
      this.support[id * this.words + word] = bits;
    }
    for (const result of results) this.remainingChildren[this.childrenEnd++] = result;
    return id;
  }

  private rehash(): void {
    this.buckets = new Int32Array(this.buckets.length * 2);
    this.bucketRound = new Int32Array(this.buckets.length);
    const mask = this.buckets.length - 1;
    for (let id = 2; id < this.remainingCount; id++) {
      const start = this.remainingChildrenAt[id] as number;
      const variable = this.remainingVariable[id] as number;
      let hash = variable + 1;
      for (let i = 0; i < (this.counts[variable] as number); i++)
        hash = (Math.imul(hash, 31) + (this.remainingChildren[start + i] as number)) | 0;
      let bucket = (hash ^ (hash >>> 15)) & mask;
      while (this.bucketRound[bucket] === this.uniqueRound) bucket = (bucket + 1) & mask;
      this.buckets[bucket] = id;
      this.bucketRound[bucket] = this.uniqueRound;
    }
  }
}

function grown(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
