import { formatDay } from "../day.ts";
import { childrenOf, type Diagram } from "../diagram/diagram.ts";
import type { Variable } from "../diagram/variable.ts";
import type { Ir } from "../ir.ts";
import type { Program } from "../program.ts";
import type { Fact, Vocabulary } from "../vocabulary.ts";

/**
 * One PostgreSQL statement that decides every benefit of a pack for a table of people on the program's day.
 *
 * The table has a column per fact, named as in the vocabulary (`"person.birth_date"`), null where unknown: yes/no as boolean, int as integer, money as
 * bigint fen, date as date, region as text of 6, 9 or 12 digits (`none` for "has none"), enum as text; and a key column `id`.
 * The result has `id` and a text column per benefit: `eligible`, `ineligible`, `unknown` or `not_in_force`.
 *
 * Every node of the diagram becomes one expression, children first. An unknown variable is never compared away: a node whose variable is null has a
 * value only where all its children have the same one. That is exact wherever each variable reads a fact of its own; facts that are compared with
 * each other are exact where both are known.
 */
export function postgresStatement(program: Program, table: string): string {
  const { diagram, benefitRoots } = program.rulebook;
  const emitter = new Emitter(program.pack.compiled.vocabulary, program);
  const layers = layersOf(diagram, benefitRoots);
  const benefits = program.pack.benefits.map((benefit, position) => {
    const root = benefitRoots[position] as number;
    const value = program.setting.inForce[position]
      ? `case when ${nodeName(root)} is null then 'unknown' when ${nodeName(root)} then 'eligible' else 'ineligible' end`
      : "'not_in_force'";
    return `  ${value} as ${quoted(benefit.key)}`;
  });
  return [
    `select\n  p.id,\n${benefits.join(",\n")}`,
    `from ${table} as p`,
    lateral("f", emitter.factColumns(diagram)),
    lateral(
      "c",
      diagram.variables.map((variable, i) => `${emitter.classExpression(variable)} as v${i}`),
    ),
    // `offset 0` keeps the planner from copying each node into all its parents.
    ...layers.map((nodes, layer) =>
      lateral(
        `l${layer}`,
        nodes.map((node) => `${nodeExpression(diagram, node)} as n${node}`),
      ),
    ),
  ].join("\n");
}

function lateral(name: string, columns: readonly string[]): string {
  return `cross join lateral (\n  select\n    ${(columns.length > 0 ? columns : ["1 as empty"]).join(",\n    ")}\n  offset 0\n) as ${name}`;
}

function nodeName(node: number): string {
  return node < 2 ? String(node === 1) : `n${node}`;
}

function nodeExpression(diagram: Diagram, node: number): string {
  const variable = diagram.table[node] as number;
  const children = childrenOf(diagram, node).map(nodeName);
  const branches = children.map((child, i) => `when ${i} then ${child}`);
  const same = [...new Set(children)].slice(1).map((child) => `${children[0]} = ${child}`);
  return `case v${variable} ${branches.join(" ")} else case when ${same.join(" and ")} then ${children[0]} end end`;
}

/** Nodes in layers: a node's children lie in earlier layers. */
function layersOf(diagram: Diagram, roots: readonly number[]): readonly (readonly number[])[] {
  const heights = new Map<number, number>();
  const heightOf = (node: number): number => {
    if (node < 2) return -1;
    const known = heights.get(node);
    if (known !== undefined) return known;
    const height = Math.max(...childrenOf(diagram, node).map(heightOf)) + 1;
    heights.set(node, height);
    return height;
  };
  for (const root of roots) heightOf(root);
  const layers: number[][] = [];
  for (const [node, height] of heights) (layers[height] ??= []).push(node);
  return layers;
}

/** Facts and terms as SQL whole numbers, the same numbers that the engine uses. */
class Emitter {
  private readonly vocabulary: Vocabulary;
  private readonly program: Program;
  private readonly asOf: string;

  constructor(vocabulary: Vocabulary, program: Program) {
    this.vocabulary = vocabulary;
    this.program = program;
    this.asOf = `date '${formatDay(program.setting.asOf)}'`;
  }

  /** The facts that some variable reads, each once. */
  factColumns(diagram: Diagram): readonly string[] {
    const columns = new Set(
      diagram.variables.flatMap((variable) => [
        ...variable.facts,
        ...("orFact" in variable.ir && variable.ir.orFact !== undefined ? [variable.ir.orFact] : []),
      ]),
    );
    return [...columns]
      .filter((column) => column < this.vocabulary.facts.length)
      .map((column) => `${this.factNumber(this.vocabulary.facts[column] as Fact)} as f${column}`);
  }

