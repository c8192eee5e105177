import type { Diagram } from "../diagram/diagram.ts";
import type { Ir } from "../ir.ts";
import type { Setting } from "../rulebook.ts";

/** A constant and whole multiples of facts; an unset parameter has a column after the last fact. */
export type Sum = { readonly constant: number; readonly parts: readonly { readonly fact: number; readonly times: number }[] };

/** The column of an unset parameter, or null where it is set. */
export function parameterColumn(name: string, factCount: number, { unsetParameters }: Diagram): number | null {
  const position = unsetParameters.indexOf(name);
  return position === -1 ? null : factCount + position;
}

/** Reads terms as sums. */
export class SumReader {
  private readonly setting: Setting;
  private readonly factCount: number;
  private readonly diagram: Diagram;

  constructor(setting: Setting, factCount: number, diagram: Diagram) {
    this.setting = setting;
    this.factCount = factCount;
    this.diagram = diagram;
  }

  /** A term as a sum, or null where it is something else. */
  sumOf(ir: Ir, times = 1): Sum | null {
    switch (ir.op) {
      case "const":
        return { constant: ir.value * times, parts: [] };
      case "as_of":
        return { constant: this.setting.asOf * times, parts: [] };
      case "param": {
        const column = parameterColumn(ir.name, this.factCount, this.diagram);
        return column === null
          ? { constant: this.setting.param(ir.name) * times, parts: [] }
          : { constant: 0, parts: [{ fact: column, times }] };
      }
      case "fact":
        return { constant: 0, parts: [{ fact: ir.fact, times }] };
      case "multiply":
        return ir.left.op === "const" ? this.sumOf(ir.right, times * ir.left.value) : null;
      case "days":
        return ir.orFact === undefined ? added(this.sumOf(ir.to, times), this.sumOf(ir.from, -times)) : null;
      case "add":
        return added(this.sumOf(ir.left, times), this.sumOf(ir.right, times));
      case "subtract":
        return added(this.sumOf(ir.left, times), this.sumOf(ir.right, -times));
      default:
        return null;
    }
  }
}

function added(left: Sum | null, right: Sum | null): Sum | null {
  return left && right && { constant: left.constant + right.constant, parts: [...left.parts, ...right.parts] };
}
