import type { Benefit, Condition } from "../compiled-pack.ts";
import type { Ir } from "../ir.ts";
import type { Program } from "../program.ts";
import { factIndex } from "../vocabulary.ts";
import type { Places } from "./places.ts";
import type { SharedVocabulary, Translation } from "./shared-vocabulary.ts";

/** The rules of one side, ready to stand beside those of another: facts of the shared vocabulary, parameters by their values, regions as {@link Places} has them. */
export class ComparableRules {
  readonly program: Program;
  private readonly places: Places;
  private readonly shared: Translation;

  constructor(program: Program, vocabulary: SharedVocabulary, places: Places) {
    this.program = program;
    this.places = places;
    this.shared = vocabulary.from(program.pack.compiled.vocabulary);
  }

  /** Who is entitled to a benefit, with what it gives way to; nobody where it is not in force. One that a district may switch on is compared as if it were on. */
  rule(position: number, path: readonly number[] = []): Ir {
    const { pack, setting } = this.program;
    const benefit = pack.benefits[position];
    if (!benefit || (setting.inForce[position] !== true && !benefit.isSwitch)) return { op: "const", value: 0 };
    const parts = benefit.conditions.flatMap((condition) => this.condition(condition) ?? []);
    const yields = benefit.excludes.flatMap(({ benefit: key, prevails, received }): Ir[] => {
      if (prevails === "received" && received !== null) return [{ op: "not", of: this.comparable({ op: "fact", fact: received }) }];
      const other = pack.benefits.findIndex((candidate) => candidate.key === key);
      return prevails === "other" && !path.includes(other) ? [{ op: "not", of: this.rule(other, [...path, position]) }] : [];
    });
    return { op: "and", of: [...this.born(benefit.subject), ...parts, ...yields] };
  }

  /** Whoever is not born yet is no example of anything. */
  private born(subject: Benefit["subject"]): readonly Ir[] {
    const index = factIndex(this.program.pack.compiled.vocabulary);
    const [birth, age] = [index.get("person.birth_date"), index.get("person.age")];
    if (birth === undefined || age === undefined || subject === "employer" || subject === "institution") return [];
    const years: Ir = { op: "years", from: { op: "fact", fact: birth }, to: { op: "as_of" }, orFact: age };
    return [this.comparable({ op: "compare", rel: ">=", left: years, right: { op: "const", value: 0 } })];
  }

  /** One condition by its place in the pack; null for one that never decides. */
  condition(position: number): Ir | null {
    const { soft, ir } = this.program.pack.compiled.conditions[position] as Condition;
    return soft || !ir ? null : this.comparable(ir);
  }

  /** An expression in the shared vocabulary. @param choice the enum whose values stand in it as plain numbers */
  private comparable(ir: Ir, choice: number | null = null): Ir {
    switch (ir.op) {
      case "const":
        return choice === null ? ir : { ...ir, value: this.shared.value(choice, ir.value) };
      case "fact":
        return { ...ir, fact: this.shared.fact(ir.fact) };
      case "as_of":
        return ir;
      case "param": {
        const value = this.program.setting.param(ir.name);
        return Number.isNaN(value) ? ir : { op: "const", value };
      }
      case "not":
      case "floor":
      case "round":
      case "stepped":
      case "sliding":
        return { ...ir, of: this.comparable(ir.of) };
      case "and":
      case "or":
      case "min":
      case "max":
      case "heaviest":
      case "count":
        return { ...ir, of: ir.of.map((part) => this.comparable(part)) };
      case "if":
        return { ...ir, test: this.comparable(ir.test), yes: this.comparable(ir.yes, choice), no: this.comparable(ir.no, choice) };
      case "compare": {
        const compared = choiceOf(ir.left) ?? choiceOf(ir.right);
        return { ...ir, left: this.comparable(ir.left, compared), right: this.comparable(ir.right, compared) };
      }
      case "add":
      case "subtract":
      case "multiply":
        return { ...ir, left: this.comparable(ir.left), right: this.comparable(ir.right) };
      case "within":
        return {
          ...ir,
          region: this.comparable(ir.region),
          outer:
            ir.outer.op === "const"
              ? { op: "const", value: this.places.shared(this.program.pack.compiled, ir.outer.value) }
              : this.comparable(ir.outer),
        };
      case "years":
      case "months":
      case "days":
        return {
          ...ir,
          from: this.comparable(ir.from),
          to: this.comparable(ir.to),
          ...(ir.orFact !== undefined && { orFact: this.shared.fact(ir.orFact) }),
        };
    }
  }
}

/** The fact whose value an expression is: the one behind the numbers that it is compared with. */
function choiceOf(ir: Ir): number | null {
  if (ir.op === "fact") return ir.fact;
  return ir.op === "if" ? (choiceOf(ir.yes) ?? choiceOf(ir.no)) : null;
}
