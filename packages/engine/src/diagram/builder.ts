import { evaluate } from "../evaluate.ts";
import { walk, type Environment, type Ir, type Relation } from "../ir.ts";
import { largestFen } from "../money.ts";
import { regionSize } from "../region.ts";
import type { Vocabulary } from "../vocabulary.ts";
import { cutOf, termOf } from "./cut.ts";
import { combine, constantForm, formKey, scale, sumTerm, termForm, type Form } from "./form.ts";
import { Nodes } from "./nodes.ts";
import { classCount, type Variable } from "./variable.ts";

/** What a rule may be folded with: the values of parameters (NaN where unset) and the day. */
export type Fold = { readonly param: (name: string) => number; readonly asOf: number };

/** The most values that a fact may have to be split value by value instead of by cuts. */
const smallDomain = 16;
const nodeLimit = 400_000;
const formLimit = 4096;

/**
 * Turns conditions into diagrams, in two passes: first every comparison is looked at to find the cuts of each term, then the diagrams are built
 * over the classes between the cuts. All conditions of a pack share one builder, hence one order of variables and one store of nodes.
 */
export class Builder {
  readonly nodes = new Nodes(nodeLimit);
  readonly variables: Variable[] = [];
  private readonly vocabulary: Vocabulary;
  private readonly fold: Fold;
  private readonly parameterColumns = new Map<string, number>();
  private readonly cuts = new Map<string, { readonly ir: Ir; readonly cuts: Set<number> }>();
  private readonly positions = new Map<string, number>();
  private readonly forms = new Map<number, Form>();
  private readonly built = new Map<Ir, number>();
  private readonly builtValues = new Map<Ir, number>();

  /** @param conditions every condition that will be asked for, as often as benefits use it: what most benefits ask is asked first */
  constructor(vocabulary: Vocabulary, conditions: readonly Ir[], fold: Fold) {
    this.vocabulary = vocabulary;
    this.fold = fold;
    const seen = new Set<Ir>();
    for (const condition of conditions) walk(condition, (part) => this.collect(part), seen);
    this.order(this.usesIn(conditions));
  }

  /** The names of unset parameters that conditions read; their columns follow the facts. */
  get unsetParameters(): readonly string[] {
    return [...this.parameterColumns.keys()];
  }

  /** The diagram of a condition: 0 is never, 1 is always. */
  condition(ir: Ir): number {
    const known = this.built.get(ir);
    if (known !== undefined) return known;
    const node = this.build(ir);
    this.built.set(ir, node);
    return node;
  }

  private build(ir: Ir): number {
    const { nodes } = this;
    switch (ir.op) {
      case "not":
        return nodes.not(this.condition(ir.of));
      case "and":
        return ir.of.reduce((node, part) => nodes.and(node, this.condition(part)), 1);
      case "or":
        return ir.of.reduce((node, part) => nodes.or(node, this.condition(part)), 0);
      case "if":
        return nodes.choose(this.condition(ir.test), this.condition(ir.yes), this.condition(ir.no));
      case "compare":
        return this.comparison(ir);
      case "within":
        return this.within(ir);
      default:
        return this.relate(">=", this.value(ir), this.formLeaf(constantForm(1)));
    }
  }

  private comparison(ir: Extract<Ir, { op: "compare" }>): number {
    return this.relate(ir.rel, this.value(ir.left), this.value(ir.right));
  }

  private relate(rel: Relation, left: number, right: number): number {
    const difference = this.nodes.joined("difference", left, right, (a, b) => this.formLeaf(combine(this.formOf(a), this.formOf(b), -1)));
    return this.settleLeaves(rel, difference, new Map());
  }

  /** Replaces each leaf (a form) by the condition "form rel 0". The leaf's variable may come before the node's, hence `choose`. */
  private settleLeaves(rel: Relation, node: number, settled: Map<number, number>): number {
    if (this.nodes.isLeaf(node)) return this.formCondition(rel, this.formOf(node));
    const known = settled.get(node);
    if (known !== undefined) return known;
    const variable = this.nodes.variableOf(node);
    const result = this.nodes.childrenOf(node).reduce((sum, child, position, all) => {
      const isHere = this.nodes.node(
        variable,
        all.map((_, i) => Number(i === position)),
      );
      return this.nodes.or(sum, this.nodes.and(isHere, this.settleLeaves(rel, child, settled)));
    }, 0);
    settled.set(node, result);
    return result;
  }

