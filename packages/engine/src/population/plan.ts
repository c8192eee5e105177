import type { Condition } from "../compiled-pack.ts";
import { childrenOf, Implications, type Diagram } from "../diagram/diagram.ts";
import { classCount, type Variable } from "../diagram/variable.ts";
import type { Program } from "../program.ts";
import { openRoot } from "../rulebook.ts";
import { JointCases, type JointCase, type World } from "./joint-worlds.ts";

/** Where a value of a plan stands: 0 is false, 1 is true, from 2 on the steps in order. */
export type Signal = number;

/** Whether the value of a variable lies in some of its classes, in the world at hand or in an assumed one; unknown where the value is. */
export type Test = { readonly op: "test"; readonly variable: number; readonly classes: readonly number[]; readonly world: World | null };

/** Whether a fact is known; itself never unknown. */
type Known = { readonly op: "known"; readonly fact: number; readonly isKnown: boolean };

/** Unknown of everybody. */
type Open = { readonly op: "open" };

/** Three-valued: a false settles `and`, a true settles `or`, whatever else is unknown. */
export type Gate = { readonly op: "and" | "or"; readonly of: readonly Signal[] };

export type Step = Test | Known | Open | Gate;

/** One benefit of a plan. */
export type PlanLine = {
  /** The benefit's place in the pack. */
  readonly position: number;
  /** True is eligible; null where the benefit is not in force. */
  readonly root: Signal | null;
  /** One for each condition of the benefit, in order; null for one that never decides. */
  readonly conditions: readonly (Signal | null)[];
};

/**
 * The diagrams of a pack as a straight line of three-valued steps, each after those that it reads: what is worked off for a whole population at once, on
 * columns of bits or in SQL.
 */
export type Plan = { readonly steps: readonly Step[]; readonly lines: readonly PlanLine[] };

export type PlanOptions = {
  /** The benefits to plan for, by their places in the pack; all where left out. */
  readonly positions?: readonly number[];
  /**
   * What is done about facts that are compared with each other. `cases` writes down every case of what is known of them: exact for everybody. `left open` leaves it to the
   * caller: a step that reads them says yes or no only where that is so, but may leave open what is settled.
   */
  readonly together: "cases" | "left open";
};

/** Throws `TooManyTogether` where cases are asked for and cannot be written down. */
export function planOf(program: Program, { positions, together }: PlanOptions): Plan {
  const { rulebook, setting } = program;
  const steps = new Steps(rulebook.diagram);
  const { benefits, conditions } = program.pack.compiled;
  const cases = new JointCases(program);
  const signalOf = (root: number): Signal => {
    const joint = together === "cases" ? rulebook.joint.get(root) : undefined;
    return joint ? steps.inCases(root, cases.of(joint)) : steps.signalOf(root, null);
  };
  const lines = (positions ?? benefits.keys().toArray()).map((position): PlanLine => {
    if (setting.inForce[position] !== true) return { position, root: null, conditions: [] };
    return {
      position,
      root: signalOf(rulebook.benefitRoots[position] as number),
      conditions: (benefits[position]?.conditions ?? []).map((condition) => {
        const root = rulebook.conditionRoots[condition] as number;
        return decides(conditions[condition] as Condition, root) ? signalOf(root) : null;
      }),
    };
  });
  return { steps: steps.all, lines };
}

/** Whether a condition can be what an outcome rests on. */
function decides(condition: Condition, root: number): boolean {
  return !condition.soft && root !== openRoot;
}

export function isGate(step: Step): step is Gate {
  return step.op === "and" || step.op === "or";
}

/** Collects steps; the same step is kept once. */
class Steps {
  readonly all: Step[] = [];
  private readonly diagram: Diagram;
  private readonly kept = new Map<string, Signal>();
  private readonly byNode = new Map<World | null, Map<number, Signal>>();
  private readonly worlds = new Map<World, number>();
  private readonly implications: Implications;

  constructor(diagram: Diagram) {
    this.diagram = diagram;
    this.implications = new Implications(diagram);
  }

  /** The signal of a node of the diagram, in the world at hand (null) or in an assumed one. */
  signalOf(node: number, world: World | null): Signal {
    if (node < 2) return node;
    let known = this.byNode.get(world);
    if (!known) this.byNode.set(world, (known = new Map()));
    let signal = known.get(node);
    if (signal === undefined) known.set(node, (signal = this.ask(node, world)));
    return signal;
  }

