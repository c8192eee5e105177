import type { Benefit, CompiledPack, Condition } from "../compiled-pack.ts";
import { formatDay, parseDay } from "../day.ts";
import { Builder } from "../diagram/builder.ts";
import type { Variable } from "../diagram/variable.ts";
import { evaluate } from "../evaluate.ts";
import { isInputError, readFacts } from "../facts.ts";
import type { Pack } from "../pack.ts";
import type { Program } from "../program.ts";
import type { Compilation } from "./compile-pack.ts";
import { fault, type Fault, type FaultText } from "./fault.ts";
import type { Source } from "./source.ts";
import type { WorkedCase } from "./worked-case.ts";

/**
 * What the worked cases leave untried. A benefit with a figure has a case that grants, one in which each condition alone refuses, one on each side of
 * each edge (an age, a level, a count, the first day of a rate) and one that cannot be told; every other benefit has one that grants and one that refuses.
 * What a pack takes from the one that it extends is tried there; of a benefit whose conditions it leaves alone, only the new amount is tried here.
 */
export function checkCaseCoverage(compilation: Compilation, opened: Pack, cases: readonly WorkedCase[]): readonly Fault[] {
  const trials = triedBy(opened, cases);
  return compilation.pack.benefits.flatMap((benefit) => {
    const source = compilation.places.get(benefit.key) as Source;
    if (!source.file.path.startsWith(`${compilation.pack.id}/`)) return [];
    const tried = trials.get(benefit.key) ?? [];
    const isChangedOnly = source.isLaidOver && !source.writes("conditions");
    const texts = isChangedOnly ? untriedChange(compilation.pack, benefit, tried) : untried(compilation.pack, benefit, tried);
    return texts.map((text) => fault("coverage", source.place, text));
  });
}

/** A worked case that says something about one benefit. */
type Trial = {
  readonly outcome: string;
  readonly asOf: string;
  /** The conditions that do not hold, as positions in the pack. */
  readonly refusedBy: readonly number[];
  /** The value of a term in this case, NaN where unknown. */
  readonly valueOf: (variable: Variable) => number;
};

function triedBy(opened: Pack, cases: readonly WorkedCase[]): ReadonlyMap<string, readonly Trial[]> {
  const trials = new Map<string, Trial[]>();
  for (const workedCase of cases) {
    const program = opened.on(parseDay(workedCase.asOf) as number, workedCase.params);
    const facts = readFacts(opened.compiled.vocabulary, workedCase.facts, workedCase.missing);
    if ("code" in program || isInputError(facts)) continue;
    program.take(facts);
    const values = Float64Array.from(program.knownValues());
    const env = { fact: (fact: number) => values[fact] ?? Number.NaN, param: program.setting.param, asOf: program.setting.asOf };
    for (const { benefit: key, fields } of workedCase.expect) {
      const benefit = opened.benefit(key);
      if (!benefit) continue;
      const trial = {
        outcome: String(fields["outcome"]),
        asOf: workedCase.asOf,
        refusedBy: refusing(program, benefit),
        valueOf: ({ ir }: Variable) => evaluate(ir, env),
      };
      const known = trials.get(benefit.key);
      if (known) known.push(trial);
      else trials.set(benefit.key, [trial]);
    }
  }
  return trials;
}

function refusing(program: Program, benefit: Benefit): readonly number[] {
  const { conditions } = program.pack.compiled;
  return benefit.conditions.filter(
    (position) =>
      !(conditions[position] as Condition).soft && program.settle(program.rulebook.conditionRoots[position] as number).outcome === 0,
  );
}

function untried(pack: CompiledPack, benefit: Benefit, trials: readonly Trial[]): readonly FaultText[] {
  const missing: FaultText[] = [];
  const name = benefit.key;
  if (!trials.some((trial) => trial.outcome === "eligible"))
    missing.push(lacking(`“${name}”没有给予的案例。`, `No worked case grants "${name}".`));
  if (!trials.some((trial) => trial.outcome === "ineligible") && benefit.conditions.length > 0)
    missing.push(lacking(`“${name}”没有拒绝的案例。`, `No worked case refuses "${name}".`));
  if (!benefit.amounts.some((line) => line.kind !== "none" && line.kind !== "unset")) return missing;
  if (!trials.some((trial) => trial.outcome === "unknown"))
    missing.push(lacking(`“${name}”没有“还不能确定”的案例。`, `No worked case leaves "${name}" unknown.`));
  for (const position of new Set(benefit.conditions)) missing.push(...untriedCondition(pack, benefit, position, trials));
  missing.push(...untriedDays(pack, benefit, trials));
  return missing;
}

