import type { DuckDBConnection } from "@duckdb/node-api";
import type { FactName } from "@huican/engine";
import { cellOf, quoted } from "./cells.ts";
import type { FactColumn } from "./columns.ts";
import { unreadable, type PeopleFile } from "./people-file.ts";
import { query } from "./query.ts";

/** Something that makes rows unusable: how many, and the first of them by their numbers in the file (the head is row 1). */
export type RowFault = {
  readonly column: string;
  readonly code: RowFaultCode;
  readonly rows: number;
  readonly firstRows: readonly number[];
};

type RowFaultCode = "wrong_type" | "bad_date" | "out_of_range" | "bad_value" | "contradiction" | "no_id" | "id_twice";

/** The people of a file in the types that the rules read, with their row numbers and what is wrong with them. */
export type StagedPeople = {
  /** Relations of DuckDB: the rows that can be used, and the others with `row` and `faults`. */
  readonly usable: string;
  readonly unusable: string;
  readonly lastRow: number;
  readonly people: number;
  readonly faults: readonly RowFault[];
};

/**
 * Copies the people of a file into one of Parquet that the rules can read: every cell checked and converted once.
 * @param staged where the copy goes
 */
export async function stagePeople(
  connection: DuckDBConnection,
  file: PeopleFile,
  columns: readonly FactColumn[],
  staged: string,
): Promise<void> {
  try {
    await connection.run(`copy (${stagingQuery(file, columns)}) to ${quoted(staged)} (format parquet, row_group_size 20480)`);
  } catch (error) {
    throw unreadable(error);
  }
}

/** The people that were staged, and what is wrong with them. */
export async function stagedPeople(connection: DuckDBConnection, staged: string): Promise<StagedPeople> {
  const rows = `read_parquet(${quoted(staged)})`;
  const twice = `select id from ${rows} where id is not null group by id having count(*) > 1`;
  await connection.run(`create or replace temp table twice as ${twice}`);
  const faulty = `from (select "row", unnest(faults) as fault from ${rows} where faults is not null union all select "row", 'id:id_twice' from ${rows} where id in (from twice))`;
  const found = await query<[string, bigint, readonly bigint[]]>(
    connection,
    `select fault, count(*), list("row" order by "row")[1:5] ${faulty} group by fault order by min("row"), fault`,
  );
  const [counted] = await query<[bigint, bigint]>(connection, `select count(*), coalesce(max("row"), 0) from ${rows}`);
  const [people = 0, lastRow = 0] = (counted ?? []).map(Number);
  const isBad = `faults is not null or id in (from twice)`;
  return {
    usable: `(select * from ${rows} where not (${isBad}))`,
    unusable: `(select "row", id, list_concat(coalesce(faults, []), case when id in (from twice) then ['id:id_twice'] else [] end) as faults from ${rows} where ${isBad})`,
    lastRow,
    people,
    faults: found.map(([fault, count, firstRows]) => rowFault(fault, Number(count), firstRows.map(Number))),
  };
}

function rowFault(fault: string, rows: number, firstRows: readonly number[]): RowFault {
  const at = fault.lastIndexOf(":");
  return { column: fault.slice(0, at), code: fault.slice(at + 1) as RowFaultCode, rows, firstRows };
}

function stagingQuery(file: PeopleFile, columns: readonly FactColumn[]): string {
  const cells = columns.map(({ column, fact }, i) => ({
    name: column.name,
    fact: fact.name,
    raw: `r${i}`,
    cell: cellOf(fact, `r${i}`, column.type),
  }));
  const raws = columns.map(({ column }, i) => `${doubleQuoted(column.name)} as r${i}`);
  const values = cells.map(({ fact, cell }) => `${cell.value} as ${doubleQuoted(fact)}`);
  const isFaulty = cells.map(({ raw, fact, cell }) => ({
    test: `nullif(trim(cast(${raw} as varchar)), '') is not null and ${doubleQuoted(fact)} is null`,
    fault: (name: string) => `${quoted(`${name}:`)} || ${cell.fault}`,
  }));
  const found = isFaulty.map(({ test, fault }, i) => `case when ${test} then ${fault(cells[i]?.name ?? "")} end`);
  const facts = new Set(cells.map(({ fact }) => fact));
  const contradictions = contradictionsAmong(facts);
  const all = [
    `case when id is null then 'id:no_id' end`,
    ...found,
    ...contradictions.map(
      ([own, other]) => `case when ${doubleQuoted(own)} is not null and ${doubleQuoted(other)} is not null then '${own}:contradiction' end`,
    ),
  ];
  const any = [
    "id is null",
    ...isFaulty.map(({ test }) => `(${test})`),
    ...contradictions.map(([own, other]) => `(${doubleQuoted(own)} is not null and ${doubleQuoted(other)} is not null)`),
  ];
  return `
    select "row", id, ${[...facts].map(doubleQuoted).concat([]).join(", ")}${facts.size > 0 ? "," : ""}
      case when ${any.join(" or ")} then list_filter([${all.join(", ")}], fault -> fault is not null) end as faults
    from (
      select *, ${values.length > 0 ? values.join(", ") : "1 as none"}
      from (
        select row_number() over () + 1 as "row", nullif(trim(cast(id as varchar)), '') as id${raws.length > 0 ? `, ${raws.join(", ")}` : ""}
        from ${file.relation}
      )
    )`;
}

/** Facts of which one may stand for the other, and never both. */
function contradictionsAmong(facts: ReadonlySet<FactName>): readonly (readonly [FactName, FactName])[] {
  return facts.has("person.age") && facts.has("person.birth_date") ? [["person.age", "person.birth_date"]] : [];
}

export function doubleQuoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
