import { statfs } from "node:fs/promises";
import { sql } from "kysely";
import { sealedCounts, type Cipher, type SealedTable } from "./cipher/index.ts";
import type { Database } from "./database/index.ts";
import type { Job, JobBoard } from "./job-board.ts";

/** 系统状态: what whoever runs the machine has to know. Counts and versions; no key and nobody's data. */
export type SystemState = {
  readonly program: { readonly node: string; readonly startedAt: string; readonly schema: number };
  readonly keys: { readonly current: number; readonly counts: readonly { readonly version: number; readonly values: number }[] };
  readonly jobs: readonly Job[];
  readonly log: {
    readonly waiting: number;
    readonly waitingSince: string | null;
    readonly checkpoint: number | null;
    readonly checkpointAt: string | null;
  };
  readonly database: { readonly version: string; readonly isEmbedded: boolean; readonly bytes: number };
  /** Of the disk on which the data lie; null where they lie elsewhere. */
  readonly disk: { readonly freeBytes: number; readonly totalBytes: number } | null;
  /** When a backup was taken last, as the access log says. */
  readonly backupAt: string | null;
};

export type SystemParts = {
  readonly db: Database;
  readonly cipher: Cipher;
  /** Where keys seal something. */
  readonly tables: readonly SealedTable[];
  readonly board: JobBoard;
  /** The directory of an embedded database; null where others run it. */
  readonly directory: string | null;
  readonly startedAt: string;
};

export async function systemState({ db, cipher, tables, board, directory, startedAt }: SystemParts): Promise<SystemState> {
  const counts = [...(await sealedCounts(db, tables))].map(([version, values]) => ({ version, values }));
  const { schema, version, bytes, backupAt, ...log } = await fromDatabase(db);
  return {
    program: { node: process.versions.node, startedAt, schema },
    keys: { current: cipher.version(), counts },
    jobs: board.jobs,
    log,
    database: { version, isEmbedded: directory !== null, bytes },
    disk: directory === null ? null : await spaceOf(directory),
    backupAt,
  };
}

type Told = SystemState["log"] & {
  readonly schema: number;
  readonly version: string;
  readonly bytes: number;
  readonly backupAt: string | null;
};

async function fromDatabase(db: Database): Promise<Told> {
  return db.asOwner(async (tx) => {
    const { rows } = await sql<Told>`
      select (select max(number) from public.migration) as schema, current_setting('server_version') as version,
        pg_database_size(current_database()) as bytes,
        (select max(at) from audit.entry where act = 'registry.back-up') as "backupAt",
        w.count as waiting, w.oldest as "waitingSince", c.number as checkpoint, c.at as "checkpointAt"
      from (select count(*) as count, min(e.at) as oldest from audit.entry e
            where e.transaction >= (select transaction from audit.horizon) and not exists (select from audit.seal s where s.entry_id = e.id)) w
      left join lateral (select number, at from audit.checkpoint order by number desc limit 1) c on true`.execute(tx);
    return rows[0] as Told;
  });
}

async function spaceOf(directory: string): Promise<NonNullable<SystemState["disk"]>> {
  const { bavail, blocks, bsize } = await statfs(directory);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}
