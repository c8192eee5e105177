import type { Benefit, CompiledPack, Condition } from "../compiled-pack.ts";
import { parseDay } from "../day.ts";
import { Builder } from "../diagram/builder.ts";
import { DiagramTooLarge } from "../diagram/nodes.ts";
import { openPacks, type Pack } from "../pack.ts";
import { TooManyTogether } from "../population/joint-worlds.ts";
import { planOf } from "../population/plan.ts";
import type { Program } from "../program.ts";
import type { Compilation } from "./compile-pack.ts";
import { fault, suggestion, type Fault } from "./fault.ts";
import { exampleFacts, pathToTrue } from "./sample-facts.ts";
import type { Source } from "./source.ts";

/**
 * What only shows when the rules are looked at together: a condition that can never be true, a benefit that nobody can get, lines declared exclusive
 * that are both true for someone, definitions never used, clauses without their benefits, a rule whose diagram explodes.
 */
export function checkCompilation(compilation: Compilation): readonly Fault[] {
  const { pack } = compilation;
  const faults = [...checkClauses(compilation), ...checkDefinitions(compilation)];
  const opened = openPacks([{ ...pack, repeals: [] }]).get(pack.id) as Pack;
  const seen = new Set<string>();
  for (const day of daysThatMatter(pack)) {
    for (const found of checkOn(compilation, opened, day)) {
      const key = `${found.code} ${found.file}:${found.line}:${found.column}`;
      if (!seen.has(key)) faults.push(found);
      seen.add(key);
    }
  }
  return faults;
}

/** The first day of every period in which the rules stand as they are. */
function daysThatMatter(pack: CompiledPack): readonly number[] {
  const first = pack.inForce.from ?? "2000-01-01";
  const days = new Set([first]);
  const periods = [
    ...pack.benefits.map((benefit) => benefit.inForce),
    ...pack.benefits.flatMap((benefit) => benefit.amounts),
    ...pack.parameters.flatMap((parameter) => parameter.values),
  ];
  for (const { from } of periods)
    if (from !== null && from > first && (pack.inForce.to === null || from <= pack.inForce.to)) days.add(from);
  return [...days].sort().map((day) => parseDay(day) as number);
}

function checkOn(compilation: Compilation, opened: Pack, day: number): readonly Fault[] {
  const { pack, places } = compilation;
  // Everything is switched on: a benefit that is off until a district wants it must be sound all the same.
  const switches = Object.fromEntries(
    pack.benefits.filter((benefit) => benefit.isSwitch).map((benefit) => [`enabled.${benefit.key}`, true]),
  );
  try {
    const program = opened.on(day, switches);
    if ("code" in program) throw new Error(program.message_en);
    return [
      ...neverTrue(compilation, program),
      ...nobody(compilation, program),
      ...notExclusive(compilation, program),
      ...notForTables(compilation, program),
    ];
  } catch (error) {
    if (!(error instanceof DiagramTooLarge)) throw error;
    const place = [...places.values()][0]?.place ?? { file: `${pack.id}/pack.yaml`, line: 1, column: 1 };
    return [
      fault("too_complex", place, {
        zh: "规则组合过于复杂，无法逐一判定。",
        en: "The rules are too complex to be decided exactly.",
        fixZh: "请把互相比较的事项拆开，或减少组合。",
        fixEn: "Compare fewer facts with each other, or combine fewer.",
      }),
    ];
  }
}

/** What one person can be asked but a table of people cannot: facts compared with each other in a way that is no sum. */
function notForTables(compilation: Compilation, program: Program): readonly Fault[] {
  return compilation.pack.benefits.flatMap((benefit, position) => {
    try {
      planOf(program, { positions: [position], together: "cases" });
      return [];
    } catch (error) {
      if (!(error instanceof TooManyTogether)) throw error;
      const facts = error.facts.flatMap((column) => compilation.pack.vocabulary.facts[column]?.name ?? []).join("、");
      return [
        fault("too_complex", (compilation.places.get(benefit.key) as Source).place, {
          zh: `“${benefit.text.zh}”互相比较的事项太多，或比较的方式不能用于整表计算：${facts}。`,
          en: `"${benefit.text.en}" compares facts with each other in a way that cannot run on tables: ${facts.replaceAll("、", ", ")}.`,
          fixZh: "请每次只比较两个事项，并写成加减或“在某地之内”。",
          fixEn: "Compare two facts at a time, as sums or as one region in another.",
        }),
      ];
    }
  });
}

function neverTrue(compilation: Compilation, program: Program): readonly Fault[] {
  const { pack } = compilation;
  return pack.benefits.flatMap((benefit) =>
    benefit.conditions.flatMap((position, i) => {
      if (program.rulebook.conditionRoots[position] !== 0 || !isPossibleLater(pack.conditions[position] as Condition)) return [];
      const { text } = pack.conditions[position] as Condition;
      const place = conditionSource(compilation, benefit, i).place;
      return [
        fault("never_true", place, {
          zh: `条件“${text.zh}”永远不会成立。`,
          en: `The condition "${text.en}" can never be true.`,
          fixZh: "请检查数值和“并且/或者”。",
          fixEn: "Check the figures and the and/or.",
        }),
      ];
    }),
  );
}

/** A condition that reads no fact is a switch or a day: it may well be false today. */
function isPossibleLater(condition: Condition): boolean {
  return condition.facts.length > 0;
}

