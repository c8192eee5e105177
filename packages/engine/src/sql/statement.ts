import type { Outcome } from "../decision.ts";
import type { MissingMode } from "../facts.ts";
import type { Variable } from "../diagram/variable.ts";
import { isGate, planOf, type Plan, type PlanLine, type Signal, type Step } from "../population/plan.ts";
import type { Program } from "../program.ts";
import type { FactName } from "../vocabulary.ts";
import type { Dialect } from "./dialect.ts";
import { ExpressionWriter } from "./expression.ts";
import { givenColumn, knownColumn, type FactSource } from "./fact-columns.ts";
import { PayableWriter } from "./payable.ts";
import { TestWriter } from "./test-predicate.ts";

export type StatementOptions = {
  /** Keys of the benefits to decide; all where left out. */
  readonly benefits?: readonly string[];
  /** Whether an absent fact is unknown (default) or has the value that complete data gives it. */
  readonly missing?: MissingMode;
  /** The facts that the table has a column for; all where left out. The others are unknown of everybody. */
  readonly present?: ReadonlySet<FactName>;
};

/** What a column of the result says about a benefit. */
export type Statement = {
  readonly sql: string;
  /** The facts that the statement reads. */
  readonly reads: readonly FactName[];
};

/**
 * One statement that decides the benefits of a pack for a table of people on the program's day.
 *
 * The table has a column `id` and a column per fact, named as in the vocabulary (`"person.birth_date"`), null where unknown; types as in `dialect.types`.
 * The result has `id` and three columns per benefit: `"<key>"` is `eligible`, `ineligible`, `unknown` or `not_in_force`; `"<key>.payable"` fen or null;
 * `"<key>.deciding"` the place of the first condition that refuses or is open, the number of conditions where none does so alone, null where nothing
 * stands in the way.
 *
 * Every step of the plan is a three-valued `and`, `or` or comparison, in the logic of the dialect.
 *
 * @param table the table's name, quoted as the database wants it
 */
export function populationStatement(program: Program, dialect: Dialect, table: string, options: StatementOptions = {}): Statement {
  const { compiled } = program.pack;
  const positions = compiled.benefits.flatMap((benefit, position) =>
    !options.benefits || options.benefits.includes(benefit.key) ? [position] : [],
  );
  const writer = new StatementWriter(program, dialect, planOf(program, { positions, together: "cases" }), options);
  return writer.statement(table);
}

/** Names of a step's columns: of facts as known and as given, of steps, and of literals. */
const columnName = /\b[fgnc]\d+\b/g;

/** A column of a step's query: its name, and the SQL that it is made from. */
type Column = { readonly name: string; readonly sql: string };

class StatementWriter {
  private readonly program: Program;
  private readonly dialect: Dialect;
  private readonly plan: Plan;
  private readonly source: FactSource;
  private readonly tests: TestWriter;
  private readonly payables: PayableWriter;
  private readonly uses: readonly number[];
  /** The facts that are read, as known and as given; filled while the statement is written. */
  private readonly knownFacts = new Set<number>();
  private readonly givenFacts = new Set<number>();
  /** The literals that stand as columns: name to SQL; filled while the outputs are written. */
  private readonly literals = new Map<string, string>();

  constructor(program: Program, dialect: Dialect, plan: Plan, options: StatementOptions) {
    const { vocabulary } = program.pack.compiled;
    const known = (fact: number) => this.known(fact);
    const expressions = new ExpressionWriter(program, dialect, known);
    this.program = program;
    this.dialect = dialect;
    this.plan = plan;
    this.source = {
      vocabulary,
      dialect,
      asOf: program.setting.asOf,
      missing: options.missing ?? "unknown",
      present: options.present ?? null,
    };
    this.tests = new TestWriter(program, dialect, known);
    this.payables = new PayableWriter(vocabulary, program.setting, expressions, {
      known: (fact) => `cast(${this.known(fact)} as bigint)`,
      given: (fact) => `cast(${this.given(fact)} as bigint)`,
    });
    this.uses = usesIn(plan);
  }

