/**
 * A store of reduced, ordered, multi-valued decision diagrams. A node asks one variable and has one child for each of its classes; two nodes
 * that ask the same and lead to the same are one node, and a node whose children are all the same does not exist. So two conditions that mean
 * the same are the same number, and a condition that can never be true is the number 0.
 */
export class Nodes {
  /** The variable that a node asks; leaves come after every variable. */
  private readonly variables: number[] = [leafVariable, leafVariable];
  private readonly children: (readonly number[])[] = [[], []];
  private readonly unique = new Map<string, number>();
  private readonly leafIds = new Map<string, number>();
  private readonly operations = new Map<string, Map<number, number>>();
  private readonly limit: number;

  /** @param limit how many nodes may come into being before {@link DiagramTooLarge} is thrown */
  constructor(limit: number) {
    this.limit = limit;
  }

  get size(): number {
    return this.variables.length;
  }

  variableOf(node: number): number {
    return this.variables[node] ?? leafVariable;
  }

  childrenOf(node: number): readonly number[] {
    return this.children[node] ?? [];
  }

  isLeaf(node: number): boolean {
    return this.variableOf(node) === leafVariable;
  }

  /** The leaf of a value that is neither false (0) nor true (1). */
  leaf(key: string): number {
    let id = this.leafIds.get(key);
    if (id === undefined) this.leafIds.set(key, (id = this.add(leafVariable, [])));
    return id;
  }

  /** The node that asks a variable. */
  node(variable: number, children: readonly number[]): number {
    const first = children[0] ?? 0;
    if (children.every((child) => child === first)) return first;
    const key = `${variable}:${children.join()}`;
    let id = this.unique.get(key);
    if (id === undefined) this.unique.set(key, (id = this.add(variable, children)));
    return id;
  }

  and(left: number, right: number): number {
    if (left === 0 || right === 0) return 0;
    if (left === 1 || left === right) return right;
    if (right === 1) return left;
    return this.pairwise("and", left < right ? left : right, left < right ? right : left, (a, b) => this.and(a, b));
  }

  or(left: number, right: number): number {
    if (left === 1 || right === 1) return 1;
    if (left === 0 || left === right) return right;
    if (right === 0) return left;
    return this.pairwise("or", left < right ? left : right, left < right ? right : left, (a, b) => this.or(a, b));
  }

  not(of: number): number {
    return this.choose(of, 0, 1);
  }

  /** `test ? yes : no`; yes and no may be values. */
  choose(test: number, yes: number, no: number): number {
    if (test === 1 || yes === no) return yes;
    if (test === 0) return no;
    if (yes === 1 && no === 0) return test;
    const memo = this.memoOf(`choose:${yes}:${no}`);
    const known = memo.get(test);
    if (known !== undefined) return known;
    const variable = Math.min(this.variableOf(test), this.variableOf(yes), this.variableOf(no));
    const count = this.classesAt(variable, test, yes, no);
    const children: number[] = [];
    for (let i = 0; i < count; i++) {
      children.push(this.choose(this.cofactor(test, variable, i), this.cofactor(yes, variable, i), this.cofactor(no, variable, i)));
    }
    const result = this.node(variable, children);
    memo.set(test, result);
    return result;
  }

  /** Joins two value diagrams leaf by leaf. `operation` names what `join` does; the same name is always the same function. */
  joined(operation: string, left: number, right: number, join: (left: number, right: number) => number): number {
    if (this.isLeaf(left) && this.isLeaf(right)) return join(left, right);
    return this.pairwise(operation, left, right, (a, b) => this.joined(operation, a, b, join));
  }

  /** What is left of a node once a variable has a class. */
  cofactorOf(node: number, variable: number, position: number): number {
    const at = this.variableOf(node);
    if (at > variable) return node;
    if (at === variable) return this.childrenOf(node)[position] ?? 0;
    return this.node(
      at,
      this.childrenOf(node).map((child) => this.cofactorOf(child, variable, position)),
    );
  }

  private pairwise(operation: string, left: number, right: number, step: (left: number, right: number) => number): number {
    const memo = this.memoOf(operation);
    const key = left * 0x1000000 + right;
    const known = memo.get(key);
    if (known !== undefined) return known;
    const variable = Math.min(this.variableOf(left), this.variableOf(right));
    const count = this.classesAt(variable, left, right);
    const children: number[] = [];
    for (let i = 0; i < count; i++) children.push(step(this.cofactor(left, variable, i), this.cofactor(right, variable, i)));
    const result = this.node(variable, children);
    memo.set(key, result);
    return result;
  }

  private cofactor(node: number, variable: number, position: number): number {
    return this.variables[node] === variable ? (this.children[node]?.[position] ?? 0) : node;
  }

  private classesAt(variable: number, ...nodes: readonly number[]): number {
    const asking = nodes.find((node) => this.variables[node] === variable);
    return asking === undefined ? 0 : this.childrenOf(asking).length;
  }

  private memoOf(operation: string): Map<number, number> {
    let memo = this.operations.get(operation);
    if (!memo) this.operations.set(operation, (memo = new Map()));
    return memo;
  }

  private add(variable: number, children: readonly number[]): number {
    if (this.variables.length >= this.limit) throw new DiagramTooLarge(this.limit);
    this.variables.push(variable);
    this.children.push(children);
    return this.variables.length - 1;
  }
}

const leafVariable = 0x7fffffff;

/** A rule whose diagram explodes: too many facts decide it in too many ways. The checker refuses it. */
export class DiagramTooLarge extends Error {
  constructor(limit: number) {
    super(`The decision diagram has more than ${limit} nodes.`);
    this.name = "DiagramTooLarge";
  }
}
