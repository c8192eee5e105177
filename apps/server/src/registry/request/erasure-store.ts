import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

/** A file that was erased (已删除的档案), as its tombstone says it: nothing of the person. */
export type ErasedFile = {
  readonly fileId: number;
  /** When the file was made: tells it from another that got its number after an older state was restored. */
  readonly madeAt: string;
  readonly requestId: number;
  readonly erasedAt: string;
};

/** What a deletion did, to which files, and for whom something else follows now. */
export type Deletion = {
  readonly how: "restricted" | "erased";
  readonly eraseFrom: string | null;
  readonly files: readonly number[];
  readonly concerned: readonly number[];
};

export const erasures = {
  /** Carries out a granted deletion, in this transaction: erases what nothing keeps, and restricts the rest until its day. */
  async carryOut(tx: Tx, requestId: number): Promise<Deletion> {
    const { rows } = await sql<Deletion>`
      select how, erase_from as "eraseFrom", to_jsonb(files) as files, to_jsonb(concerned) as concerned
      from registry.carry_out_deletion(${requestId})`.execute(tx);
    return rows[0] as Deletion;
  },

  /** Puts a restricted file into use again, with whatever the same deletion set aside, in this transaction. */
  async resume(tx: Tx, requestId: number): Promise<Pick<Deletion, "files" | "concerned">> {
    const { rows } = await sql<Pick<Deletion, "files" | "concerned">>`
      select to_jsonb(files) as files, to_jsonb(concerned) as concerned from registry.resume_processing(${requestId})`.execute(tx);
    return rows[0] as Pick<Deletion, "files" | "concerned">;
  },

  /** Erases once more what a backup of before brought back; nothing where that file is not here. As the owner. */
  async again(tx: Tx, { fileId, madeAt, requestId, erasedAt }: ErasedFile): Promise<Omit<Deletion, "how" | "eraseFrom"> | undefined> {
    const { rows } = await sql<Omit<Deletion, "how" | "eraseFrom">>`
      select to_jsonb(files) as files, to_jsonb(concerned) as concerned
      from registry.erase_again(${fileId}, ${madeAt}::timestamptz, ${requestId}, ${erasedAt}::timestamptz)`.execute(tx);
    return rows[0];
  },

  /** Requests for which a file was restricted whose day has come. As the owner. */
  async due(tx: Tx): Promise<readonly number[]> {
    const { rows } = await sql<{ requestId: number }>`
      select distinct request_id as "requestId" from registry.restriction
      where greatest(erase_from, registry.erasable_from(array[subject_id], since)) <= access.today() order by 1`.execute(tx);
    return rows.map(({ requestId }) => requestId);
  },

  /** Every tombstone. As the owner. */
  async all(tx: Tx): Promise<readonly ErasedFile[]> {
    const { rows } = await sql<ErasedFile>`
      select e.subject_id as "fileId", s.created_at as "madeAt", e.request_id as "requestId", e.erased_at as "erasedAt"
      from registry.erasure e join registry.subject s on s.id = e.subject_id order by e.erased_at, e.subject_id`.execute(tx);
    return rows;
  },
};