  statement(table: string): Statement {
    const outputs = this.plan.lines.flatMap((line) => this.output(line));
    const layers = this.layers();
    const facts = this.factColumns();
    const literals = [...this.literals].map(([name, sql]) => ({ name, sql }));
    const steps = [facts, ...layers, ...(literals.length > 0 ? [literals] : [])];
    const read = steps.map((columns, i) => {
      const from = i === 0 ? `${table} as p` : `s${i - 1}`;
      return this.query(columns, from, i === 0 ? ["p.id"] : this.kept(steps.slice(0, i), [...steps.slice(i).flat(), ...outputs]), i);
    });
    const result = outputs.map(({ name, sql }) => `  ${sql} as ${this.dialect.quoted(name)}`);
    return {
      sql: [`with`, read.join(",\n"), `select\n  id,\n${result.join(",\n")}`, `from s${read.length - 1}`].join("\n"),
      reads: this.reads(),
    };
  }

  /** The facts that are read, with the dates on which some of them expire. */
  private reads(): readonly FactName[] {
    const { facts } = this.source.vocabulary;
    const read = [...this.knownFacts, ...this.givenFacts].flatMap((position) => facts[position] ?? []);
    const names = new Set(read.flatMap(({ name, expiresWith }) => (expiresWith ? [name, expiresWith.fact] : [name])));
    return facts.flatMap(({ name }) => (names.has(name) ? [name] : []));
  }

  /** The column of a fact with its fixed meanings. */
  private known(fact: number): string {
    this.knownFacts.add(fact);
    return `f${fact}`;
  }

  /** The column of a fact as it was given. */
  private given(fact: number): string {
    this.givenFacts.add(fact);
    return `g${fact}`;
  }

  /** The three columns of a benefit. */
  private output({ position, root, conditions }: PlanLine): readonly Column[] {
    const benefit = this.program.pack.compiled.benefits[position];
    if (!benefit) return [];
    const { key } = benefit;
    if (root === null) {
      return [
        { name: key, sql: this.outcome("not_in_force") },
        { name: `${key}.payable`, sql: "cast(null as bigint)" },
        { name: `${key}.deciding`, sql: "cast(null as int)" },
      ];
    }
    const { isTrue, isFalse } = this.dialect.logic;
    const isEligible = this.name(root);
    const payable = this.payables.payable(benefit, this.program.setting.rates[position] ?? []);
    return [
      {
        name: key,
        sql: `case when ${isTrue(isEligible)} then ${this.outcome("eligible")} when ${isFalse(isEligible)} then ${this.outcome("ineligible")} else ${this.outcome("unknown")} end`,
      },
      {
        name: `${key}.payable`,
        sql: payable === null ? "cast(null as bigint)" : `case when ${isTrue(isEligible)} then cast(${payable} as bigint) end`,
      },
      { name: `${key}.deciding`, sql: this.deciding(isEligible, conditions) },
    ];
  }

  private deciding(isEligible: string, conditions: PlanLine["conditions"]): string {
    const { isTrue, isFalse, isOpen } = this.dialect.logic;
    const named = conditions.flatMap((signal, place) => (signal === null ? [] : [{ name: this.name(signal), place }]));
    const refuses = named.map(({ name, place }) => `when ${isFalse(name)} then ${this.place(place)}`);
    const open = named.map(({ name, place }) => `when ${isOpen(name)} then ${this.place(place)}`);
    const rest = `when ${isTrue(isEligible)} then null when ${isFalse(isEligible)} then ${this.place(conditions.length)}`;
    return `case ${[...refuses, rest, ...open].join(" ")} else ${this.place(conditions.length)} end`;
  }

  private outcome(outcome: Outcome): string {
    return this.literal(outcome, this.dialect.outcome(outcome));
  }

  private place(place: number): string {
    return this.literal(`c${place}`, this.dialect.place(place));
  }

  /** A literal where it is used: its column where it has one, or itself. */
  private literal(name: string, sql: string): string {
    if (!this.dialect.namesLiterals) return sql;
    this.literals.set(name, sql);
    return name;
  }

