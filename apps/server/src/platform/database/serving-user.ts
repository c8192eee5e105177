import { sql } from "kysely";
import pg from "pg";
import { databaseErrors } from "../errors.ts";
import type { Database } from "./database.ts";

/**
 * 日常连接用户: where the tables belong to another user than requests come in with, that one becomes a member of the application's role, and of nothing else. Whoever got SQL of
 * their own into a request then finds no more there than the application may; as the owner's own connection, `reset role` would make them the owner.
 * @throws Refusal where the user could become the owner: then the two addresses would only look like two
 */
export async function admitServingUser(db: Database, url: string): Promise<void> {
  const name = await userOf(url);
  await db.asOwner(async (tx) => {
    const { rows } = await sql<{ isMighty: boolean; isMember: boolean }>`
      select r.rolsuper or r.rolbypassrls or r.rolcreaterole or pg_has_role(r.oid, current_user, 'member') or pg_has_role(r.oid, 'huican_sealer', 'member') as "isMighty",
        pg_has_role(r.oid, 'huican_app', 'member') as "isMember"
      from pg_roles r where r.rolname = ${name}`.execute(tx);
    if (rows[0]?.isMighty ?? true) throw databaseErrors.servingUser();
    if (!rows[0]?.isMember) await sql`grant huican_app to ${sql.id(name)}`.execute(tx);
  });
}

async function userOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return (await client.query<{ name: string }>("select session_user as name")).rows[0]?.name ?? "";
  } catch {
    throw databaseErrors.unreachable();
  } finally {
    await client.end().catch(() => {});
  }
}
