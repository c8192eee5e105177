import type { Benefit, Condition } from "../compiled-pack.ts";
import type { Ir } from "../ir.ts";
import type { Program } from "../program.ts";
import { parseRegion, regionSize } from "../region.ts";
import { factIndex } from "../vocabulary.ts";

/** The region that stands for "here" on both sides, so that two places can be compared: a district of a province that does not exist. */
export const here = 980_001_000_000;

/** The rules of one side, ready to stand beside those of another: parameters by their values, the side's own region as {@link here}. */
export class ComparableRules {
  readonly program: Program;
  private readonly own: number | null;

  constructor(program: Program) {
    this.program = program;
    const { region } = program.pack.compiled;
    this.own = region === null ? null : parseRegion(region);
  }

  /** Who is entitled to a benefit, with what it gives way to; nobody where it is not in force. One that a district may switch on is compared as if it were on. */
  rule(position: number, path: readonly number[] = []): Ir {
    const { pack, setting } = this.program;
    const benefit = pack.benefits[position];
    if (!benefit || (setting.inForce[position] !== true && !benefit.isSwitch)) return { op: "const", value: 0 };
    const parts = benefit.conditions.flatMap((condition) => this.condition(condition) ?? []);
    const yields = benefit.excludes.flatMap(({ benefit: key, prevails, received }): Ir[] => {
      if (prevails === "received" && received !== null) return [{ op: "not", of: { op: "fact", fact: received } }];
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
    return [{ op: "compare", rel: ">=", left: years, right: { op: "const", value: 0 } }];
  }

  /** One condition by its place in the pack; null for one that never decides. */
  condition(position: number): Ir | null {
    const { soft, ir } = this.program.pack.compiled.conditions[position] as Condition;
    return soft || !ir ? null : this.comparable(ir);
  }

  private comparable(ir: Ir): Ir {
    switch (ir.op) {
      case "const":
      case "fact":
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
        return { ...ir, test: this.comparable(ir.test), yes: this.comparable(ir.yes), no: this.comparable(ir.no) };
      case "compare":
      case "add":
      case "subtract":
      case "multiply":
        return { ...ir, left: this.comparable(ir.left), right: this.comparable(ir.right) };
      case "within":
        return {
          ...ir,
          region: this.comparable(ir.region),
          outer: ir.outer.op === "const" ? { op: "const", value: this.place(ir.outer.value) } : this.comparable(ir.outer),
        };
      case "years":
      case "months":
      case "days":
        return { ...ir, from: this.comparable(ir.from), to: this.comparable(ir.to) };
    }
  }

  /** A region, with the side's own and those around it made the same on both sides. */
  private place(region: number): number {
    if (this.own === null) return region;
    if (region === this.own) return here;
    const isAround = region < this.own && this.own < region + regionSize(region);
    return isAround ? here - (here % regionSize(region)) : region;
  }
}