function untriedChange(pack: CompiledPack, benefit: Benefit, trials: readonly Trial[]): readonly FaultText[] {
  const days = untriedDays(pack, benefit, trials);
  if (trials.some((trial) => trial.outcome === "eligible")) return days;
  return [lacking(`改动后的“${benefit.key}”没有给予的案例。`, `No worked case grants "${benefit.key}" as it is changed.`), ...days];
}

/** The first day of each rate, and the day before. */
function untriedDays(pack: CompiledPack, benefit: Benefit, trials: readonly Trial[]): readonly FaultText[] {
  return benefit.amounts.flatMap(({ from }) => {
    if (from === null || (pack.inForce.from !== null && from <= pack.inForce.from)) return [];
    const eve = formatDay((parseDay(from) as number) - 1);
    return [eve, from]
      .filter((day) => !trials.some((trial) => trial.asOf === day))
      .map((day) =>
        lacking(
          `“${benefit.key}”没有 ${day} 的案例，标准在 ${from} 变动。`,
          `No worked case tries "${benefit.key}" on ${day}; the rate changes on ${from}.`,
        ),
      );
  });
}

function untriedCondition(pack: CompiledPack, benefit: Benefit, position: number, trials: readonly Trial[]): readonly FaultText[] {
  const condition = pack.conditions[position] as Condition;
  if (condition.soft || !condition.ir || condition.facts.length === 0) return [];
  const missing: FaultText[] = [];
  if (!trials.some((trial) => trial.outcome === "ineligible" && trial.refusedBy.length === 1 && trial.refusedBy[0] === position)) {
    missing.push(
      lacking(
        `“${benefit.key}”没有只因“${condition.text.zh}”不符而拒绝的案例。`,
        `No worked case refuses "${benefit.key}" only because of "${condition.text.en}".`,
      ),
    );
  }
  for (const { variable, cut } of edgesOf(pack, condition)) {
    for (const value of [cut - 1, cut]) {
      if (!trials.some((trial) => trial.valueOf(variable) === value)) {
        missing.push(
          lacking(
            `“${benefit.key}”没有在界限旁取值 ${value} 的案例（${condition.text.zh}）。`,
            `No worked case tries "${benefit.key}" at the value ${value} beside an edge (${condition.text.en}).`,
          ),
        );
      }
    }
  }
  return missing;
}

/** Where a condition changes its mind between two neighbouring values of an age, a level or a count. */
function edgesOf(pack: CompiledPack, condition: Condition): readonly { readonly variable: Variable; readonly cut: number }[] {
  if (!condition.ir) return [];
  const builder = new Builder(pack.vocabulary, [condition.ir], { param: (name) => parameterValue(pack, name), asOf: 0 });
  const root = builder.condition(condition.ir);
  return builder.variables.flatMap((variable, position) => {
    if (!isCounted(pack, variable)) return [];
    return variable.cuts
      .filter((_, i) => builder.nodes.cofactorOf(root, position, i) !== builder.nodes.cofactorOf(root, position, i + 1))
      .filter((cut) => cut > firstEdge(variable))
      .map((cut) => ({ variable, cut }));
  });
}

function parameterValue(pack: CompiledPack, name: string): number {
  return pack.parameters.find((parameter) => parameter.name === name)?.values[0]?.value ?? Number.NaN;
}

/** Between no level and the heaviest, and between unborn and born, there is no edge that a document draws: refusals try those. */
function firstEdge({ ir }: Variable): number {
  return ir.op === "fact" ? 1 : 0;
}

function isCounted(pack: CompiledPack, { ir }: Variable): boolean {
  if (ir.op === "years" || ir.op === "months") return true;
  return ir.op === "fact" && pack.vocabulary.facts[ir.fact]?.type === "int";
}

function lacking(zh: string, en: string): FaultText {
  return { zh, en, fixZh: "请对照文件条款补写一个案例。", fixEn: "Write one from the clause of the document." };
}
