import {
  attachmentNameHeader,
  EnteredImportAnswer,
  ImportAnswer,
  ImportProgressAnswer,
  ImportRowAnswer,
  ImportRowsAnswer,
  ImportsAnswer,
  registerBase,
  registerPaths,
} from "@huican/contract";
import { readXlsx } from "hucre/xlsx";
import { describe, expect, test } from "vitest";
import { accessDesk, at, site } from "../access/access-desk.ts";
import { numbered } from "../registry/numbers.ts";
import { today } from "../registry/sample-register.ts";
import { engines } from "../registry/test-database.ts";

describe.each(engines)("a list from elsewhere over HTTP, in %s", (engine) => {
  const desk = accessDesk(engine);
  const { as, send, office } = desk;
  const officer = () => as({ role: "district-desk", area: "500106" });
  const other = () => as({ role: "district-desk", area: "500106" }, { role: "street-clerk", area: "500106001" });

  const upload = (token: string, content: Buffer, query = `unit=区民政局&source=civil-affairs&asOf=${today}`) =>
    desk.app.request(`${site}${registerBase}${registerPaths.imports}?${new URLSearchParams(query).toString()}`, {
      method: "POST",
      headers: {
        cookie: `__Host-huican-session=${token}`,
        origin: site,
        "sec-fetch-site": "same-origin",
        "content-type": "application/octet-stream",
        [attachmentNameHeader]: encodeURIComponent("低保 名单.csv"),
      },
      body: new Uint8Array(content),
    });
  const get = async (token: string, path: string) => (await send(token, { method: "GET", path })).json();
  const post = (token: string, path: string, body: object = {}) => send(token, { method: "POST", path, body });

  test("from the upload to the undoing, by two officers, with what was left out as a workbook", async () => {
    const [one, two] = [await officer(), await other()];
    const known = await office.somebody({ name: "尉迟测" });
    const fresh = numbered("99010619750711001");
    const list = `姓名,身份证号,是否低保,银行账号\n尉迟测,${known.identityNumber},是,6222020200112233445\n新人测,${fresh},是,\n坏行测,${fresh.slice(0, 17)},是,\n`;
    const { id } = EnteredImportAnswer.parse(await (await upload(one.token, Buffer.from(list))).json());
    expect(EnteredImportAnswer.parse(await (await upload(one.token, Buffer.from(list))).json())).toEqual({ id, isKnown: true });
    const detail = ImportAnswer.parse(await get(one.token, at(registerPaths.import, id)));
    expect(detail).toMatchObject({
      unit: "区民政局",
      fileName: "低保 名单.csv",
      state: "matching",
      isOwn: true,
      enteredBy: { isMe: true },
    });
    const targets = detail.columns.map(({ target }) => target);
    expect(targets).toEqual(["name", "identity-number", "hardship.subsistence_allowance", "bank-account"]);
    expect((await post(one.token, at(registerPaths.importColumns, id), { targets })).status).toBe(204);
    const checked = ImportProgressAnswer.parse(await (await post(one.token, at(registerPaths.importCheck, id))).json());
    expect(checked).toMatchObject({ isDone: true, counts: { byKind: { changed: 1, refused: 2 } } });
    const rows = async (kind: string) =>
      ImportRowsAnswer.parse(await get(one.token, `${at(registerPaths.importRows, id)}?kind=${kind}`)).rows;
    // An account is shown to this office in its mask.
    expect((await rows("changed"))[0]?.cells).toEqual([
      { column: 0, text: "尉迟测", isMasked: false, was: null },
      { column: 1, text: known.identityNumber, isMasked: false, was: null },
      { column: 2, text: "是", isMasked: false, was: null },
      { column: 3, text: "****3445", isMasked: true, was: null },
    ]);
    expect((await rows("refused")).map(({ number, reasons }) => [number, reasons.map(({ code }) => code)])).toEqual([
      [3, ["exchange.no-home"]],
      [4, ["registry.identity-number-form"]],
    ]);
    const correction = { number: 4, cells: [{ column: 1, text: fresh }], choice: { what: "skip" } };
    expect(ImportRowAnswer.parse(await (await post(one.token, at(registerPaths.importCorrection, id), correction)).json())).toEqual({
      kind: "skipped",
    });
    expect((await post(one.token, at(registerPaths.importSubmission, id))).status).toBe(204);
    const own = await post(one.token, at(registerPaths.importCommit, id));
    expect([own.status, ((await own.json()) as { code: string }).code]).toEqual([403, "exchange.own-import"]);
    expect(ImportAnswer.parse(await get(two.token, at(registerPaths.import, id)))).toMatchObject({ state: "submitted", isOwn: false });
    const done = ImportProgressAnswer.parse(await (await post(two.token, at(registerPaths.importCommit, id))).json());
    expect(done).toMatchObject({ isDone: true, counts: { byOutcome: { committed: 1 } } });
    const book = await send(one.token, { method: "GET", path: at(registerPaths.importLeftOut, id) });
    const [sheet] = (await readXlsx(Buffer.from(await book.arrayBuffer()))).sheets;
    expect(sheet?.rows.slice(1).map((row) => [row[0], row[2]])).toEqual([
      ["行号", "姓名"],
      [3, "新人测"],
    ]);
    expect(sheet?.rows[2]?.[1]).toMatch(/户籍地或常住地/);
    expect((await post(one.token, at(registerPaths.importUndoRequest, id), { reason: "传错了" })).status).toBe(204);
    expect((await post(one.token, at(registerPaths.importUndo, id))).status).toBe(403);
    const undone = ImportProgressAnswer.parse(await (await post(two.token, at(registerPaths.importUndo, id))).json());
    expect(undone).toMatchObject({ isDone: true, counts: { byOutcome: { undone: 1 } } });
    const { imports, sources } = ImportsAnswer.parse(await get(two.token, registerPaths.imports));
    expect(imports[0]).toMatchObject({
      id,
      state: "undone",
      steps: [
        { what: "submitted" },
        { what: "committed", by: { isMe: true } },
        { what: "undo-asked", reason: "传错了" },
        { what: "undone" },
      ],
    });
    expect(sources.map(({ key }) => key)).toContain("civil-affairs");
  });

  test("an auditor reads numbers in their masks and no health, and takes nothing away", async () => {
    const one = await officer();
    const auditor = await as({ role: "auditor", area: "500106" });
    const number = numbered("99010619750711002");
    const { id } = EnteredImportAnswer.parse(
      await (await upload(one.token, Buffer.from(`姓名,身份证号,重大疾病,户籍地\n查看测,${number},是,500106001\n`))).json(),
    );
    const targets = ["name", "identity-number", "diagnosis.major_disease", "person.hukou_region"];
    await post(one.token, at(registerPaths.importColumns, id), { targets });
    await post(one.token, at(registerPaths.importCheck, id));
    const seen = await (await send(auditor.token, { method: "GET", path: at(registerPaths.importRows, id) })).text();
    expect(seen).not.toContain(number);
    expect(ImportRowsAnswer.parse(JSON.parse(seen)).rows[0]?.cells.map(({ text }) => text)).toEqual([
      "查看测",
      `99${"*".repeat(13)}${number.slice(-3)}`,
      null,
      "500106001",
    ]);
    expect((await send(auditor.token, { method: "GET", path: at(registerPaths.importLeftOut, id) })).status).toBe(403);
  });

  test.each([
    ["a source that is none", `unit=x&source=nobody&asOf=${today}`],
    ["a day that has not come", "unit=x&source=police&asOf=2999-01-01"],
    ["no unit", `unit=&source=police&asOf=${today}`],
    ["a word too many", `unit=x&source=police&asOf=${today}&more=1`],
  ])("%s is refused", async (_, query) => {
    const { token } = await officer();
    expect((await upload(token, Buffer.from("姓名,身份证号\n甲,1\n"), query)).status).toBe(422);
  });

  test("an area that is not one's own is refused, and a file of the wrong sort with its code", async () => {
    const { token } = await officer();
    expect((await upload(token, Buffer.from("姓名,身份证号\n甲,1\n"), `unit=x&source=police&asOf=${today}&area=500105`)).status).toBe(403);
    const old = await upload(token, Buffer.from("d0cf11e0a1b11ae1", "hex"));
    expect([old.status, ((await old.json()) as { code: string }).code]).toEqual([422, "exchange.old-workbook"]);
  });

  test("the template is understood as it is", async () => {
    const { token } = await officer();
    const template = await send(token, { method: "GET", path: registerPaths.importTemplate });
    const [sheet] = (await readXlsx(Buffer.from(await template.arrayBuffer()))).sheets;
    const heads = (sheet?.rows[0] ?? []).map(String);
    const filled = Buffer.from(`${heads.join(",")}\n${heads.map(() => "x").join(",")}\n`);
    const { id } = EnteredImportAnswer.parse(await (await upload(token, filled)).json());
    const { columns } = ImportAnswer.parse(await get(token, at(registerPaths.import, id)));
    expect(columns.filter(({ target }) => target === "")).toEqual([]);
  });
});
