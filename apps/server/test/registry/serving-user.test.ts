import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { logAccess, sealAll, verifyLog } from "../../src/platform/audit/index.ts";
import { openDatabase, type Actor, type Database, type Tx } from "../../src/platform/database/index.ts";
import { someKeys } from "../audit/test-log.ts";

const clerk: Actor = { id: "clerk", areas: ["500106"] };

/** PostgreSQL alone: the embedded database has one user. */
describe("a database whose tables belong to another user than the one that serves requests", () => {
  const name = `served_${process.pid}`;
  const users = { owner: `${name}_owner`, server: `${name}_server`, mighty: `${name}_mighty` };
  const url = (user: string) =>
    Object.assign(new URL(inject("postgresUrl")), { username: user, password: "test", pathname: `/${name}` }).href;
  let root: pg.Client;
  let db: Database;

  beforeAll(async () => {
    root = new pg.Client({ connectionString: inject("postgresUrl") });
    await root.connect();
    // An owner as an office has one: no superuser, but may make a database and roles. The roles of the server may be there from other tests.
    await root.query(`create role ${users.owner} login createrole password 'test'; create role ${users.server} login password 'test'`);
    await root.query(`create role ${users.mighty} login createrole password 'test'`);
    for (const role of ["huican_app", "huican_sealer"]) {
      const { rowCount } = await root.query("select from pg_roles where rolname = $1", [role]);
      if (rowCount === 0) await root.query(`create role ${role} nologin`);
      await root.query(`grant ${role} to ${users.owner} with admin option`);
    }
    await root.query(`create database ${name} owner ${users.owner}`);
    ({ db } = await openDatabase({ url: url(users.server), ownerUrl: url(users.owner) }));
  });
  afterAll(async () => {
    await db.close();
    await root.query(`drop database ${name}`);
    await root.query(`drop role ${Object.values(users).join(", ")}`);
    await root.end();
  });

  /** What somebody does whose SQL got into a request: they are not held to the role that the request took. */
  const escaped = (text: string) =>
    db.as(clerk, async (tx: Tx) => {
      await sql`reset role`.execute(tx);
      await sql.raw(text).execute(tx);
    });

  test("serves requests as a user that is a member of the application's role and owns nothing", async () => {
    const { rows } = await root.query<{ owner: string; count: string }>(
      `select owner, count(*) from (select pg_get_userbyid(c.relowner) as owner from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = any ($1)) o group by 1`,
      [Object.values(users)],
    );
    expect(rows.every(({ owner }) => owner !== users.server)).toBe(true);
    const who = await db.as(clerk, (tx) =>
      sql<{ own: string; role: string }>`select session_user as own, current_user as role`.execute(tx),
    );
    expect(who.rows).toEqual([{ own: users.server, role: "huican_app" }]);
  });

  test.each([
    "update audit.entry set actor = 'another'",
    "delete from audit.entry",
    "alter table audit.entry disable trigger all",
    "select from audit.seal",
    "insert into audit.checkpoint (number) values (1)",
    "set role huican_sealer",
    `set role ${users.owner}`,
    "alter table registry.subject disable row level security",
    "update registry.subject set state = 'erased'",
    "insert into registry.erasure (subject_id, request_id, again, erased_at) values (1, 1, true, now())",
    "create table registry.mine (id integer)",
    "create role mine",
    "set session_replication_role = replica",
    "copy registry.subject to program 'cat'",
  ])("whoever leaves the role in the middle of a request may not: %s", async (text) => {
    await expect(escaped(text)).rejects.toThrow(/permission denied|must be owner/);
  });

  test("the log is written by requests, sealed and verified by the owner's connection", async () => {
    await db.as(clerk, (tx) => logAccess(tx, { act: "registry.search-people", subjects: [], fields: [] }));
    const keys = someKeys();
    await sealAll(db, keys);
    expect((await verifyLog(db, keys.verify)).faults).toEqual([]);
  });

  test("two addresses that are one user, or a user that could become the owner, stop the start and are given nothing", async () => {
    await root.query(`grant ${users.owner} to ${users.mighty}`);
    for (const user of [users.owner, users.mighty])
      await expect(openDatabase({ url: url(user), ownerUrl: url(users.owner) })).rejects.toMatchObject({ code: "database.serving-user" });
    const { rows } = await root.query("select pg_has_role($1, 'huican_app', 'member') as is", [users.server]);
    expect(rows).toEqual([{ is: true }]);
    await expect(openDatabase({ url: url("nobody_at_all"), ownerUrl: url(users.owner) })).rejects.toMatchObject({
      code: "database.unreachable",
    });
  });
});