  /** A root whose facts are compared with each other: in each case what all its worlds agree on. */
  inCases(root: number, cases: readonly JointCase[]): Signal {
    const ways = cases.map(({ missing, known, worlds }) => {
      const here = [...known.map((fact) => this.known(fact, true)), ...missing.map((fact) => this.known(fact, false))];
      const answers = missing.length === 0 ? [this.signalOf(root, null)] : worlds.map((world) => this.signalOf(root, world));
      const isPossible = this.gate("and", [this.keep("open", { op: "open" }), this.gate("or", answers)]);
      return this.gate("and", [...here, this.gate("or", [this.gate("and", answers), isPossible])]);
    });
    return this.gate("or", ways);
  }

  private known(fact: number, isKnown: boolean): Signal {
    return this.keep(`known ${fact} ${isKnown}`, { op: "known", fact, isKnown });
  }

  /** What a node asks: "the class is here and its child is true", for one class or another. */
  private ask(node: number, world: World | null): Signal {
    const variable = this.diagram.table[node] as number;
    const classesByChild = new Map<number, number[]>();
    childrenOf(this.diagram, node).forEach((child, position) => {
      const classes = classesByChild.get(child);
      if (classes) classes.push(position);
      else classesByChild.set(child, [position]);
    });
    const children = [...classesByChild].map(([child, classes]) => ({ child, classes, signal: this.signalOf(child, world) }));
    const width = (child: number) => children.filter((other) => this.implications.holds(other.child, child)).length;
    const stairs = children.toSorted((a, b) => width(a.child) - width(b.child));
    const isStair = stairs.every(
      ({ child }, i) => i === 0 || this.implications.holds((stairs[i - 1] as (typeof stairs)[number]).child, child),
    );
    if (isStair) {
      // Each child is true wherever the one before is: whoever is at it or beyond needs it, and what the first says holds for everybody.
      const ways = stairs.map(({ signal }, i) => {
        const classes = stairs.slice(i).flatMap((child) => child.classes);
        return this.gate("and", [this.test(variable, classes, world), signal]);
      });
      return this.gate("or", ways);
    }
    // Where the class is unknown, it is what all children agree on.
    const ways = children.map(({ classes, signal }) => this.gate("and", [this.test(variable, classes, world), signal]));
    const agreed = this.gate(
      "and",
      children.map(({ signal }) => signal),
    );
    return this.gate("or", [...ways, agreed]);
  }

  private test(position: number, classes: readonly number[], world: World | null): Signal {
    const variable = this.diagram.variables[position] as Variable;
    if (classes.length === classCount(variable)) return 1;
    const here = world && variable.facts.some((fact) => world.has(fact)) ? world : null;
    return this.keep(`${position}:${classes.toSorted((a, b) => a - b).join()} ${here ? this.worldKey(here) : ""}`, {
      op: "test",
      variable: position,
      classes,
      world: here,
    });
  }

  private worldKey(world: World): number {
    let key = this.worlds.get(world);
    if (key === undefined) this.worlds.set(world, (key = this.worlds.size));
    return key;
  }

  /** A gate in its simplest form. */
  private gate(op: Gate["op"], of: readonly Signal[]): Signal {
    const neutral = op === "and" ? 1 : 0;
    const decisive = 1 - neutral;
    if (of.includes(decisive)) return decisive;
    const parts = [...new Set(of)].filter((signal) => signal !== neutral && !this.isAbsorbed(op, signal, of)).sort((a, b) => a - b);
    if (parts.length < 2) return parts[0] ?? neutral;
    return this.keep(`${op} ${parts.join()}`, { op, of: parts });
  }

  /** `a or (a and b)` is `a`, unknown or not. */
  private isAbsorbed(op: Gate["op"], signal: Signal, among: readonly Signal[]): boolean {
    const step = this.all[signal - 2];
    return step !== undefined && isGate(step) && step.op !== op && step.of.some((part) => part !== signal && among.includes(part));
  }

  private keep(key: string, step: Step): Signal {
    let signal = this.kept.get(key);
    if (signal === undefined) {
      signal = this.all.push(step) + 1;
      this.kept.set(key, signal);
    }
    return signal;
  }
}
