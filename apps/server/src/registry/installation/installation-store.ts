import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

/** What this database is: invented people to look at (示例), or the register of an office (正式). Said once, when it is first put to use. */
export type Installation = { readonly kind: "demo" | "real"; readonly madeAt: string; readonly keysMark: Buffer };

export const installations = {
  async find(tx: Tx): Promise<Installation | undefined> {
    const { rows } = await sql<Installation>`
      select kind, made_at as "madeAt", keys_mark as "keysMark" from registry.installation`.execute(tx);
    return rows[0];
  },

  /** Of two servers that make it at the same moment, the first says what it is. */
  async make(tx: Tx, { kind, keysMark }: Pick<Installation, "kind" | "keysMark">): Promise<void> {
    await sql`insert into registry.installation (kind, keys_mark) values (${kind}, ${keysMark}) on conflict do nothing`.execute(tx);
  },
};
