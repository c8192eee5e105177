import { sql } from "kysely";
import { logReading } from "../../platform/audit/index.ts";
import type { Actor } from "../../platform/database/index.ts";
import { codePrefix } from "../area/code-prefix.ts";
import { registryErrors } from "../errors.ts";
import { disabilityFacts } from "../identity/certificate-number.ts";
import type { Registry } from "../registry.ts";
import { noSnapshot } from "../snapshot/no-snapshot.ts";
import { isMonthEnd } from "../snapshot/snapshot-retention.ts";
import { ageBands, divisionOf, publishedCells, type CountedGroup, type DimensionKey } from "./statistic.ts";

type StatisticQuestion = {
  /** The last day of a month that is over. */
  readonly day: string;
  readonly today: string;
  /** The code of a street or of what is around it; null for all areas of duty. */
  readonly area: string | null;
  /** One dimension or two that are counted together. */
  readonly by: readonly (DimensionKey | "street")[];
};

type Statistic = {
  /** In the order of the question; what is not there is nobody or a few. */
  readonly cells: readonly { readonly values: readonly string[]; readonly count: number }[];
  readonly total: number;
};

/** Streets are the smallest areas that are counted: each is counted for itself, whoever asks. */
const streetDigits = 9;

/**
 * 统计: how many people with a valid certificate were registered in the actor's areas, by one or two things. The one way to a count that is told without the people: every cell is protected,
 * all tables add up, and the same question has the same answer for everybody, today and in a year.
 * @throws Refusal where the day is no end of a month that is over or has no snapshot, the area is not the actor's, or the dimensions are not counted together
 */
export async function countPeople({ db }: Registry, actor: Actor, { day, today, area, by }: StatisticQuestion): Promise<Statistic> {
  const division = divisionOf(by.filter((key) => key !== "street"));
  if (!division || new Set(by).size !== by.length) throw registryErrors.statisticDimensions();
  if (!isMonthEnd(day) || day >= today) throw registryErrors.statisticDay();
  const within = area === null ? actor.areas : [codePrefix(area)];
  if (within.length === 0 || within.some((code) => !isCounted(code, actor))) throw registryErrors.statisticArea();
  // Row security goes by where people are now: whoever moved away would be missing from what was published of a month that is over, and by comparing one would know who. The
  // areas were looked at above, and nobody is shown.
  const groups = await db.as({ ...actor, areas: [""] }, async (tx) => {
    const { rows } = await sql<CountedGroup>`
      select substr(${home}, 1, ${streetDigits}) as street, ${category} as category, ${level} as level, ${sex} as sex, ${age} as age, ${allowance} as allowance,
        count(*) as count
      from registry.snapshot t
      where t.as_of = ${day} and ${home} ^@ any (${within}::text[])
        and t."certificate.status" = 'valid' and t."person.deceased" is not true
      group by 1, 2, 3, 4, 5, 6
      order by 1`.execute(tx);
    const { rows: states } = await sql`select from registry.snapshot_state where as_of = ${day}`.execute(tx);
    if (states.length === 0) throw await noSnapshot(tx, day);
    // Nobody is shown: it is logged that everybody was counted, as of jobs.
    await logReading(tx, { act: "registry.count-people", subjects: [], fields: division });
    return rows;
  });
  return summed(publishedCells(groups, division), division, by);
}

function isCounted(code: string, { areas }: Actor): boolean {
  return code.length <= streetDigits && areas.some((own) => code.startsWith(own));
}

/** Published counts, added up for whoever does not ask by all of a division: sums of what is published say nothing new. */
function summed(cells: ReturnType<typeof publishedCells>, division: readonly DimensionKey[], by: StatisticQuestion["by"]): Statistic {
  const sums = new Map<string, { readonly values: readonly string[]; count: number }>();
  let total = 0;
  for (const { street, values, count } of cells) {
    const asked = by.map((key) => (key === "street" ? street : (values[division.indexOf(key)] ?? "")));
    const sum = sums.get(asked.join("/")) ?? { values: asked, count: 0 };
    sum.count += count;
    sums.set(asked.join("/"), sum);
    total += count;
  }
  return { cells: [...sums.values()], total };
}

/** Where somebody was registered on the day; of who was nowhere, where they lived. */
const home = sql`coalesce(t."person.hukou_region", t."person.residence_region")`;
const levels = disabilityFacts.map((fact) => sql`nullif(t.${sql.id(fact)}, 0)`);
const count = sql`num_nonnulls(${sql.join(levels)})`;
const category = sql`case when ${count} = 0 then 'unknown' when ${count} > 1 then 'multiple' else ${sql`case ${sql.join(
  disabilityFacts.map((fact, i) => sql`when ${levels[i]} is not null then ${sql.lit(fact.split(".")[1] ?? "")}`),
  sql` `,
)} end`} end`;
/** That of the heaviest category: 1 is the heaviest. */
const level = sql`coalesce(least(${sql.join(levels)})::text, 'unknown')`;
const sex = sql`coalesce(t."person.sex", 'unknown')`;
const years = sql`extract(year from age(t.as_of, t."person.birth_date"))`;
const age = sql`case ${sql.join(
  ageBands.toReversed().map((from) => sql`when ${years} >= ${sql.lit(from)} then ${sql.lit(String(from))}`),
  sql` `,
)} else 'unknown' end`;
const hardships = ["hardship.extreme_poverty_support", "hardship.subsistence_allowance", "hardship.subsistence_margin"].map(
  (fact) => sql`t.${sql.id(fact)}`,
);
const allowance = sql`case when ${hardships[0]} then 'extreme-poverty' when ${hardships[1]} then 'subsistence' when ${hardships[2]} then 'margin'
  when num_nonnulls(${sql.join(hardships)}) = 3 then 'none' else 'unknown' end`;
