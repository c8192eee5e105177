import type { Builder } from "./builder.ts";
import { classCount, type Variable } from "./variable.ts";

/**
 * A finished diagram in one flat table. A node is known by where it stands: `table[node]` is the variable that it asks, and
 * `table[node + 1 + c]` its child for class `c`. 0 is false and 1 is true.
 */
export type Diagram = {
  readonly variables: readonly Variable[];
  readonly unsetParameters: readonly string[];
  readonly table: Int32Array;
};

/** The children of a node, one for each class of its variable. */
export function childrenOf(diagram: Diagram, node: number): readonly number[] {
  const variable = diagram.variables[diagram.table[node] as number] as Variable;
  return [...diagram.table.subarray(node + 1, node + 1 + classCount(variable))];
}

/** Copies the nodes below the given roots out of a builder; returns the diagram and each root's place in it. A root of -1 stays -1. */
export function freeze(builder: Builder, roots: readonly number[]): { diagram: Diagram; roots: readonly number[] } {
  const places = new Map<number, number>([
    [-1, -1],
    [0, 0],
    [1, 1],
  ]);
  const table: number[] = [0, 0];
  const place = (node: number): number => {
    const known = places.get(node);
    if (known !== undefined) return known;
    const children = builder.nodes.childrenOf(node).map(place);
    const here = table.length;
    table.push(builder.nodes.variableOf(node), ...children);
    places.set(node, here);
    return here;
  };
  const placed = roots.map(place);
  return {
    diagram: { variables: builder.variables, unsetParameters: builder.unsetParameters, table: Int32Array.from(table) },
    roots: placed,
  };
}

/** The variables that are asked anywhere below a node, in order. */
export function variablesBelow(diagram: Diagram, root: number): readonly number[] {
  const found = new Set<number>();
  const seen = new Set<number>();
  const visit = (node: number): void => {
    if (node < 2 || seen.has(node)) return;
    seen.add(node);
    found.add(diagram.table[node] as number);
    for (const child of childrenOf(diagram, node)) visit(child);
  };
  visit(root);
  return [...found].sort((a, b) => a - b);
}

/** Tells whether one node of a diagram is true wherever another is. */
export class Implications {
  private readonly diagram: Diagram;
  private readonly known = new Map<string, boolean>();

  constructor(diagram: Diagram) {
    this.diagram = diagram;
  }

  /** Whether `right` is true for everybody for whom `left` is. */
  holds(left: number, right: number): boolean {
    if (left === 0 || right === 1 || left === right) return true;
    if (left === 1 || right === 0) return false;
    const key = `${left} ${right}`;
    let result = this.known.get(key);
    if (result === undefined) this.known.set(key, (result = this.compare(left, right)));
    return result;
  }

  private compare(left: number, right: number): boolean {
    const { diagram } = this;
    const leftVariable = diagram.table[left] as number;
    const rightVariable = diagram.table[right] as number;
    const variable = Math.min(leftVariable, rightVariable);
    const count = classCount(diagram.variables[variable] as Variable);
    for (let position = 0; position < count; position++) {
      const below = leftVariable === variable ? (diagram.table[left + 1 + position] as number) : left;
      const beside = rightVariable === variable ? (diagram.table[right + 1 + position] as number) : right;
      if (!this.holds(below, beside)) return false;
    }
    return true;
  }
}