  private factColumns(): readonly Column[] {
    const order = (facts: ReadonlySet<number>) => [...facts].sort((a, b) => a - b);
    return [
      ...order(this.knownFacts).map((fact) => ({ name: `f${fact}`, sql: knownColumn(this.source, fact) })),
      ...order(this.givenFacts).map((fact) => ({ name: `g${fact}`, sql: givenColumn(this.source, fact) })),
    ];
  }

  /** Steps in layers, each after those that it reads. Who is read once is written where it is read. */
  private layers(): readonly (readonly Column[])[] {
    const heights = new Map<Signal, number>();
    const layers: Column[][] = [];
    this.plan.steps.forEach((step, i) => {
      const signal = i + 2;
      const height = Math.max(0, ...this.readBy(step).map((part) => (heights.get(part) ?? 0) + 1));
      heights.set(signal, height);
      if (this.isNamed(signal)) (layers[height] ??= []).push({ name: `n${signal}`, sql: this.sql(step) });
    });
    return layers.filter((columns) => columns !== undefined);
  }

  /** The named steps that a step reads, through those that are written inside it. */
  private readBy(step: Step): readonly Signal[] {
    if (!isGate(step)) return [];
    return step.of.flatMap((part) => (this.isNamed(part) ? [part] : this.readBy(this.plan.steps[part - 2] as Step)));
  }

  private isNamed(signal: Signal): boolean {
    return (this.uses[signal] ?? 0) > 1;
  }

  /** A signal where it is read: its column, or itself. */
  private name(signal: Signal): string {
    if (signal < 2) return this.dialect.logic.constant(signal === 1);
    return this.isNamed(signal) ? `n${signal}` : `(${this.sql(this.plan.steps[signal - 2] as Step)})`;
  }

  private sql(step: Step): string {
    const { logic } = this.dialect;
    switch (step.op) {
      case "and":
      case "or":
        return logic[step.op](step.of.map((part) => this.name(part)));
      case "known":
        return logic.of(`${this.known(step.fact)} is ${step.isKnown ? "not " : ""}null`);
      case "open":
        return logic.open;
      case "test":
        return logic.of(this.tests.predicate(step, this.program.rulebook.diagram.variables[step.variable] as Variable));
    }
  }

  /**
   * What a step hands on of the columns before it. A planner that may not look through a fence copies every column of every row: only those that are still read. The others
   * see for themselves what nobody reads, and a shorter statement is read sooner.
   */
  private kept(before: readonly (readonly Column[])[], readers: readonly Column[]): readonly string[] {
    if (this.dialect.fence === "") return ["*"];
    const read = new Set(readers.flatMap(({ sql }) => sql.match(columnName) ?? []));
    return ["id", ...before.flat().flatMap(({ name }) => (read.has(name) ? [name] : []))];
  }

  /** A query that adds columns to those that it keeps. */
  private query(columns: readonly Column[], from: string, kept: readonly string[], position: number): string {
    const added = columns.map(({ name, sql }) => `    ${sql} as ${name}`);
    return [`s${position} as (`, `  select`, [`    ${kept.join(", ")}`, ...added].join(",\n"), `  from ${from}`, ...this.fence(), `)`].join(
      "\n",
    );
  }

  private fence(): readonly string[] {
    return this.dialect.fence === "" ? [] : [`  ${this.dialect.fence}`];
  }
}

/** How often each signal is read; a root counts more than once, as its benefit reads it in several columns. */
function usesIn({ steps, lines }: Plan): readonly number[] {
  const uses = Array.from({ length: steps.length + 2 }, () => 0);
  const use = (signal: Signal, times: number) => (uses[signal] = (uses[signal] ?? 0) + times);
  for (const step of steps) if (isGate(step)) for (const part of step.of) use(part, 1);
  for (const { root, conditions } of lines) {
    if (root !== null) use(root, 2);
    for (const condition of conditions) if (condition !== null) use(condition, 2);
  }
  return uses;
}