  classExpression(variable: Variable): string {
    const value = this.term(variable.ir);
    const steps = variable.cuts.map((cut, i) => `when ${value} < ${cut} then ${i}`);
    return `case when ${value} is null then null ${steps.join(" ")} else ${variable.cuts.length} end`;
  }

  private factNumber(fact: Fact): string {
    const column = `p.${quoted(fact.name)}`;
    if (fact.absent !== undefined) return `coalesce(${this.plainNumber(fact, column)}, ${fact.absent})`;
    if (!fact.expiresWith) return this.plainNumber(fact, column);
    const date = `p.${quoted(fact.expiresWith.fact)}`;
    return `case when ${date} < ${this.asOf} then ${fact.expiresWith.becomes} else ${this.plainNumber(fact, column)} end`;
  }

  private plainNumber(fact: Fact, column: string): string {
    switch (fact.type) {
      case "bool":
        return `${column}::int`;
      case "int":
      case "money":
        return column;
      case "date":
        return `(${column} - date '1970-01-01')`;
      case "region":
        return `case when ${column} = 'none' then -1 else rpad(${column}, 12, '0')::bigint end`;
      case "enum":
        return `(array_position(array[${(fact.values ?? []).map((value) => `'${value.key}'`).join(", ")}], ${column}) - 1)`;
    }
  }

  private term(ir: Ir): string {
    switch (ir.op) {
      case "const":
        return String(ir.value);
      case "fact":
        return `f${ir.fact}`;
      case "param": {
        const value = this.program.setting.param(ir.name);
        return Number.isNaN(value) ? "null::bigint" : String(value);
      }
      case "as_of":
        return String(this.program.setting.asOf);
      case "add":
        return `(${this.term(ir.left)} + ${this.term(ir.right)})`;
      case "subtract":
        return `(${this.term(ir.left)} - ${this.term(ir.right)})`;
      case "multiply":
        return `(${this.term(ir.left)} * ${this.term(ir.right)})`;
      case "floor":
        return `floor(${this.term(ir.of)} / ${10 ** ir.scale}::numeric)`;
      case "round":
        return `floor(${this.term(ir.of)} / ${10 ** ir.scale}::numeric + 0.5)`;
      case "years":
      case "months":
      case "days":
        return this.time(ir);
      case "within":
        return this.within(ir);
      case "stepped":
        return this.stepped(ir);
      case "sliding":
        return this.sliding(ir);
      case "not":
      case "and":
      case "or":
      case "if":
      case "compare":
      case "min":
      case "max":
      case "heaviest":
      case "count":
        throw new Error(`The diagram sees through "${ir.op}"; it is never a term.`);
    }
  }

  private time(ir: Extract<Ir, { op: "years" | "months" | "days" }>): string {
    const from = this.term(ir.from);
    const to = this.term(ir.to);
    const day = (number: string) => `(date '1970-01-01' + (${number})::int)`;
    const span = `age(${day(to)}, ${day(from)})`;
    const years = `extract(year from ${span})`;
    const value =
      ir.op === "days"
        ? `(${to} - ${from})`
        : ir.op === "years"
          ? `floor((${years} * 12 + extract(month from ${span}) + least(extract(day from ${span}), 0) / 100) / 12)`
          : `floor(${years} * 12 + extract(month from ${span}) + least(extract(day from ${span}), 0) / 100)`;
    return ir.orFact === undefined ? value : `coalesce(f${ir.orFact}, ${value})`;
  }

  private within(ir: Extract<Ir, { op: "within" }>): string {
    const region = this.term(ir.region);
    const outer = this.term(ir.outer);
    const size = `case when ${outer} % 10000000000 = 0 then 10000000000 when ${outer} % 100000000 = 0 then 100000000 when ${outer} % 1000000 = 0 then 1000000 when ${outer} % 1000 = 0 then 1000 else 1 end`;
    return `case when ${region} is null or ${outer} is null then null when ${outer} >= 0 and ${region} >= ${outer} and ${region} < ${outer} + ${size} then 1 else 0 end`;
  }

  private stepped(ir: Extract<Ir, { op: "stepped" }>): string {
    const of = this.term(ir.of);
    const steps = ir.limits.map((limit, i) => `when ${of} <= ${limit} then ${ir.values[i]}`);
    return `case when ${of} is null then null ${steps.join(" ")} else ${ir.values.at(-1)} end`;
  }

  private sliding(ir: Extract<Ir, { op: "sliding" }>): string {
    const of = this.term(ir.of);
    const slices = ir.shares.map((share, i) => {
      const from = ir.limits[i - 1] ?? 0;
      const to = ir.limits[i];
      const upper = to === undefined ? of : `least(${of}, ${to})`;
      return `greatest(${upper} - ${from}, 0) * ${share}`;
    });
    return `case when ${of} is null then null else ${slices.join(" + ")} end`;
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
