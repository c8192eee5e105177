import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

type Cell = string | number | null;

/** Types of columns, and how a value of each stands in the literal of an array: only texts can hold what has to be escaped. Bytes are given as hexadecimal digits. */
const literalOf = {
  bigint: String,
  smallint: String,
  daterange: quoted,
  tstzrange: quoted,
  timestamptz: quoted,
  bytea: (digits: Cell) => `"\\\\x${digits}"`,
  text: escaped,
  "text[]": escaped,
  // Stands in a list of JSON as it is.
  jsonb: String,
} as const;
type ColumnType = keyof typeof literalOf;

/** So many cells of a column are kept apart; then they are joined, for a collector of garbage moves each of many small texts. */
const cellsApart = 200;

type Column = { readonly name: string; readonly type: ColumnType; readonly cells: string[]; readonly joined: string[] };

/** Rows of one table, kept by column and written as one statement: hundreds of thousands of rows go in without a parameter for each value. */
export class Columns {
  private readonly table: string;
  private readonly columns: readonly Column[];

  /** @param types by the name of the column */
  constructor(table: string, types: Readonly<Record<string, ColumnType>>) {
    this.table = table;
    this.columns = Object.entries(types).map(([name, type]) => ({ name, type, cells: [], joined: [] }));
  }

  push(row: readonly Cell[]): void {
    for (let i = 0; i < this.columns.length; i++) {
      const { type, cells, joined } = this.columns[i] as Column;
      const cell = row[i] ?? null;
      cells.push(cell === null ? "null" : literalOf[type](cell));
      if (cells.length < cellsApart) continue;
      joined.push(cells.join(","));
      cells.length = 0;
    }
  }

  async write(tx: Tx): Promise<void> {
    const [first] = this.columns;
    if (!first || first.cells.length + first.joined.length === 0) return;
    const names = sql.raw(this.columns.map(({ name }) => name).join(", "));
    const values = this.columns.map(({ type, cells, joined }) => {
      const list = [...joined, ...cells].join(",");
      if (type === "jsonb") return sql`jsonb_array_elements(${`[${list}]`}::jsonb)`;
      return sql`unnest(${`{${list}}`}::${sql.raw(type === "text[]" ? "text" : type)}[])`;
    });
    // A list of lists has one length for all of them in PostgreSQL: they are told as texts.
    const given = this.columns.map(({ name, type }) => sql.raw(type === "text[]" ? `${name}::text[]` : name));
    await sql`
      insert into registry.${sql.raw(this.table)} (${names})
      select ${sql.join(given)} from rows from (${sql.join(values)}) as given (${names})`.execute(tx);
  }
}

function quoted(cell: Cell): string {
  return `"${cell}"`;
}

function escaped(cell: Cell): string {
  const text = String(cell);
  return text.includes('"') || text.includes("\\") ? `"${text.replaceAll(/["\\]/g, "\\$&")}"` : `"${text}"`;
}
