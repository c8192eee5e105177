import type { DuckDBConnection } from "@duckdb/node-api";
import type { Fact, FactName, Vocabulary } from "@huican/engine";
import { emptyColumn, unknownIn, type Column, type People } from "@huican/engine/population";

/**
 * Reads people from Parquet as typed columns, so many at a time; the columns are used again for the next.
 * @param facts the facts to read; `where` keeps some rows
 */
export async function* peopleFromParquet(
  connection: DuckDBConnection,
  vocabulary: Vocabulary,
  facts: readonly FactName[],
  path: string,
  atOnce: number,
): AsyncGenerator<People> {
  const named = facts.flatMap((name) => vocabulary.facts.find((fact) => fact.name === name) ?? []);
  const columns = named.map((fact) => emptyColumn(fact, atOnce));
  const byName = new Map(named.map((fact, i) => [fact.name, columns[i] as Column]));
  const numbers = named.map((fact, i) => `${numberOf(fact, columns[i] as Column)} as c${i}`);
  const result = await connection.stream(`select ${numbers.join(", ")} from read_parquet('${path}')`);
  let filled = 0;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) break;
    if (filled + chunk.rowCount > atOnce) {
      yield { count: filled, columns: byName };
      filled = 0;
    }
    columns.forEach((column, i) => {
      const vector = chunk.getColumnVector(i);
      for (let row = 0; row < chunk.rowCount; row++) column[filled + row] = vector.getItem(row) as number;
    });
    filled += chunk.rowCount;
  }
  if (filled > 0) yield { count: filled, columns: byName };
}

/** A fact as the number that its column holds, the column's own number for "not known" where it is null. */
function numberOf(fact: Fact, column: Column): string {
  const name = `"${fact.name}"`;
  const unknown = Number.isNaN(unknownIn(column)) ? "'nan'" : String(unknownIn(column));
  const type = column instanceof Int8Array ? "tinyint" : column instanceof Int32Array ? "integer" : "double";
  return `coalesce(cast(${plain(fact, name)} as ${type}), cast(${unknown} as ${type}))`;
}

function plain(fact: Fact, name: string): string {
  switch (fact.type) {
    case "date":
      return `(${name} - date '1970-01-01')`;
    case "region":
      return `case when ${name} = 'none' then -1 else cast(rpad(${name}, 12, '0') as bigint) end`;
    case "enum":
      return `case ${name} ${(fact.values ?? []).map(({ key }, i) => `when '${key}' then ${i}`).join(" ")} end`;
    case "bool":
    case "int":
    case "money":
      return name;
  }
}