  private formCondition(rel: Relation, form: Form): number {
    const cut = cutOf(rel, form);
    if (typeof cut === "boolean") return Number(cut);
    const term = termOf(form);
    const reaches = (value: number) => this.reaches(term.key, value);
    const inside = this.nodes.and(cut.from === null ? 1 : reaches(cut.from), cut.to === null ? 1 : this.nodes.not(reaches(cut.to)));
    return cut.isOutside ? this.nodes.not(inside) : inside;
  }

  /** Whether a term has reached a value: one step of its variable. */
  private reaches(key: string, value: number): number {
    const position = this.positions.get(key);
    const variable = position === undefined ? undefined : this.variables[position];
    if (position === undefined || !variable) throw new Error(`A term was not collected: ${key}`);
    const step = variable.cuts.indexOf(value);
    if (step === -1) return Number(value <= this.boundsOf(variable.ir)[0]);
    return this.nodes.node(
      position,
      Array.from({ length: classCount(variable) }, (_, position) => Number(position > step)),
    );
  }

  private within(ir: Extract<Ir, { op: "within" }>): number {
    const outer = this.folded(ir.outer);
    if (outer.op === "const" && ir.region.op === "fact") {
      const region = this.value(ir.region);
      const from = this.relate(">=", region, this.formLeaf(constantForm(outer.value)));
      const to = this.relate("<", region, this.formLeaf(constantForm(outer.value + regionSize(outer.value))));
      return this.nodes.and(from, to);
    }
    return this.reaches(irKey(ir), 1);
  }

  /** The value diagram of an expression: its leaves are linear forms. */
  private value(ir: Ir): number {
    const known = this.builtValues.get(ir);
    if (known !== undefined) return known;
    const node = this.buildValue(ir);
    this.builtValues.set(ir, node);
    return node;
  }

  private buildValue(ir: Ir): number {
    const { nodes } = this;
    switch (ir.op) {
      case "fact": {
        const values = this.smallDomainOf(ir);
        if (!values) return this.formLeaf(termForm(irKey(ir), ir));
        const position = this.positions.get(irKey(ir)) ?? 0;
        return nodes.node(
          position,
          values.map((value) => this.formLeaf(constantForm(value))),
        );
      }
      case "if":
        return nodes.choose(this.condition(ir.test), this.value(ir.yes), this.value(ir.no));
      case "add":
      case "subtract":
        return nodes.joined(ir.op, this.value(ir.left), this.value(ir.right), (a, b) =>
          this.formLeaf(combine(this.formOf(a), this.formOf(b), ir.op === "add" ? 1 : -1)),
        );
      case "multiply":
        return nodes.joined("multiply", this.value(ir.left), this.value(ir.right), (a, b) =>
          this.formLeaf(product(this.formOf(a), this.formOf(b))),
        );
      case "min":
      case "max":
        return ir.of.map((part) => this.value(part)).reduce((a, b) => nodes.choose(this.relate(ir.op === "min" ? "<=" : ">=", a, b), a, b));
      case "heaviest":
        return ir.of.map((part) => this.value(part)).reduce((a, b) => nodes.joined("heaviest", a, b, (x, y) => this.heavierLeaf(x, y)));
      case "count":
        return ir.of.reduce(
          (sum, part) => {
            const one = nodes.choose(this.condition(part), this.formLeaf(constantForm(1)), this.formLeaf(constantForm(0)));
            return nodes.joined("add", sum, one, (a, b) => this.formLeaf(combine(this.formOf(a), this.formOf(b), 1)));
          },
          this.formLeaf(constantForm(0)),
        );
      case "not":
      case "and":
      case "or":
      case "compare":
      case "within":
        return nodes.choose(this.condition(ir), this.formLeaf(constantForm(1)), this.formLeaf(constantForm(0)));
      default: {
        const folded = this.folded(ir);
        return this.formLeaf(folded.op === "const" ? constantForm(folded.value) : termForm(irKey(folded), folded));
      }
    }
  }

  private heavierLeaf(left: number, right: number): number {
    const a = this.formOf(left).constant;
    const b = this.formOf(right).constant;
    return b > 0 && (a === 0 || b < a) ? right : left;
  }

