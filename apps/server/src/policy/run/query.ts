import type { DuckDBConnection } from "@duckdb/node-api";

/** The rows of a small result; the caller names the types of the columns, counts being bigint. */
export async function query<Row extends readonly unknown[]>(connection: DuckDBConnection, sql: string): Promise<readonly Row[]> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRowsJS() as unknown as readonly Row[];
}
