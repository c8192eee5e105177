import { describe, expect, test } from "vitest";
import {
  askUndoImport,
  checkRows,
  commitImport,
  correctRow,
  matchImport,
  readImport,
  removeOldRows,
  submitImport,
  undoImport,
  withdrawImport,
} from "../../src/exchange/index.ts";
import type { Actor } from "../../src/platform/database/index.ts";
import { registerPerson } from "../../src/registry/index.ts";
import { chief, clerk, neighbour, value } from "../registry/change-office.ts";
import { requestOffice } from "../registry/request-office.ts";
import { engines } from "../registry/test-database.ts";
import { csv, importOffice } from "./import-office.ts";

const third: Actor = { id: "third", areas: ["500106"] };
const heads = ["姓名", "身份证号", "是否低保", "联系电话", "户籍街道"];

describe.each(engines)("a list from elsewhere comes into the register, in %s", (engine) => {
  const office = importOffice(engine);
  const { enter, checked, rows, kinds, committed, somebody, file, freeNumber } = office;
  const exchange = () => office.exchange();
  const allowance = async (id: number) => (await file(id)).facts["hardship"]?.["subsistence_allowance"];

  test("its columns are found by their words, in any order and below a title, and the next file of the unit begins as the last was matched", async () => {
    const { id } = await enter(
      csv(
        ["沙坪坝区低保名单"],
        ["序号", "联系方式（必填）", "对象姓名", "街道", "证件号码", "备注"],
        ["1", "13900000001", "测试甲", "渝碚路街道", freeNumber(), ""],
      ),
    );
    expect((await readImport(exchange(), clerk, id)).suggested).toEqual([
      "",
      "phone",
      "name",
      "person.residence_region",
      "identity-number",
      "",
    ]);
    await matchImport(exchange(), clerk, id, ["", "", "name", "person.hukou_region", "identity-number", ""]);
    const next = await enter(csv(["对象姓名", "联系方式", "街道", "证件号码"], ["测试乙", "13900000002", "渝碚路街道", freeNumber()]));
    expect((await readImport(exchange(), clerk, next.id)).suggested).toEqual(["name", "", "person.hukou_region", "identity-number"]);
    const other = await enter(csv(["对象姓名", "联系方式", "证件号码"], ["测试乙", "13900000002", freeNumber()]), { unit: "区教委" });
    expect((await readImport(exchange(), clerk, other.id)).suggested).toEqual(["name", "phone", "identity-number"]);
  });

  test.each([[["identity-number", "identity-number"]], [["phone", ""]], [["name", "no.such"]], [["name"]]])(
    "columns are not matched as %j",
    async (given) => {
      const { id } = await enter(csv(["姓名", "身份证号"], ["测试丙", freeNumber()]));
      await expect(matchImport(exchange(), clerk, id, given)).rejects.toMatchObject({ code: "exchange.targets" });
    },
  );

  test("each row is the same, changed, new, doubtful or refused, and says why", async () => {
    const known = await somebody({ name: "欧阳测" });
    const other = await somebody({ name: "司马测" });
    const twice = freeNumber();
    const id = await checked(
      csv(
        heads,
        ["欧阳测", known.identityNumber, "", "13800001234", "小龙坎街道"],
        ["司马测", other.identityNumber, "是", "", ""],
        ["新来人", freeNumber(), "是", "13900000003", "500106001"],
        ["司马测", "", "是", "", ""],
        ["改了名", known.identityNumber, "", "", ""],
        ["错号人", "990106198107110001", "", "", ""],
        ["错格人", freeNumber(), "也许", "12", "火星街道"],
        ["外区人", freeNumber(), "是", "", "华新街街道"],
        ["外省人", freeNumber(), "是", "", "内江市市中区"],
        ["无号人", "", "是", "", "小龙坎街道"],
        ["双行人", twice, "是", "", "小龙坎街道"],
        ["双行人", twice, "否", "", "小龙坎街道"],
      ),
    );
    expect(await kinds(id)).toEqual([
      "same",
      "changed",
      "new",
      "doubtful exchange.same-name",
      "doubtful exchange.twice-in-file",
      "refused registry.identity-number-checksum",
      "refused exchange.unreadable registry.phone exchange.unknown-area",
      "refused exchange.no-home",
      "refused exchange.no-home",
      "refused exchange.no-number",
      "new",
      "doubtful exchange.twice-in-file",
    ]);
    const [same, changed] = await rows(id);
    expect([same?.subjectId, changed?.subjectId]).toEqual([known.id, other.id]);
    // What is wrong is told by its column; what was typed is in no sentence.
    expect((await rows(id))[6]?.reasons.map(({ column }) => column)).toEqual([2, 3, 4]);
    expect(JSON.stringify((await rows(id)).map(({ reasons }) => reasons))).not.toMatch(/火星|也许|9901/);
  });

  test("a certificate number finds whose it is, and what it says otherwise is refused", async () => {
    const { id: known, identityNumber } = await somebody({ name: "令狐测" });
    const id = await checked(
      csv(
        ["残疾证号", "姓名", "残疾类别", "残疾等级", "出生日期"],
        [`${identityNumber}42`, "令狐测", "肢体", "二级", "1996-03-11"],
        [`${identityNumber}42`, "令狐测", "视力", "二级", "1996-03-11"],
        [`${identityNumber}42`, "令狐测", "肢体", "二级", "1996-03-12"],
      ),
    );
    expect((await kinds(id)).map((kind) => kind.split(" ").slice(0, 2).join(" "))).toEqual([
      "same",
      "refused exchange.disagrees",
      "refused exchange.disagrees",
    ]);
    expect((await rows(id))[0]?.subjectId).toBe(known);
  });

  test("another person than entered it commits it; files say what the list says, from its day, in the name of its source", async () => {
    const known = await somebody();
    const number = freeNumber();
    const id = await checked(
      csv(heads, ["贺兰静", known.identityNumber, "是", "13911112222", ""], ["新建档", number, "是", "13911113333", "小龙坎街道"]),
      {},
    );
    await expect(commitImport(exchange(), chief, id, 1_000)).rejects.toMatchObject({ code: "exchange.not-submitted" });
    await submitImport(exchange(), clerk, id);
    await expect(commitImport(exchange(), clerk, id, 1_000)).rejects.toMatchObject({ code: "exchange.own-import" });
    await expect(commitImport(exchange(), neighbour, id, 1_000)).rejects.toMatchObject({ code: "exchange.import-not-found" });
    const { byOutcome } = await commitImport(exchange(), chief, id, office.enough);
    expect(byOutcome).toEqual({ committed: 2 });
    expect(await allowance(known.id)).toBe(true);
    const record = (await file(known.id)).records.get("hardship.subsistence_allowance")?.[0];
    expect(record).toMatchObject({
      source: "civil-affairs",
      validFrom: "2026-11-25",
      recordedBy: "chief",
      reason: `导入第${id}号（区民政局，情况截至2026-11-25）`,
    });
    const made = (await rows(id))[1]?.subjectId ?? 0;
    const { name, facts, values, subject, householdId } = await file(made);
    expect([name, facts["person"]?.["birth_date"], subject.area]).toEqual(["新建档", "1970-07-11", "500106001"]);
    expect(values.map(({ kind, text }) => [kind, text])).toEqual(
      expect.arrayContaining([
        ["identity-number", number],
        ["phone", "13911113333"],
      ]),
    );
    expect(householdId).not.toBeNull();
    await office.expectInStep(known.id);
    await office.expectInStep(made);
    await office.asOwner("select registry.check_everything()");
  });

  test("the same file twice is one import, and the same list in another file changes nothing", async () => {
    const list = csv(heads, ["两次人", freeNumber(), "是", "13911114444", "小龙坎街道"]);
    const id = await committed(list);
    expect(await enter(list)).toEqual({ id, isKnown: true });
    const again = await checked(Buffer.concat([Buffer.from("\uFEFF"), list, Buffer.from("\n")]));
    expect(await kinds(again)).toEqual(["same"]);
    await expect(submitImport(exchange(), clerk, again)).rejects.toMatchObject({ code: "exchange.nothing-to-commit" });
  });

  test("a row is corrected where it stands; whoever corrected one does not commit", async () => {
    const known = await somebody({ name: "慕容测" });
    const id = await checked(
      csv(
        heads,
        ["慕容测", `${known.identityNumber.slice(0, 17)}?`, "是", "", ""],
        ["慕容测", "", "是", "", ""],
        ["别的人", freeNumber(), "是", "", "小龙坎街道"],
      ),
    );
    expect(await kinds(id)).toEqual(["refused registry.identity-number-form", "doubtful exchange.same-name", "new"]);
    const correct = (number: number, more: object, actor = clerk) =>
      correctRow(exchange(), actor, id, { number, cells: new Map(), choice: null, ...more });
    expect(await correct(2, { cells: new Map([[1, known.identityNumber]]) }, third)).toBe("changed");
    expect(await correct(3, { choice: { what: "file", subjectId: known.id } })).toBe("changed");
    expect(await correct(3, { choice: { what: "skip" } })).toBe("skipped");
    await expect(correct(9, {})).rejects.toMatchObject({ code: "exchange.row-not-found" });
    await expect(correct(2, { cells: new Map([[9, "x"]]) })).rejects.toMatchObject({ code: "exchange.correction" });
    await expect(correct(3, { choice: { what: "file", subjectId: 999_999 } })).rejects.toMatchObject({ code: "exchange.correction" });
    await submitImport(exchange(), clerk, id);
    await expect(correct(4, { cells: new Map([[2, "否"]]) })).rejects.toMatchObject({ code: "exchange.rows-fixed" });
    await expect(commitImport(exchange(), third, id, 1_000)).rejects.toMatchObject({ code: "exchange.own-import" });
    expect((await commitImport(exchange(), chief, id, office.enough)).byOutcome).toEqual({ committed: 2 });
  });

  test("a file that somebody changed since it was looked at is left as it is", async () => {
    const known = await somebody();
    const id = await checked(csv(heads, ["贺兰静", known.identityNumber, "是", "", ""]));
    await submitImport(exchange(), clerk, id);
    await office.change(known.id, value("phone", "2026-01-01", "13900005555"));
    expect((await commitImport(exchange(), chief, id, office.enough)).byOutcome).toEqual({ failed: 1 });
    expect(await kinds(id)).toEqual(["changed failed exchange.file-gone"]);
    expect(await allowance(known.id)).not.toBe(true);
  });

  test("somebody whose file lies in another area is found out when it is committed, and not before", async () => {
    const made = office.newPerson({ name: "外区测", hukouRegion: "500105001", residenceRegion: "500105001" });
    await registerPerson(office.tools, neighbour, made);
    const id = await checked(csv(heads, ["外区测", made.identityNumber, "是", "", "小龙坎街道"]));
    expect(await kinds(id)).toEqual(["new"]);
    await submitImport(exchange(), clerk, id);
    await commitImport(exchange(), chief, id, office.enough);
    expect(await kinds(id)).toEqual(["new failed registry.already-registered"]);
  });

  test("a whole import is undone by two people: files say what they said, a made one says nothing, and what somebody changed since stays", async () => {
    const [first, second] = [await somebody(), await somebody()];
    const before = await file(first.id);
    const number = freeNumber();
    const id = await committed(
      csv(
        heads,
        ["贺兰静", first.identityNumber, "是", "13911116666", ""],
        ["贺兰静", second.identityNumber, "是", "", ""],
        ["撤销人", number, "是", "", "小龙坎街道"],
      ),
    );
    const made = (await rows(id))[2]?.subjectId ?? 0;
    const isCounted = async () => (await office.asOwner(`select from registry.snapshot where subject_id = ${made}`)).length > 0;
    expect(await isCounted()).toBe(true);
    await office.change(second.id, {
      of: "record",
      kind: "hardship.subsistence_allowance",
      source: "civil-affairs",
      from: "2026-11-25",
      to: null,
      body: { "hardship.subsistence_allowance": false },
    });
    await expect(undoImport(exchange(), third, id, 1_000)).rejects.toMatchObject({ code: "exchange.own-undo" });
    await askUndoImport(exchange(), chief, id, "传错了名单");
    await expect(undoImport(exchange(), chief, id, 1_000)).rejects.toMatchObject({ code: "exchange.own-undo" });
    expect((await undoImport(exchange(), clerk, id, office.enough)).byOutcome).toEqual({ undone: 2, conflict: 1 });
    const after = await file(first.id);
    expect([after.facts, after.values.map(({ kind, text }) => [kind, text])]).toEqual([
      before.facts,
      before.values.map(({ kind, text }) => [kind, text]),
    ]);
    expect(await allowance(second.id)).toBe(false);
    expect((await kinds(id))[1]).toBe("changed conflict exchange.changed-since");
    expect([(await file(made)).values, await isCounted()]).toEqual([[], false]);
    await office.expectInStep(first.id);
    await office.asOwner("select registry.check_everything()");
    // The number is free again, and the same file can be entered anew.
    const again = await checked(csv(heads, ["撤销人", number, "是", "", "小龙坎街道"]));
    expect(await kinds(again)).toEqual(["new"]);
  });

  test("what is withdrawn leaves no rows, and is not taken up again", async () => {
    const list = csv(heads, ["撤回人", freeNumber(), "是", "", "小龙坎街道"]);
    const id = await checked(list);
    await submitImport(exchange(), clerk, id);
    await withdrawImport(exchange(), chief, id);
    expect(await office.asOwner(`select number from exchange.import_row where import_id = ${id}`)).toEqual([]);
    await expect(commitImport(exchange(), chief, id, 1_000)).rejects.toMatchObject({ code: "exchange.not-submitted" });
    await expect(withdrawImport(exchange(), chief, id)).rejects.toMatchObject({ code: "exchange.import-closed" });
    expect((await enter(list)).id).not.toBe(id);
  });

  test("nothing of a row stands in the clear, and its reading, checking and writing are logged by whose file it was about", async () => {
    const known = await somebody();
    const id = await committed(csv(heads, ["贺兰静", known.identityNumber, "是", "13977778888", ""]));
    const [row] = await office.asOwner<{ line: string }>(`select r::text as line from exchange.import_row r where import_id = ${id}`);
    for (const plain of [known.identityNumber, "13977778888", "贺兰静"])
      expect(row?.line).not.toMatch(new RegExp(`${plain}|${Buffer.from(plain).toString("hex")}`));
    await rows(id);
    const acts = await office.asOwner<{ act: string }>(
      `select act from audit.entry where subjects @> array[${known.id}]::bigint[] and act like 'exchange.%' order by id`,
    );
    expect(acts.map(({ act }) => act)).toEqual(["exchange.check-rows", "exchange.commit-import", "exchange.see-rows"]);
  });

  test("checking goes on where it was ended", async () => {
    const people = Array.from({ length: 1_200 }, (_, i) => [`第${i}人`, freeNumber(), "是", "", "小龙坎街道"]);
    const { id } = await enter(csv(heads, ...people));
    await matchImport(exchange(), clerk, id, (await readImport(exchange(), clerk, id)).suggested);
    expect(await checkRows(exchange(), clerk, id, 0)).toMatchObject({ total: 1_200, unchecked: 700 });
    await expect(submitImport(exchange(), clerk, id)).rejects.toMatchObject({ code: "exchange.not-checked" });
    expect(await checkRows(exchange(), clerk, id, office.enough)).toMatchObject({ unchecked: 0, byKind: { new: 1_200 } });
  });

  test("what a list said of somebody goes with their file, and after half a year all of it goes", async () => {
    const requests = requestOffice(office);
    const [known, number] = [await somebody({ name: "申屠测" }), freeNumber()];
    const id = await checked(
      csv(
        heads,
        ["申屠测", known.identityNumber, "是", "", ""],
        ["另名测", known.identityNumber, "", "", ""],
        ["留下测", number, "是", "", "小龙坎街道"],
      ),
    );
    const left = () => office.asOwner<{ number: number }>(`select number from exchange.import_row where import_id = ${id} order by 1`);
    expect((await requests.delete(known.id)).how).toBe("erased");
    expect(await left()).toEqual([{ number: 4 }]);
    const entered = Date.now();
    expect(await removeOldRows(office.register.registry.db, new Date(entered + 179 * 86_400_000))).toBe(0);
    expect(await removeOldRows(office.register.registry.db, new Date(entered + 181 * 86_400_000))).toBeGreaterThan(0);
    expect(await left()).toEqual([]);
    expect(await office.asOwner(`select id from exchange.import where id = ${id}`)).toEqual([{ id }]);
  });
});
