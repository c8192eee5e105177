import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

type Cell = string | number | null;

/** Rows of one table, kept by column and written as one statement: hundreds of thousands of rows go in without a parameter for each value. */
export class Columns {
  private readonly table: string;
  /** Column name to type. */
  private readonly types: Readonly<Record<string, string>>;
  /** The values of each column as they stand in a literal array. */
  private readonly columns: readonly string[][];

  constructor(table: string, types: Readonly<Record<string, string>>) {
    this.table = table;
    this.types = types;
    this.columns = Object.keys(types).map(() => []);
  }

  push(row: readonly Cell[]): void {
    for (let i = 0; i < row.length; i++) this.columns[i]?.push(literal(row[i] ?? null));
  }

  async write(tx: Tx): Promise<void> {
    if (this.columns[0]?.length === 0) return;
    const names = Object.keys(this.types);
    const values = this.columns.map((column) => sql`${`{${column.join(",")}}`}::text[]`);
    const casts = names.map((name) => sql.raw(`${name}::${this.types[name]}`));
    await sql`
      insert into registry.${sql.raw(this.table)} (${sql.raw(names.join(", "))})
      select ${sql.join(casts)} from unnest(${sql.join(values)}) as given (${sql.raw(names.join(", "))})`.execute(tx);
  }
}

/** A value in a literal array. */
function literal(cell: Cell): string {
  if (cell === null) return "null";
  if (typeof cell === "number") return String(cell);
  return cell.includes('"') || cell.includes("\\") ? `"${cell.replaceAll(/["\\]/g, "\\$&")}"` : `"${cell}"`;
}
