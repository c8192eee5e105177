import type { Database, Tx } from "./database.ts";

/** A database in which nothing stays: every transaction is taken back once its work is done, and what the work returns is handed on. */
export function undone(db: Database): Database {
  return {
    ...db,
    as: (actor, work) => takenBack((step) => db.as(actor, step), work),
    asOwner: (work) => takenBack((step) => db.asOwner(step), work),
  };
}

async function takenBack<T>(transact: (step: (tx: Tx) => Promise<never>) => Promise<never>, work: (tx: Tx) => Promise<T>): Promise<T> {
  const done: { value?: T } = {};
  const end = new Error("The transaction is taken back.");
  await transact(async (tx) => {
    done.value = await work(tx);
    throw end;
  }).catch((error: unknown) => {
    if (error !== end) throw error;
  });
  return done.value as T;
}