  private formLeaf(form: Form): number {
    const leaf = this.nodes.leaf(formKey(form));
    this.forms.set(leaf, form);
    return leaf;
  }

  private formOf(leaf: number): Form {
    const form = this.forms.get(leaf);
    if (!form) throw new Error("A leaf of a value diagram is a form.");
    return form;
  }

  // ── first pass: terms and their cuts ────────────────────────────────────────────────────────────

  private collect(ir: Ir): void {
    if (ir.op === "compare") this.collectComparison(ir.rel, ir.left, ir.right);
    if (ir.op === "min" || ir.op === "max")
      ir.of.forEach((left, i) => ir.of.slice(i + 1).forEach((right) => this.collectComparison("<=", left, right)));
    if (ir.op === "within") this.collectWithin(ir);
    if (ir.op === "fact") for (const value of this.smallDomainOf(ir)?.slice(1) ?? []) this.collectCut(irKey(ir), ir, value);
    if (ir.op === "param" && Number.isNaN(this.fold.param(ir.name))) this.collectCut(irKey(ir), ir, 1);
  }

  private collectComparison(rel: Relation, left: Ir, right: Ir): void {
    for (const a of this.possibleForms(left)) {
      for (const b of this.possibleForms(right)) {
        const form = combine(a, b, -1);
        const cut = cutOf(rel, form);
        if (typeof cut === "boolean") continue;
        const term = termOf(form);
        for (const value of [cut.from, cut.to]) if (value !== null) this.collectCut(term.key, term.ir, value);
      }
    }
  }

  private collectWithin(ir: Extract<Ir, { op: "within" }>): void {
    const outer = this.folded(ir.outer);
    if (outer.op === "const" && ir.region.op === "fact") {
      this.collectCut(irKey(ir.region), ir.region, outer.value);
      this.collectCut(irKey(ir.region), ir.region, outer.value + regionSize(outer.value));
    } else {
      this.collectCut(irKey(ir), ir, 1);
    }
  }

  private collectCut(key: string, ir: Ir, value: number): void {
    let term = this.cuts.get(key);
    if (!term) this.cuts.set(key, (term = { ir, cuts: new Set() }));
    const [least, greatest] = this.boundsOf(ir);
    if (value > least && value <= greatest) term.cuts.add(value);
  }

  /** Every form that an expression may take, whatever its tests say: an over-estimate is harmless, a missing cut is not. */
  private possibleForms(ir: Ir): readonly Form[] {
    const all = (expressions: readonly Ir[]) => expressions.map((part) => this.possibleForms(part));
    switch (ir.op) {
      case "fact": {
        const values = this.smallDomainOf(ir);
        return values ? values.map(constantForm) : [termForm(irKey(ir), ir)];
      }
      case "if":
        return unique(all([ir.yes, ir.no]).flat());
      case "add":
      case "subtract":
        return pairs(this.possibleForms(ir.left), this.possibleForms(ir.right), (a, b) => combine(a, b, ir.op === "add" ? 1 : -1));
      case "multiply":
        return pairs(this.possibleForms(ir.left), this.possibleForms(ir.right), product);
      case "min":
      case "max":
      case "heaviest":
        return unique(all(ir.of).flat());
      case "count":
        return Array.from({ length: ir.of.length + 1 }, (_, sum) => constantForm(sum));
      case "not":
      case "and":
      case "or":
      case "compare":
      case "within":
        return [constantForm(0), constantForm(1)];
      default: {
        const folded = this.folded(ir);
        return [folded.op === "const" ? constantForm(folded.value) : termForm(irKey(folded), folded)];
      }
    }
  }

  /** How many conditions read each fact. */
  private usesIn(conditions: readonly Ir[]): ReadonlyMap<number, number> {
    const uses = new Map<number, number>();
    const factsOf = new Map<Ir, readonly number[]>();
    for (const condition of conditions) {
      let facts = factsOf.get(condition);
      if (!facts) factsOf.set(condition, (facts = this.factsIn(condition)));
      for (const fact of facts) uses.set(fact, (uses.get(fact) ?? 0) + 1);
    }
    return uses;
  }

