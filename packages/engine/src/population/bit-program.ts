import type { Variable } from "../diagram/variable.ts";
import type { ClassPlanes } from "./class-planes.ts";
import { wordsAtOnce } from "./class-planes.ts";
import type { Gate, Plan, Signal, Test } from "./plan.ts";

/** Three-valued yes and no of many people: a bit in `yes` for true, in `no` for false, in neither for unknown. */
export type Bits = { readonly yes: Int32Array; readonly no: Int32Array };

/** The steps of a plan over planes of bits: thirty-two people an operation. */
export class BitProgram {
  private readonly steps: readonly ((words: number) => void)[];
  private readonly bits: readonly Bits[];

  /** @param planes the class planes of the variables that the plan tests */
  constructor(plan: Plan, planes: ReadonlyMap<number, ClassPlanes>) {
    const none = new Int32Array(wordsAtOnce);
    const all = new Int32Array(wordsAtOnce).fill(-1);
    const bits: Bits[] = [
      { yes: none, no: all },
      { yes: all, no: none },
    ];
    this.bits = bits;
    this.steps = plan.steps.flatMap((step) => {
      if (step.op === "known" || step.op === "open")
        throw new Error("Facts that are compared with each other are settled person by person.");
      const into = plainBits(step, planes) ?? { yes: new Int32Array(wordsAtOnce), no: new Int32Array(wordsAtOnce) };
      const work = step.op === "test" ? testWork(step, planes, into) : gateWork(step, bits, into);
      bits.push(into);
      return work ? [work] : [];
    });
  }

  /** Works off all steps for the people whose classes the planes hold. */
  run(words: number): void {
    for (const step of this.steps) step(words);
  }

  bitsOf(signal: Signal): Bits {
    return this.bits[signal] as Bits;
  }
}

/** A test that tells the two classes of a variable apart is those two planes as they are. */
function plainBits(step: Test | Gate, planes: ReadonlyMap<number, ClassPlanes>): Bits | null {
  if (step.op !== "test") return null;
  const { classes } = planes.get(step.variable) as ClassPlanes;
  const [yes, no] = step.classes[0] === 1 ? [classes[1], classes[0]] : [classes[0], classes[1]];
  return classes.length === 2 && yes && no ? { yes, no } : null;
}

function testWork(test: Test, planes: ReadonlyMap<number, ClassPlanes>, into: Bits): ((words: number) => void) | null {
  const { classes } = planes.get(test.variable) as ClassPlanes;
  if (classes.length === 2) return null;
  const inside = classes.filter((_, position) => test.classes.includes(position));
  const outside = classes.filter((_, position) => !test.classes.includes(position));
  return (words) => {
    unite(inside, into.yes, words);
    unite(outside, into.no, words);
  };
}

function gateWork({ op, of }: Gate, bits: readonly Bits[], into: Bits): (words: number) => void {
  const yes = of.map((signal) => (bits[signal] as Bits).yes);
  const no = of.map((signal) => (bits[signal] as Bits).no);
  if (op === "or") {
    return (words) => {
      unite(yes, into.yes, words);
      intersect(no, into.no, words);
    };
  }
  return (words) => {
    intersect(yes, into.yes, words);
    unite(no, into.no, words);
  };
}

function unite(planes: readonly Int32Array[], into: Int32Array, words: number): void {
  const [first, second] = planes as [Int32Array, Int32Array | undefined];
  if (!second) {
    into.set(first);
    return;
  }
  for (let i = 0; i < words; i++) into[i] = (first[i] as number) | (second[i] as number);
  for (let other = 2; other < planes.length; other++) {
    const plane = planes[other] as Int32Array;
    for (let i = 0; i < words; i++) into[i] = (into[i] as number) | (plane[i] as number);
  }
}

function intersect(planes: readonly Int32Array[], into: Int32Array, words: number): void {
  const [first, second] = planes as [Int32Array, Int32Array];
  for (let i = 0; i < words; i++) into[i] = (first[i] as number) & (second[i] as number);
  for (let other = 2; other < planes.length; other++) {
    const plane = planes[other] as Int32Array;
    for (let i = 0; i < words; i++) into[i] = (into[i] as number) & (plane[i] as number);
  }
}

/** The variables that a plan tests. */
export function variablesOf(plan: Plan, variables: readonly Variable[]): ReadonlyMap<number, Variable> {
  const tested = plan.steps.flatMap((step) => (step.op === "test" ? [step.variable] : []));
  return new Map([...new Set(tested)].map((position) => [position, variables[position] as Variable]));
}
