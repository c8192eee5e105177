import { citation, type Benefit, type CompiledPack, type Condition, type Program } from "@huican/engine";
import { doubleQuoted, quoted } from "./cells.ts";

/** The outcomes that a file of entitlements may list. */
export type ListedOutcome = "eligible" | "unknown" | "ineligible" | "not_in_force";

const titles = {
  none: {
    zh: "不是某一个条件单独决定（本人已去世、另一项待遇优先，或几个条件不能同时成立）",
    en: "No condition alone decides (the person has died, another benefit prevails, or conditions exclude each other)",
  },
};

/**
 * The query that turns a population's decisions into one row for each person and benefit: `id`, `benefit`, `benefit_zh`, `outcome`, `payable_yuan`,
 * what decides in both languages, and the clause.
 * @param decided the statement's result, one row a person
 */
export function entitlementQuery(
  program: Program,
  decided: string,
  positions: readonly number[],
  outcomes: readonly ListedOutcome[],
): string {
  const { compiled } = program.pack;
  const entries = positions.map((position) => {
    const key = compiled.benefits[position]?.key ?? "";
    return `{k: ${position}, o: ${doubleQuoted(key)}, p: ${doubleQuoted(`${key}.payable`)}, d: ${doubleQuoted(`${key}.deciding`)}}`;
  });
  return `
    with decided as (${decided}),
    listed as (select id, unnest([${entries.join(", ")}]) as entry from decided)
    select
      id,
      benefit,
      benefit_zh,
      entry.o as outcome,
      cast(entry.p / 100.0 as decimal(18, 2)) as payable_yuan,
      condition_zh,
      condition_en,
      clause
    from listed
    join (values ${benefitRows(compiled, positions).join(", ")}) as benefits(k, benefit, benefit_zh, clause) on entry.k = benefits.k
    left join (values ${conditionRows(compiled, positions).join(", ")}) as conditions(k, d, condition_zh, condition_en)
      on entry.k = conditions.k and entry.d = conditions.d
    where entry.o in (${outcomes.map(quoted).join(", ")})
    order by id, entry.k`;
}

function benefitRows(pack: CompiledPack, positions: readonly number[]): readonly string[] {
  return positions.map((position) => {
    const benefit = pack.benefits[position] as Benefit;
    return `(${position}, ${quoted(benefit.key)}, ${quoted(benefit.text.zh)}, ${quoted(citation(pack, benefit))})`;
  });
}

function conditionRows(pack: CompiledPack, positions: readonly number[]): readonly string[] {
  return positions.flatMap((position) => {
    const conditions = pack.benefits[position]?.conditions ?? [];
    const named = conditions.map((condition, i) => {
      const { text } = pack.conditions[condition] as Condition;
      return `(${position}, ${i}, ${quoted(text.zh)}, ${quoted(text.en)})`;
    });
    return [...named, `(${position}, ${conditions.length}, ${quoted(titles.none.zh)}, ${quoted(titles.none.en)})`];
  });
}