  /** Gives every term its place in the order: what is read most first, so that a refusal is reached soon; sums of several facts last. */
  private order(uses: ReadonlyMap<number, number>): void {
    const variables = [...this.cuts].map(([key, { ir, cuts }]): Variable => {
      return { key, ir, facts: this.factsIn(ir), cuts: [...cuts].sort((a, b) => a - b) };
    });
    const place = (variable: Variable) =>
      (variable.facts.length > 1 ? 1e6 : 0) +
      Math.max(...variable.facts) / 1e4 -
      Math.max(...variable.facts.map((fact) => uses.get(fact) ?? 0));
    variables.sort((a, b) => place(a) - place(b) || (a.key < b.key ? -1 : 1));
    this.variables.push(...variables);
    this.variables.forEach((variable, position) => this.positions.set(variable.key, position));
  }

  private factsIn(ir: Ir): readonly number[] {
    const facts = new Set<number>();
    walk(ir, (part) => {
      if (part.op === "fact") facts.add(part.fact);
      if (part.op === "param" && Number.isNaN(this.fold.param(part.name))) facts.add(this.parameterColumn(part.name));
    });
    return [...facts].sort((a, b) => a - b);
  }

  private parameterColumn(name: string): number {
    let column = this.parameterColumns.get(name);
    if (column === undefined) this.parameterColumns.set(name, (column = this.vocabulary.facts.length + this.parameterColumns.size));
    return column;
  }

  /** An expression that reads no fact and no unset parameter is its value. */
  private folded(ir: Ir): Ir {
    let isFixed = true;
    walk(ir, (part) => {
      if (part.op === "fact" || (part.op === "param" && Number.isNaN(this.fold.param(part.name)))) isFixed = false;
    });
    if (!isFixed) return ir;
    const env: Environment = { fact: () => Number.NaN, param: this.fold.param, asOf: this.fold.asOf };
    return { op: "const", value: evaluate(ir, env) };
  }

  /** The values of a fact that has few of them. */
  private smallDomainOf(ir: Ir): readonly number[] | undefined {
    const fact = ir.op === "fact" ? this.vocabulary.facts[ir.fact] : undefined;
    if (fact?.type === "bool") return [0, 1];
    if (fact?.type === "enum") return fact.values?.map((_, position) => position);
    const [least, greatest] = fact?.type === "int" ? (fact.range ?? []) : [];
    if (typeof least !== "number" || typeof greatest !== "number" || greatest - least >= smallDomain) return undefined;
    return Array.from({ length: greatest - least + 1 }, (_, i) => least + i);
  }

  /** The least and the greatest value of a term. */
  private boundsOf(ir: Ir): readonly [number, number] {
    const fact = ir.op === "fact" ? this.vocabulary.facts[ir.fact] : undefined;
    if (fact?.type === "bool") return [0, 1];
    if (fact?.type === "enum") return [0, (fact.values?.length ?? 1) - 1];
    if (fact?.type === "money") return [0, largestFen];
    const [least, greatest] = fact?.type === "int" ? (fact.range ?? [null, null]) : [null, null];
    return [least ?? Number.NEGATIVE_INFINITY, greatest ?? Number.POSITIVE_INFINITY];
  }
}

/** The key of an expression that is a term; what it is called makes no difference. */
function irKey(ir: Ir): string {
  return ir.op === "fact" ? `fact:${ir.fact}` : JSON.stringify(ir, (name, value: unknown) => (name === "named" ? undefined : value));
}

function unique(forms: readonly Form[]): readonly Form[] {
  return [...new Map(forms.map((form) => [formKey(form), form])).values()];
}

function pairs(left: readonly Form[], right: readonly Form[], join: (a: Form, b: Form) => Form): readonly Form[] {
  if (left.length * right.length > formLimit) throw new Error("An expression has too many forms.");
  return unique(left.flatMap((a) => right.map((b) => join(a, b))));
}

/** A product of which one side is a number; of two unknowns, one opaque term. */
function product(left: Form, right: Form): Form {
  if (left.terms.length === 0) return scale(right, left.constant);
  if (right.terms.length === 0) return scale(left, right.constant);
  const ir: Ir = { op: "multiply", left: irOf(left), right: irOf(right) };
  return termForm(irKey(ir), ir);
}

function irOf(form: Form): Ir {
  return form.constant === 0 ? sumTerm(form).ir : { op: "add", left: sumTerm(form).ir, right: { op: "const", value: form.constant } };
}
