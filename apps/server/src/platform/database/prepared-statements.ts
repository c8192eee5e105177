import { hash, randomUUID } from "node:crypto";
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from "kysely";
import type pg from "pg";

/** From its third time on a statement is kept: what comes once, such as a list that somebody combined, is not. */
const timesBefore = 2;
/** A connection keeps so many statements, and tells so many apart: what is kept takes memory of the database. */
const mostKept = 200;
const mostTold = 2_000;
/** A longer text is a computation of its own, whose planning is nothing beside it. */
const longestText = 20_000;

/**
 * The connections of a pool, each of which lets the database keep how it carries out what is asked again and again: planning one of our statements takes longer than its answer.
 * The database plans again by itself when the role, the tables or their statistics have changed.
 */
export function withPreparedStatements(pool: pg.Pool): PostgresPool {
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    connect: async () => {
      const client = await pool.connect();
      const known = clients.get(client) ?? preparing(client);
      clients.set(client, known);
      return known;
    },
    end: () => pool.end(),
  };
}

function preparing(client: pg.PoolClient): PostgresPoolClient {
  const times = new Map<string, number>();
  const kept = new Map<string, string>();
  // All who speak with an embedded database share what it keeps: no two may use one name.
  const own = randomUUID().slice(0, 8);
  const nameOf = (text: string): string | undefined => {
    const name = kept.get(text);
    if (name !== undefined || kept.size === mostKept || text.length > longestText) return name;
    const before = times.get(text) ?? 0;
    if (before < timesBefore) {
      if (times.size === mostTold) times.clear();
      times.set(text, before + 1);
      return undefined;
    }
    times.delete(text);
    kept.set(text, `${own}-${hash("sha256", text).slice(0, 32)}`);
    return kept.get(text);
  };
  function query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query(text: unknown, values: readonly unknown[] = []): unknown {
    if (typeof text !== "string") throw new TypeError("Nothing is read by a cursor here.");
    // Without values it is a begin, a commit or a definition.
    const name = values.length === 0 ? undefined : nameOf(text);
    return client.query({ text, values: [...values], ...(name !== undefined && { name }) });
  }
  return { query, release: (isBroken?: boolean) => client.release(isBroken) };
}
