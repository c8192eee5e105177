import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { RowChecks } from "../../src/access/row-check/row-checks.ts";
import { JobBoard } from "../../src/platform/job-board.ts";
import { engines } from "../registry/test-database.ts";
import { accessOffice } from "./access-office.ts";

describe.each(engines)("the server holds accounts against the log by itself, in %s", (engine) => {
  const office = accessOffice(engine);
  /** One turn as the running server makes it, and what its board says then. */
  const turn = async (rowChecks: RowChecks) => {
    const board = new JobBoard(office.tools.clock);
    const { done, failed } = board.add({ name: "check-rows", text: { zh: "核对账号数据", en: "x" }, everySeconds: 86_400 });
    const looked = Promise.withResolvers<undefined>();
    const stop = rowChecks.keep({
      onFault: (error) => {
        failed(error);
        looked.resolve(undefined);
      },
      onLooked: () => {
        done();
        looked.resolve(undefined);
      },
    });
    await looked.promise;
    await stop();
    return board.jobs[0];
  };

  test("a register that nobody wrote beside the program is clean; a row that was is named, on the board too, until it is mended", async () => {
    const rowChecks = new RowChecks(office.tools);
    const person = await office.person();
    expect(await turn(rowChecks)).toMatchObject({ failingSince: null, fault: null });
    expect(rowChecks.last.found).toEqual([]);

    const write = (name: string) =>
      office.tools.db.asOwner((tx) => sql`update access.account set display_name = ${name} where id = ${person.id}`.execute(tx));
    await write("别人");
    const job = await turn(rowChecks);
    expect(job).toMatchObject({
      lastAt: null,
      fault: { zh: expect.stringContaining("有1条") as string, en: expect.stringContaining("1 are not") as string },
    });
    expect(rowChecks.last.found).toMatchObject([{ what: { zh: "账号" }, key: person.id }]);

    await write(person.signInName);
    expect(await turn(rowChecks)).toMatchObject({ failingSince: null });
    expect(rowChecks.last.found).toEqual([]);
    const { rows } = await office.tools.db.asOwner((tx) =>
      sql<{ actor: string; fields: readonly string[] }>`
        select actor, fields from audit.entry where act = 'access.check-rows' order by id`.execute(tx),
    );
    expect(rows).toEqual(["found:0", "found:1", "found:0"].map((field) => ({ actor: "check-rows", fields: [field] })));
  });
});
