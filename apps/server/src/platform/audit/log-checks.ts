import { sql } from "kysely";
import type { Clock } from "../clock.ts";
import type { Database } from "../database/index.ts";
import { keptCheckpoints } from "./checkpoint-file.ts";
import type { LogKeys } from "./checkpoint.ts";
import { verifyLog, type LogReport } from "./verify-log.ts";

/** 核对: where the last check of the log stands. */
export type LogCheck = {
  readonly state: "none" | "running" | "done" | "failed";
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly startedBy: string | null;
  /** Places that were looked at, of so many. */
  readonly done: number;
  readonly total: number;
  /** What was found; null until then. */
  readonly report: LogReport | null;
};

type CheckParts = {
  readonly db: Database;
  readonly keys: LogKeys;
  readonly clock: Clock;
  /** Where this server keeps the checkpoints that it signed. */
  readonly path: string;
  /** Told of a check that broke off. */
  readonly onFault: (error: unknown) => void;
};

/** Holds the log against its seals beside the work of everybody, one check at a time, and remembers the last. */
export class LogChecks {
  readonly #parts: CheckParts;
  #last: LogCheck = { state: "none", startedAt: null, endedAt: null, startedBy: null, done: 0, total: 0, report: null };
  #running: Promise<void> = Promise.resolve();

  constructor(parts: CheckParts) {
    this.#parts = parts;
  }

  get last(): LogCheck {
    return this.#last;
  }

  /** The public key that verifies checkpoints, as PEM. */
  get publicKey(): string {
    return this.#parts.keys.signer.publicKeyPem;
  }

  /** Begins a check; whoever asks while one runs finds that one. */
  start(by: string): void {
    if (this.#last.state === "running") return;
    this.#last = { state: "running", startedAt: this.#now(), endedAt: null, startedBy: by, done: 0, total: 0, report: null };
    this.#running = this.#check();
  }

  /** Once no check runs. */
  async ended(): Promise<void> {
    await this.#running;
  }

  async #check(): Promise<void> {
    const { db, keys, path, onFault } = this.#parts;
    try {
      const total = await db.asOwner((tx) => places(tx));
      this.#last = { ...this.#last, total };
      const onProgress = (done: number) => {
        // What is sealed meanwhile is looked at too.
        this.#last = { ...this.#last, done, total: Math.max(total, done) };
      };
      const report = await verifyLog(db, keys.verify, { exported: keptCheckpoints(path), onProgress });
      this.#last = { ...this.#last, state: "done", endedAt: this.#now(), done: report.sealed, total: report.sealed, report };
    } catch (error) {
      this.#last = { ...this.#last, state: "failed", endedAt: this.#now() };
      onFault(error);
    }
  }

  #now(): string {
    return this.#parts.clock.now().toISOString();
  }
}

async function places(tx: Parameters<Parameters<Database["asOwner"]>[0]>[0]): Promise<number> {
  const { rows } = await sql<{ last: number }>`select coalesce(max(seq), 0) as last from audit.seal`.execute(tx);
  return rows[0]?.last ?? 0;
}