function nobody(compilation: Compilation, program: Program): readonly Fault[] {
  return compilation.pack.benefits.flatMap((benefit, position) => {
    const isOpen = program.setting.inForce[position] && program.rulebook.benefitRoots[position] === 0;
    const isExplained = benefit.conditions.some((condition) => program.rulebook.conditionRoots[condition] === 0);
    if (!isOpen || isExplained) return [];
    const place = (compilation.places.get(benefit.key) as Source).place;
    return [
      fault("nobody", place, {
        zh: `没有人能同时满足“${benefit.text.zh}”的全部条件。`,
        en: `Nobody can meet all conditions of "${benefit.text.en}".`,
        fixZh: "请检查哪两个条件互相矛盾。",
        fixEn: "Look for two conditions that contradict each other.",
      }),
    ];
  });
}

function conditionSource(compilation: Compilation, benefit: Benefit, position: number): Source {
  const source = compilation.places.get(benefit.key) as Source;
  return source.get("conditions").items()[position] ?? source;
}

/** Lines that exclude each other must not both be true for anybody. */
function notExclusive(compilation: Compilation, program: Program): readonly Fault[] {
  const { pack } = compilation;
  const builder = new Builder(
    pack.vocabulary,
    pack.conditions.flatMap((condition) => condition.ir ?? []),
    program.setting,
  );
  const rootOf = (key: string): number => {
    const benefit = pack.benefits.find((candidate) => candidate.key === key);
    const hard = (benefit?.conditions ?? [])
      .map((position) => pack.conditions[position] as Condition)
      .filter((condition) => !condition.soft);
    return hard.reduce((root, { ir }) => (ir ? builder.nodes.and(root, builder.condition(ir)) : root), 1);
  };
  return exclusiveGroups(compilation).flatMap((members) => {
    const unknown = members.filter(({ key }) => !compilation.places.has(key));
    if (unknown.length > 0) {
      return unknown.map(({ key, item }) =>
        fault("unknown_name", item.place, {
          zh: `没有待遇“${key}”。`,
          en: `There is no benefit "${key}".`,
          ...suggestion(key, compilation.places.keys()),
        }),
      );
    }
    return members.flatMap(({ key }, i) =>
      members.slice(i + 1).flatMap(({ key: other, item }) => {
        const path = pathToTrue(builder.nodes, builder.nodes.and(rootOf(key), rootOf(other)));
        if (!path) return [];
        const example = JSON.stringify(exampleFacts(path, builder.variables, program));
        return [
          fault("not_exclusive", item.place, {
            zh: `“${key}”和“${other}”声明互斥，但同一个人可以都符合，例如 ${example}。`,
            en: `"${key}" and "${other}" are declared exclusive, but one person can meet both, for example ${example}.`,
            fixZh: "请给其中一项补上排除另一项的条件。",
            fixEn: "Give one of them the condition that rules the other out.",
          }),
        ];
      }),
    );
  });
}

/** The groups of the pack, and those of the packs that it extends: a definition that it changes must not break them. */
function exclusiveGroups({ own, lineage, places }: Compilation): readonly (readonly { readonly key: string; readonly item: Source }[])[] {
  return lineage.flatMap((pack) =>
    pack.exclusive.map((group) =>
      group
        .items()
        .map((item) => ({ key: item.string(), item }))
        .filter(({ key }) => pack === own || places.has(key)),
    ),
  );
}

function checkDefinitions(compilation: Compilation): readonly Fault[] {
  return [...compilation.own.definitions.values()].flatMap((definition) => {
    if (compilation.scope.used.has(definition.name)) return [];
    return [
      fault("unused_definition", definition.source.place, {
        zh: `定义“${definition.name}”没有被使用。`,
        en: `The definition "${definition.name}" is never used.`,
        fixZh: "请删去它，或在条件里使用它。",
        fixEn: "Delete it, or use it in a condition.",
      }),
    ];
  });
}

function checkClauses(compilation: Compilation): readonly Fault[] {
  const { pack } = compilation;
  // A clause may stand in the list several times: once for what it grants, once for the duties that it lays on offices.
  const granted = new Map(
    pack.clauses.map(({ clause }) => [
      clause,
      new Set(pack.clauses.filter((other) => other.clause === clause).flatMap(({ grants }) => grants)),
    ]),
  );
  const keys = new Set(pack.benefits.map((benefit) => benefit.key));
  const ungranted = pack.benefits.flatMap((benefit) => {
    if (granted.get(benefit.source)?.has(benefit.key) || !granted.has(benefit.source)) return [];
    const own = compilation.own.clauses.find(({ clause }) => clause.clause === benefit.source);
    const source = compilation.places.get(benefit.key) as Source;
    const isInherited = !source.file.path.startsWith(`${pack.id}/`);
    const place = (own && isInherited ? own.source : source.get("source")).place;
    return [
      fault("coverage", place, {
        zh: `条款清单里“${benefit.source}”没有列出“${benefit.key}”。`,
        en: `The clause "${benefit.source}" does not list "${benefit.key}".`,
        fixZh: "请在 clauses.yaml 的 grants 中补上。",
        fixEn: "Add it to grants in clauses.yaml.",
      }),
    ];
  });
  const unknown = compilation.own.clauses.flatMap(({ source }) =>
    source
      .get("grants")
      .items()
      .flatMap((item) =>
        keys.has(item.string())
          ? []
          : [
              fault("unknown_name", item.place, {
                zh: `没有待遇“${item.string()}”。`,
                en: `There is no benefit "${item.string()}".`,
                ...suggestion(item.string(), keys),
              }),
            ],
      ),
  );
  return [...ungranted, ...unknown];
}

/** How many hard and soft conditions of a pack rest on somebody's judgement, and how many there are. */
export function judgementCount(pack: CompiledPack): { readonly judged: number; readonly all: number } {
  const positions = pack.benefits.flatMap((benefit) => benefit.conditions);
  return { judged: positions.filter((position) => (pack.conditions[position] as Condition).judgement).length, all: positions.length };
}
