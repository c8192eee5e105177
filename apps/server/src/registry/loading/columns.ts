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

/** Rows of one table, kept by column and written as one statement: hundreds of thousands of rows go in without a parameter for each value. */
export class Columns {
  private readonly table: string;
  private readonly columns: readonly { readonly name: string; readonly type: ColumnType; readonly literals: string[] }[];

  /** @param types by the name of the column */
  constructor(table: string, types: Readonly<Record<string, ColumnType>>) {
    this.table = table;
    this.columns = Object.entries(types).map(([name, type]) => ({ name, type, literals: [] }));
  }

  push(row: readonly Cell[]): void {
    for (const [i, { type, literals }] of this.columns.entries()) {
      const cell = row[i] ?? null;
      literals.push(cell === null ? "null" : literalOf[type](cell));
    }
  }

  async write(tx: Tx): Promise<void> {
    if (this.columns[0]?.literals.length === 0) return;
    const names = sql.raw(this.columns.map(({ name }) => name).join(", "));
    const values = this.columns.map(({ type, literals }) => {
      const list = literals.join(",");
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
