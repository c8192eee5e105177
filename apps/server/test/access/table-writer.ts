import { sql } from "kysely";
import { expect } from "vitest";
import { foreignAccess } from "../../src/access/index.ts";
import type { accessOffice } from "./access-office.ts";

/** Whoever writes the database beside the program, and what the program then finds of it. */
export function tableWriter(office: ReturnType<typeof accessOffice>) {
  /** As whoever owns the database, with no trigger in the way. */
  const write = (text: string) =>
    office.tools.db.asOwner((tx) =>
      sql
        .raw(`set local session_replication_role = replica; alter table access.appointment disable trigger user; ${text};
      alter table access.appointment enable trigger user; alter table access.appointment enable always trigger a_end`)
        .execute(tx),
    );
  const foreign = async () => (await office.tools.db.asOwner((tx) => foreignAccess(tx, office.tools.cipher))).map(({ table }) => table);
  /** What is found, once it was put back. */
  const undone = async (text: string) => {
    await write(text);
    expect(await foreign()).toEqual([]);
  };
  return { write, foreign, undone };
}
