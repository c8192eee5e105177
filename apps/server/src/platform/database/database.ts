import { Kysely, PostgresDialect, sql, type Transaction } from "kysely";
import pg from "pg";
import { databaseRefusal, type ConstraintRefusals } from "./database-refusal.ts";
import { withPreparedStatements } from "./prepared-statements.ts";

/** Whoever acts: a person at a desk, or a job with a name of its own. */
export type Actor = {
  readonly id: string;
  /** Beginnings of the codes of the areas that they may see; an empty one is everywhere. */
  readonly areas: readonly string[];
  /** Files that they may see wherever these lie: their own, and those of whom they represent. */
  readonly files?: readonly number[];
  /** Why and from where, as the access log keeps it; a job has none. */
  readonly occasion?: Occasion;
};

/** On what occasion somebody acts. The reason is their own words; it names nobody. */
export type Occasion = {
  /** `duty`: their daily work; `case`: a numbered matter; `emergency`: beyond their duty, reviewed afterwards; `own`: their own file or that of whom they represent. */
  readonly basis: "duty" | "case" | "emergency" | "own";
  readonly reference?: string;
  readonly reason?: string;
  /** As what they acted, and where that duty lies. */
  readonly role?: string;
  readonly area?: string;
  /** Where the request came from, and in which session. */
  readonly address?: string;
  readonly session?: string;
};

/** One transaction as somebody. */
export type Tx = Transaction<unknown>;

/** The way to the data: always as somebody, always in a transaction. Nothing that is set for it outlives it. */
export type Database = {
  /** At most so many transactions at once. */
  readonly connections: number;
  readonly as: <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => Promise<T>;
  /** As the owner of the tables: migrations, loading and jobs. Of what a request starts, the system's own state alone, after its verb has checked the duty. */
  readonly asOwner: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  /** Makes the room of removed rows free for others: PostgreSQL does so by itself in time, the embedded database never. As the owner. */
  readonly vacuum: (table: string) => Promise<void>;
  /** Work of many steps that can wait makes way for people before each: the embedded database does one thing at once. Waits until nobody has asked for some seconds, a minute at most. */
  readonly whenQuiet: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** How to reach a database. */
export type Address = { readonly connectionString: string } | { readonly host: string; readonly port: number };

const { builtins } = pg.types;
const types = new pg.TypeOverrides();
// Counts and fen fit into a whole number of JavaScript; the schema's limits see to it.
types.setTypeParser(builtins.INT8, Number);
// A day is a text.
types.setTypeParser(builtins.DATE, (text: string) => text);
types.setTypeParser(builtins.TIMESTAMPTZ, instant);

/**
 * @param connections at most so many at once; the embedded database has one
 * @param refusals what the constraints of the schema say to whoever meets them
 * @param ownerAddress where the tables belong to another user than the one that people's requests come in with
 */
export function connectDatabase(
  address: Address,
  connections: number,
  refusals: ConstraintRefusals = new Map(),
  ownerAddress: Address = address,
): Database {
  const served = connect(address, connections);
  const owner = ownerAddress === address ? served : connect(ownerAddress, connections);
  const refused = (error: unknown) => {
    throw databaseRefusal(error, refusals);
  };
  const transact = <T>(kysely: Kysely<unknown>, work: (tx: Tx) => Promise<T>): Promise<T> =>
    kysely.transaction().execute(work).catch(refused);
  return {
    as: (actor, work) =>
      transact(served, async (tx) => {
        await sql`
          select set_config('huican.areas', ${actor.areas}::text[]::text, true), set_config('huican.files', ${actor.files ?? []}::bigint[]::text, true),
            set_config('huican.actor', ${actor.id}, true), set_config('huican.occasion', ${JSON.stringify(actor.occasion ?? {})}, true),
            set_config('role', 'huican_app', true)`.execute(tx);
        return work(tx);
      }),
    connections,
    asOwner: (work) => transact(owner, work),
    vacuum: async (table) => {
      await sql`vacuum ${sql.table(table)}`.execute(owner).catch(refused);
    },
    // There is a connection for everybody.
    whenQuiet: async () => {},
    close: async () => {
      await served.destroy();
      if (owner !== served) await owner.destroy();
    },
  };
}

function connect(address: Address, connections: number): Kysely<unknown> {
  const pool = new pg.Pool({
    ...("host" in address ? { ...address, user: "postgres", database: "postgres" } : address),
    max: connections,
    // A connection has what the database prepared for it, and is kept for the next who asks.
    idleTimeoutMillis: 0,
    keepAlive: true,
    options: "-c timezone=UTC",
    types,
  });
  // A connection that breaks while nobody uses it is replaced at the next use; without a listener it would end the process.
  pool.on("error", () => {});
  // So would one that breaks in somebody's hands: the step that uses it fails and says so.
  pool.on("connect", (client) => client.on("error", () => {}));
  return new Kysely<unknown>({ dialect: new PostgresDialect({ pool: withPreparedStatements(pool) }) });
}

/**
 * `2026-11-25 18:30:00.1234+00` as `2026-11-25T18:30:00.123400Z`: no digit is lost, so that "as known at" is exact, and all have as many, so that the earlier text is the
 * earlier instant.
 */
function instant(text: string): string {
  const [seconds = "", fraction = ""] = text.replace(" ", "T").replace(/\+00$/, "").split(".");
  return `${seconds}.${fraction.padEnd(6, "0")}Z`;
}
