import { sql, type RawBuilder } from "kysely";
import type { Database, Tx } from "../database/index.ts";
import type { Cipher } from "./index.ts";
import { versionOf, type Said } from "./stamp.ts";

/** A table whose rows count only where this program wrote them: each has a column `stamp`. */
export type StampedTable<Row> = {
  readonly name: string;
  /** What tells its rows apart, as SQL that gives a text. */
  readonly key: string;
  /** What is stamped of a row, as SQL after `select`, under the names of `Row`. */
  readonly columns: RawBuilder<unknown>;
  readonly says: (row: Row) => Said;
  /** Which rows are in use, as a condition; all where it is left out. What is over has lost its stamp. */
  readonly inUse?: string;
};

export type Stamped<Row> = Row & { readonly stamp: Buffer | null };

/** The stamp of a row that is about to be written. */
export function stampFor<Row>(cipher: Cipher, { name, says }: StampedTable<Row>, row: Row): Buffer {
  return cipher.stamp(says(row), name);
}

/** Whether this program wrote a row. */
export function isOwnRow<Row>(cipher: Cipher, { name, says }: StampedTable<Row>, row: Stamped<Row>): boolean {
  return cipher.isStamped(row.stamp, says(row), name);
}

type Keyed<Row> = Stamped<Row> & { readonly key: string };

/** Stamps the rows of before there were stamps. Once: whether it was done stands in the file of keys. */
export async function stampFirst<Row>(tx: Tx, cipher: Cipher, table: StampedTable<Row>): Promise<number> {
  return put(tx, cipher, table, await rowsOf(tx, table, sql`stamp is null`));
}

/**
 * 换密钥: stamps anew, with the key of today, what an earlier one stamped. A row that this program did not write gets no stamp by this.
 * @returns how many rows were stamped anew
 */
export async function stampAnew<Row>(db: Database, cipher: Cipher, table: StampedTable<Row>): Promise<number> {
  return db.asOwner(async (tx) => {
    const rows = await rowsOf(tx, table, sql`stamp is not null`);
    const older = rows.filter((row) => versionOf(row.stamp) < cipher.version() && isOwnRow(cipher, table, row));
    return put(tx, cipher, table, older);
  });
}

/** The keys of the rows that this program did not write, or that were changed since. */
export async function foreignRows<Row>(tx: Tx, cipher: Cipher, table: StampedTable<Row>): Promise<readonly string[]> {
  return (await rowsOf(tx, table, sql`true`)).filter((row) => !isOwnRow(cipher, table, row)).map(({ key }) => key);
}

async function rowsOf<Row>(
  tx: Tx,
  { name, key, columns, inUse = "true" }: StampedTable<Row>,
  condition: RawBuilder<unknown>,
): Promise<readonly Keyed<Row>[]> {
  const { rows } = await sql<Keyed<Row>>`
    select ${sql.raw(key)} as key, stamp, ${columns} from ${sql.raw(name)} t where ${condition} and ${sql.raw(inUse)} order by 1 for update`.execute(
    tx,
  );
  return rows;
}

async function put<Row>(tx: Tx, cipher: Cipher, table: StampedTable<Row>, rows: readonly Keyed<Row>[]): Promise<number> {
  await sql`
    update ${sql.raw(table.name)} t set stamp = anew.stamp
    from unnest(${rows.map(({ key }) => key)}::text[], ${rows.map((row) => stampFor(cipher, table, row))}::bytea[]) as anew (key, stamp)
    where ${sql.raw(table.key)} = anew.key`.execute(tx);
  return rows.length;
}
