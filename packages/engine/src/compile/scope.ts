import type { Ir } from "../ir.ts";
import type { Parameter } from "../compiled-pack.ts";
import { factIndex, type Statement, type Vocabulary } from "../vocabulary.ts";
import { lower, type Scope } from "./lower.ts";
import type { Type, Typed } from "./typed.ts";
import type { VocabularySource } from "./read-vocabulary.ts";
import type { Source } from "./source.ts";

/** A named group of the document as it stands in a file. */
export type DefinitionSource = {
  readonly name: string;
  readonly expression: Source;
  readonly says: Statement | null;
  readonly source: Source;
};

/**
 * What names mean inside one pack. A name is lowered when it is first met: definitions may stand in any order and use each other, but not in a circle.
 */
export class PackScope implements Scope {
  readonly vocabulary: Vocabulary;
  /** Definitions that some expression has named. */
  readonly used = new Set<string>();
  private readonly facts: VocabularySource;
  private readonly definitions: ReadonlyMap<string, DefinitionSource>;
  private readonly meanings: ReadonlyMap<string, Source>;
  private readonly parameters: ReadonlyMap<string, Parameter>;
  private readonly benefitKeys: ReadonlySet<string>;
  private readonly lowered = new Map<string, Typed | null>();
  private readonly open = new Set<string>();

  constructor(
    facts: VocabularySource,
    definitions: ReadonlyMap<string, DefinitionSource>,
    meanings: ReadonlyMap<string, Source>,
    parameters: ReadonlyMap<string, Parameter>,
    benefitKeys: ReadonlySet<string>,
  ) {
    this.vocabulary = facts.vocabulary;
    this.facts = facts;
    this.definitions = definitions;
    this.meanings = meanings;
    this.parameters = parameters;
    this.benefitKeys = benefitKeys;
  }

  named(name: string): Typed | null {
    if (this.definitions.has(name)) this.used.add(name);
    const known = this.lowered.get(name);
    if (known !== undefined) return known;
    // Inside its own meaning a fact is the bare fact.
    if (this.open.has(name)) return this.definitions.has(name) ? this.circle(name) : null;
    this.open.add(name);
    const found = this.definitions.has(name) ? this.definition(name) : this.fact(name);
    const typed = found?.type.kind === "bool" ? { ...found, ir: { ...found.ir, named: name } } : found;
    this.open.delete(name);
    this.lowered.set(name, typed);
    return typed;
  }

  /** Lowers what no expression has named, so that its faults show; it stays unused. */
  lowerUnused(): void {
    for (const name of this.definitions.keys()) if (!this.lowered.has(name)) this.lowered.set(name, this.definition(name));
  }

  definitionNames(): Iterable<string> {
    return this.definitions.keys();
  }

  parameter(name: string): Type | null {
    const parameter = this.parameters.get(name);
    if (!parameter) return null;
    if (parameter.type === "int") return { kind: "number", scale: 0 };
    return parameter.type === "money" ? { kind: "money", scale: 0 } : { kind: parameter.type };
  }

  parameterNames(): Iterable<string> {
    return this.parameters.keys();
  }

  isBenefit(key: string): boolean {
    return this.benefitKeys.has(key);
  }

  private definition(name: string): Typed {
    const definition = this.definitions.get(name) as DefinitionSource;
    return truth(lower(definition.expression, this, "bool"));
  }

  private fact(name: string): Typed | null {
    const derived = this.facts.derived.get(name);
    if (derived) return this.derivedFact(name, derived);
    const column = factIndex(this.vocabulary).get(name);
    const reasons = [this.facts.implied.get(name), this.meanings.get(name)].filter((source) => source !== undefined);
    if (column === undefined || reasons.length === 0) return null;
    const implied = reasons.flatMap((source) => lower(source, this, "bool") ?? []);
    return truth({ op: "or", of: [{ op: "fact", fact: column }, ...implied] });
  }

  private derivedFact(name: string, source: Source): Typed {
    const column = factIndex(this.vocabulary).get(name) as number;
    const fact = this.vocabulary.facts[column];
    if (fact?.type === "bool") return truth(lower(source, this, "bool"));
    const ir = lower(source, this, "number");
    const isGivenInstead = fact?.insteadOf !== undefined && ir !== null && (ir.op === "years" || ir.op === "months" || ir.op === "days");
    return { ir: isGivenInstead ? { ...ir, orFact: column } : (ir ?? { op: "const", value: 0 }), type: { kind: "number", scale: 0 } };
  }

  private circle(name: string): Typed {
    const { source } = this.definitions.get(name) as DefinitionSource;
    source.fail("expression", {
      zh: `定义“${name}”绕了一圈又用到自己。`,
      en: `The definition "${name}" leads back to itself.`,
      fixZh: "请去掉循环引用。",
      fixEn: "Break the circle.",
    });
    return truth(null);
  }
}

function truth(ir: Ir | null): Typed {
  return { ir: ir ?? { op: "const", value: 1 }, type: { kind: "bool" } };
}
