import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

type Cell = string | number | null;

/** Rows of one table, kept by column and written as one statement: hundreds of thousands of rows go in without a parameter for each value. */
export class Columns {
  private readonly table: string;
  /** Column name to type. */
  private readonly types: Readonly<Record<string, string>>;
  /** The values of each column as a literal array, without its braces. */
  private readonly columns: string[];
  private size = 0;

  constructor(table: string, types: Readonly<Record<string, string>>) {
    this.table = table;
    this.types = types;
    this.columns = Object.keys(types).map(() => "");
  }

  push(row: readonly Cell[]): void {
    row.forEach((cell, i) => {
      const before = this.columns[i] ?? "";
      this.columns[i] = this.size === 0 ? literal(cell) : `${before},${literal(cell)}`;
    });
    this.size += 1;
  }

  async write(tx: Tx): Promise<void> {
    if (this.size === 0) return;
    const names = Object.keys(this.types);
    const values = this.columns.map((column) => sql`${`{${column}}`}::text[]`);
    const casts = names.map((name) => sql.raw(`${name}::${this.types[name]}`));
    await sql`
      insert into registry.${sql.raw(this.table)} (${sql.raw(names.join(", "))})
      select ${sql.join(casts)} from unnest(${sql.join(values)}) as given (${sql.raw(names.join(", "))})`.execute(tx);
  }
}

/** A value in a literal array: quoted where it could be taken for something else. */
function literal(cell: Cell): string {
  if (cell === null) return "null";
  if (typeof cell === "number") return String(cell);
  return /^[\w-]+$/.test(cell) && !/^null$/i.test(cell) ? cell : `"${cell.replaceAll(/["\\]/g, "\\$&")}"`;
}
