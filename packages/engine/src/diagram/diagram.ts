import type { Builder } from "./builder.ts";
import type { Variable } from "./variable.ts";

/**
 * A finished diagram: nodes in flat arrays, 0 is false and 1 is true. Node `n` asks variable `variableOf[n]`; its child for class `c` is
 * `children[childrenAt[n] + c]`.
 */
export type Diagram = {
  readonly variables: readonly Variable[];
  readonly unsetParameters: readonly string[];
  readonly variableOf: Int32Array;
  readonly childrenAt: Int32Array;
  readonly children: Int32Array;
};

/** Copies the nodes below the given roots out of a builder; returns the diagram and each root's number in it. A root of -1 stays -1. */
export function freeze(builder: Builder, roots: readonly number[]): { diagram: Diagram; roots: readonly number[] } {
  const numbers = new Map<number, number>([
    [-1, -1],
    [0, 0],
    [1, 1],
  ]);
  const order: number[] = [];
  for (const root of roots) number(root);

  function number(node: number): number {
    const known = numbers.get(node);
    if (known !== undefined) return known;
    for (const child of builder.nodes.childrenOf(node)) number(child);
    order.push(node);
    numbers.set(node, order.length + 1);
    return order.length + 1;
  }

  const variableOf = new Int32Array(order.length + 2).fill(-1);
  const childrenAt = new Int32Array(order.length + 2);
  const children: number[] = [];
  order.forEach((node, i) => {
    variableOf[i + 2] = builder.nodes.variableOf(node);
    childrenAt[i + 2] = children.length;
    for (const child of builder.nodes.childrenOf(node)) children.push(number(child));
  });
  const diagram = {
    variables: builder.variables,
    unsetParameters: builder.unsetParameters,
    variableOf,
    childrenAt,
    children: Int32Array.from(children),
  };
  return { diagram, roots: roots.map(number) };
}

/** The variables that are asked anywhere below a node, in order. */
export function variablesBelow(diagram: Diagram, root: number): readonly number[] {
  const found = new Set<number>();
  const seen = new Set<number>();
  const visit = (node: number): void => {
    if (node < 2 || seen.has(node)) return;
    seen.add(node);
    const variable = diagram.variableOf[node] ?? 0;
    found.add(variable);
    const start = diagram.childrenAt[node] ?? 0;
    for (let i = 0; i <= (diagram.variables[variable]?.cuts.length ?? 0); i++) visit(diagram.children[start + i] ?? 0);
  };
  visit(root);
  return [...found].sort((a, b) => a - b);
}
