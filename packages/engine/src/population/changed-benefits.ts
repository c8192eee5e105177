import { childrenOf, type Diagram } from "../diagram/diagram.ts";
import type { Variable } from "../diagram/variable.ts";
import type { Program } from "../program.ts";
import { openRoot } from "../rulebook.ts";

/**
 * The benefits whose outcome, payable sum or deciding condition may differ for anybody between two settings of one pack: what has to be decided again when a
 * parameter or the day changes. Ages make a different day change whatever reads one.
 *
 * @returns places in the pack
 */
export function changedBenefits(before: Program, after: Program): readonly number[] {
  const meanings = new Meanings();
  return before.pack.benefits.flatMap((_, position) => {
    const isSame = signature(before, position, meanings) === signature(after, position, meanings);
    return isSame ? [] : [position];
  });
}

function signature(program: Program, position: number, meanings: Meanings): string {
  const { rulebook, setting, pack } = program;
  if (setting.inForce[position] !== true) return "not in force";
  const conditions = pack.benefits[position]?.conditions ?? [];
  const roots = [rulebook.benefitRoots[position], ...conditions.map((condition) => rulebook.conditionRoots[condition])];
  const rates = (setting.rates[position] ?? []).map(({ line, rateFen }) => [line, rateFen]);
  return JSON.stringify([roots.map((root) => meanings.of(program, root as number)), rates, parametersRead(program, position)]);
}

/** The values of parameters that amounts read; those in conditions are part of the roots. */
function parametersRead({ setting, pack }: Program, position: number): readonly string[] {
  const amounts = JSON.stringify(pack.benefits[position]?.amounts);
  return pack.compiled.parameters
    .filter(({ name }) => amounts.includes(JSON.stringify(name)))
    .map(({ name }) => String(setting.param(name)));
}

/** Numbers the functions of diagrams: two nodes, of whichever rulebooks, have one number if they ask the same and lead to the same. */
class Meanings {
  private readonly known = new Map<string, number>();
  private readonly byDiagram = new Map<Diagram, Map<string, number>>();

  of(program: Program, root: number): number {
    if (root === openRoot) return openRoot;
    const { diagram } = program.rulebook;
    let byNode = this.byDiagram.get(diagram);
    if (!byNode) this.byDiagram.set(diagram, (byNode = new Map()));
    return this.number(program, root, byNode);
  }

  private number(program: Program, node: number, byNode: Map<string, number>): number {
    if (node < 2) return node;
    const { asOf } = program.setting;
    const place = `${node} ${asOf}`;
    const seen = byNode.get(place);
    if (seen !== undefined) return seen;
    const { diagram } = program.rulebook;
    const variable = diagram.variables[diagram.table[node] as number] as Variable;
    const children = childrenOf(diagram, node).map((child) => this.number(program, child, byNode));
    const text = `${variable.key} ${isDayless(program, variable) ? "" : asOf} ${variable.cuts.join()} ${children.join()}`;
    let number = this.known.get(text);
    if (number === undefined) this.known.set(text, (number = this.known.size + 2));
    byNode.set(place, number);
    return number;
  }
}

/** Whether a variable means the same on every day: a fact that does not expire, and no span to the day of assessment. */
function isDayless({ pack }: Program, { ir }: Variable): boolean {
  return ir.op === "fact" && pack.compiled.vocabulary.facts[ir.fact]?.expiresWith === undefined;
}
