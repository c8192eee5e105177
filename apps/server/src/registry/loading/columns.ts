import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

/** From the first day until before the second, `YYYY-MM-DD`; null is open. */
type Days = { readonly from: string | null; readonly to: string | null };
type Value = string | number | null;
export type Cell = Value | Days;

/** Types of lists, and how a value of each stands in the literal of an array: only texts can hold what has to be escaped. Bytes are given as hexadecimal digits. */
const literalOf = {
  bigint: String,
  smallint: String,
  date: String,
  timestamptz: (time: Value) => `"${time}"`,
  bytea: (digits: Value) => `"\\\\x${digits}"`,
  text: escaped,
  "text[]": escaped,
  // Stands in a list of JSON as it is.
  jsonb: String,
} as const;
type ListType = keyof typeof literalOf;

/** How ranges are made of two lists of days: reading the text of a range takes the database longer. What is recorded on a day is so from its first minute in China. */
const rangeOf = {
  daterange: (from: string, to: string) => `daterange(${from}, ${to})`,
  tstzrange: (from: string, to: string) => `tstzrange(${firstMinute(from)}, ${firstMinute(to)})`,
} as const;
type ColumnType = ListType | keyof typeof rangeOf;

/** So many cells of a list are kept apart; then they are joined, for a collector of garbage moves each of many small texts. */
const cellsApart = 200;

/** Rows of one table, kept by column and written as one statement: hundreds of thousands of rows go in without a parameter for each value. */
export class Columns {
  private readonly table: string;
  private readonly columns: readonly Column[];
  /** What is the same in every row. */
  private readonly alike: Readonly<Record<string, string>>;

  /**
   * @param types by the name of the column
   * @param alike by the name of the column what is the same in every row, in SQL: it is worked out once
   */
  constructor(table: string, types: Readonly<Record<string, ColumnType>>, alike: Readonly<Record<string, string>> = {}) {
    this.table = table;
    this.columns = Object.entries(types).map(([name, type]) => new Column(name, type));
    this.alike = alike;
  }

  push(row: readonly Cell[]): void {
    for (let i = 0; i < this.columns.length; i++) (this.columns[i] as Column).push(row[i] ?? null);
  }

  async write(tx: Tx): Promise<void> {
    const lists = this.columns.flatMap((column) => column.lists);
    if (lists[0]?.isEmpty !== false) return;
    const names = sql.raw([...this.columns.map(({ name }) => name), ...Object.keys(this.alike)].join(", "));
    const values = sql.raw(
      [...this.columns.map((column) => column.value), ...Object.values(this.alike).map((once) => `(select ${once})`)].join(", "),
    );
    await sql`
      insert into registry.${sql.raw(this.table)} (${names})
      select ${values}
      from rows from (${sql.join(lists.map((list) => list.unnested()))}) as given (${sql.raw(lists.map(({ name }) => name).join(", "))})`.execute(
      tx,
    );
  }
}

/** One column: a list of its values, or two lists of days. */
class Column {
  readonly name: string;
  readonly lists: readonly List[];
  /** The value of a row, in SQL. */
  readonly value: string;

  constructor(name: string, type: ColumnType) {
    this.name = name;
    const [from, to] = [`${name}_from`, `${name}_to`];
    if (type === "daterange" || type === "tstzrange") {
      this.lists = [new List(from, "date"), new List(to, "date")];
      this.value = rangeOf[type](from, to);
      return;
    }
    this.lists = [new List(name, type)];
    // A list of lists has one length for all of them in PostgreSQL: they are told as texts.
    this.value = type === "text[]" ? `${name}::text[]` : name;
  }

  push(cell: Cell): void {
    const [first, second] = this.lists as readonly [List, List?];
    const isDays = cell !== null && typeof cell === "object";
    first.push(isDays ? cell.from : cell);
    second?.push(isDays ? cell.to : null);
  }
}

class List {
  readonly name: string;
  private readonly type: ListType;
  private readonly cells: string[] = [];
  private readonly joined: string[] = [];

  constructor(name: string, type: ListType) {
    this.name = name;
    this.type = type;
  }

  get isEmpty(): boolean {
    return this.cells.length + this.joined.length === 0;
  }

  push(value: Value): void {
    this.cells.push(value === null ? "null" : literalOf[this.type](value));
    if (this.cells.length < cellsApart) return;
    this.joined.push(this.cells.join(","));
    this.cells.length = 0;
  }

  unnested() {
    const list = [...this.joined, ...this.cells].join(",");
    if (this.type === "jsonb") return sql`jsonb_array_elements(${`[${list}]`}::jsonb)`;
    return sql`unnest(${`{${list}}`}::${sql.raw(this.type === "text[]" ? "text" : this.type)}[])`;
  }
}

/** The first minute of a day in China. */
function firstMinute(day: string): string {
  return `timezone(interval '8 hours', ${day}::timestamp)`;
}

function escaped(value: Value): string {
  const text = String(value);
  return text.includes('"') || text.includes("\\") ? `"${text.replaceAll(/["\\]/g, "\\$&")}"` : `"${text}"`;
}
