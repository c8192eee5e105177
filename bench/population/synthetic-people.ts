import type { DuckDBConnection } from "@duckdb/node-api";
import { formatDay, formatRegion, type Fact, type FactName, type Program } from "@huican/engine";

/**
 * Writes synthetic people to Parquet: each fact from a hash of the row, its usual value far more often than others, a twentieth unknown. Made by DuckDB itself,
 * so that millions take seconds; nobody real is in it.
 */
export async function writePeople(
  connection: DuckDBConnection,
  program: Program,
  facts: readonly FactName[],
  count: number,
  seed: number,
  path: string,
): Promise<void> {
  const { vocabulary } = program.pack.compiled;
  const named = facts.flatMap((name) => vocabulary.facts.find((fact) => fact.name === name) ?? []);
  const columns = named.map((fact, i) => `${valueOf(fact, `hash(i, ${seed + i})`, program)} as "${fact.name}"`);
  await connection.run(
    `copy (select cast(i as integer) as id, ${columns.join(", ")} from range(${count}) as rows(i)) to '${path}' (format parquet, row_group_size 30720)`,
  );
}

function valueOf(fact: Fact, hash: string, program: Program): string {
  const share = `(${hash} % 1000)`;
  const usual = fact.usual ?? fact.closed;
  const other = `(${hash} // 1000)`;
  switch (fact.type) {
    case "bool":
      return `case when ${share} < 50 then null when ${share} < 900 then ${usual === 1} else ${usual !== 1} end`;
    case "enum":
      return `case when ${share} < 50 then null ${usual === undefined ? "" : `when ${share} < 700 then '${fact.values?.[usual]?.key}'`} else [${(fact.values ?? []).map(({ key }) => `'${key}'`).join(", ")}][cast(1 + ${other} % ${fact.values?.length ?? 1} as integer)] end`;
    case "int": {
      const [least, greatest] = [fact.range?.[0] ?? 0, fact.range?.[1] ?? 24];
      return `case when ${share} < 50 then null when ${share} < 700 then ${usual ?? least} else cast(${least} + ${other} % ${greatest - least + 1} as integer) end`;
    }
    case "money":
      return `case when ${share} < 500 then null else cast(${other} % 1000000 as bigint) end`;
    case "date":
      return `case when ${share} < 20 then null else date '${formatDay(program.setting.asOf)}' - cast(${other} % 33000 as integer) end`;
    case "region": {
      const home = program.pack.compiled.region ?? "500106";
      return `case when ${share} < 20 then null when ${share} < 900 then '${home}' else ['500105', '${formatRegion(510000000000)}', '110101'][cast(1 + ${other} % 3 as integer)] end`;
    }
  }
}
