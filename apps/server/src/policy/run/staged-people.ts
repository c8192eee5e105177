import type { DuckDBConnection } from "@duckdb/node-api";
import type { FactName } from "@huican/engine";
import { cellOf, doubleQuoted, quoted } from "./cells.ts";
import type { FactColumn, MatchedColumns } from "./columns.ts";
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
 * @param asOf the day of assessment: nobody is born after it
 * @param staged where the copy goes
 */
export async function stagePeople(
  connection: DuckDBConnection,
  file: PeopleFile,
  columns: MatchedColumns,
  { asOf, staged }: { readonly asOf: string; readonly staged: string },
): Promise<void> {
  try {
    await connection.run(`copy (${stagingQuery(file, columns, asOf)}) to ${quoted(staged)} (format parquet, row_group_size 20480)`);
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
    `select fault, count(*), min("row", 5) ${faulty} group by fault order by min("row"), fault`,
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

/** In three steps, each a column that the next one reads: the texts of the cells, what they are read as, and the values. What is written twice is computed twice, and takes memory twice. */
function stagingQuery(file: PeopleFile, { idPlace, facts: columns }: MatchedColumns, asOf: string): string {
  const cells = columns.map(({ column, place, fact }) => ({
    name: column.name,
    fact: doubleQuoted(fact.name),
    text: `t${place}`,
    trimmed: `nullif(trim(cast(c${place} as varchar)), '') as t${place}`,
    parsed: `p${place}`,
    cell: cellOf(fact, { text: `t${place}`, parsed: `p${place}` }, isBirthDate(fact) ? asOf : lastDayOfAll),
  }));
  const isFaulty = ({ text, fact }: (typeof cells)[number]) => `${text} is not null and ${fact} is null`;
  const contradictions = contradictionsAmong(new Set(columns.map(({ fact }) => fact.name))).map(([own, other]) => ({
    test: `${doubleQuoted(own)} is not null and ${doubleQuoted(other)} is not null`,
    fault: `'${own}:contradiction'`,
  }));
  const faults = [
    { test: "id is null", fault: "'id:no_id'" },
    ...cells.map((cell) => ({ test: isFaulty(cell), fault: `${quoted(`${cell.name}:`)} || ${cell.cell.fault}` })),
    ...contradictions,
  ];
  const any = faults.map(({ test }) => `(${test})`).join(" or ");
  const all = faults.map(({ test, fault }) => `case when ${test} then ${fault} end`).join(", ");
  const listed = (parts: readonly string[]) => parts.map((part) => `, ${part}`).join("");
  return `
    with texts as (
      select "row", nullif(trim(cast(c${idPlace} as varchar)), '') as id${listed(cells.map(({ trimmed }) => trimmed))}
      from ${file.relation}
    ),
    parsed as (select *${listed(cells.map(({ cell, parsed }) => `${cell.parsed} as ${parsed}`))} from texts),
    valued as (select *${listed(cells.map(({ cell, fact }) => `${cell.value} as ${fact}`))} from parsed)
    select "row", id${listed(cells.map(({ fact }) => fact))}, case when ${any} then list_filter([${all}], fault -> fault is not null) end as faults
    from valued`;
}

/** No fact has a day after this one. */
const lastDayOfAll = "2299-12-31";

/** Nobody is assessed before being born. */
function isBirthDate(fact: FactColumn["fact"]): boolean {
  return fact.name === "person.birth_date";
}

/** Facts of which one may stand for the other, and never both. */
function contradictionsAmong(facts: ReadonlySet<FactName>): readonly (readonly [FactName, FactName])[] {
  return facts.has("person.age") && facts.has("person.birth_date") ? [["person.age", "person.birth_date"]] : [];
}
