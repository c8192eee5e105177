import { decode, type FactValue } from "../facts.ts";
import type { Program } from "../program.ts";
import type { FactName } from "../vocabulary.ts";
import type { Nodes } from "../diagram/nodes.ts";
import type { Variable } from "../diagram/variable.ts";

/** One way through a diagram to "true": a class for each variable on the way, or null where there is none. */
export function pathToTrue(nodes: Nodes, root: number): ReadonlyMap<number, number> | null {
  const classes = new Map<number, number>();
  let at = root;
  while (at > 1) {
    const children = nodes.childrenOf(at);
    // In a reduced diagram every node but 0 leads to 1.
    const position = children.findIndex((child) => child !== 0);
    classes.set(nodes.variableOf(at), position);
    at = children[position] ?? 0;
  }
  return at === 1 ? classes : null;
}

/** An example person for a path: facts that a variable reads plainly, with a value of the class. */
export function exampleFacts(
  path: ReadonlyMap<number, number>,
  variables: readonly Variable[],
  program: Program,
): Readonly<Record<FactName, FactValue | null>> {
  const { facts } = program.pack.compiled.vocabulary;
  const example: Record<FactName, FactValue | null> = {};
  for (const [position, classNumber] of path) {
    const variable = variables[position];
    if (!variable) continue;
    const value = classNumber === 0 ? (variable.cuts[0] ?? 0) - 1 : (variable.cuts[classNumber - 1] ?? 0);
    if (variable.ir.op === "fact") {
      const fact = facts[variable.ir.fact];
      if (fact) example[fact.name] = decode(fact, value);
    } else if (variable.ir.op === "years" && variable.ir.orFact !== undefined) {
      example[facts[variable.ir.orFact]?.name ?? "age"] = value;
    }
  }
  return example;
}
