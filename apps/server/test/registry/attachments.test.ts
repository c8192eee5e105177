import { deflateSync } from "node:zlib";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { cipherWith } from "../../src/platform/cipher/index.ts";
import { approveChange, askChange, attach, listAttachments, readAttachment, readChange } from "../../src/registry/index.ts";
import type { ChangeStep } from "../../src/registry/change/change.ts";
import { checkedFileName } from "../../src/registry/attachment/attachment-name.ts";
import { checkedContent, mostBytes } from "../../src/registry/attachment/attachment-content.ts";
import { changeOffice, chief, clerk, neighbour, record, value } from "./change-office.ts";
import { aJpeg, aPackedPdf, aPdf, aPng } from "./documents.ts";
import { testCipher, today } from "./sample-register.ts";
import { engines } from "./test-database.ts";

describe("what is kept as evidence", () => {
  test.each([
    ["a PNG", aPng, "image/png"],
    ["a JPEG", aJpeg, "image/jpeg"],
    ["a JPEG to which a telephone added something", Buffer.concat([aJpeg, Buffer.from("MotionPhoto")]), "image/jpeg"],
    ["a PDF", aPdf(), "application/pdf"],
    ["a PDF with packed objects", aPackedPdf("5 0 <</Type/Font/BaseFont/JSong>>"), "application/pdf"],
    ["a PDF that opens at a page", aPdf("4 0 obj\n<</OpenAction[3 0 R/Fit]>>\nendobj"), "application/pdf"],
  ])("%s is, whatever it is called", async (_, content, mediaType) => {
    expect(await checkedContent(content)).toBe(mediaType);
  });

  test.each([
    ["nothing", Buffer.alloc(0), "size"],
    ["ten megabytes and a byte", Buffer.concat([aPng, Buffer.alloc(mostBytes)]), "size"],
    ["a text", Buffer.from("<script>alert(1)</script>"), "type"],
    ["a program", Buffer.from("4d5a90000300000004000000ffff0000", "hex"), "type"],
    ["a zip, as Word files are", Buffer.from("504b03041400000008000000210000000000", "hex"), "type"],
    ["an iPhone's HEIC", Buffer.from("0000001c667479706865696300000000686569636d696631", "hex"), "type"],
    ["an SVG", Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), "type"],
    ["a GIF", Buffer.from("GIF89a\x01\x00\x01\x00\x00\x00\x00;", "latin1"), "type"],
    ["half a PNG", aPng.subarray(0, 50), "broken"],
    ["half a JPEG", aJpeg.subarray(0, 90), "broken"],
    ["half a PDF", Buffer.concat([aPdf().subarray(0, 100), Buffer.alloc(3_000)]), "broken"],
    ["a PDF with a script", aPdf("4 0 obj\n<</S/JavaScript/JS(app.alert\\(1\\))>>\nendobj"), "dangerous"],
    ["a PDF that spells it otherwise", aPdf("4 0 obj\n<</S/J#61vaScript>>\nendobj"), "dangerous"],
    ["a PDF that starts a program", aPdf("4 0 obj\n<</S/Launch/F(cmd.exe)>>\nendobj"), "dangerous"],
    ["a PDF with a file in it", aPdf("4 0 obj\n<</Type/EmbeddedFile>>\nendobj"), "dangerous"],
    ["a PDF with a password", aPdf("4 0 obj\n<</Encrypt 5 0 R>>\nendobj"), "dangerous"],
    ["a PDF that packs its script away", aPackedPdf("5 0 <</S/JavaScript/JS(x)>>"), "dangerous"],
    ["a PDF whose packed objects cannot be read", aPdf("4 0 obj\n<</Type/ObjStm/Filter/LZWDecode>>\nstream\nxyz\nendstream"), "dangerous"],
    ["a PDF that unpacks to more than there is room for", aPackedPdf("x".repeat(60_000_000)), "dangerous"],
  ])("%s is not, and a sentence says why", async (_, content, why) => {
    await expect(checkedContent(content)).rejects.toMatchObject({ code: `registry.attachment-${why}` });
  });

  test.each([
    ["低保证.jpg", "低保证.pdf"],
    ["../../etc/passwd", "passwd.pdf"],
    ["C:\\扫描\\残疾人证 (2).JPEG", "残疾人证 (2).pdf"],
    ["身份证110105194912310021.pdf", "身份证….pdf"],
    ["电话138 0000 1234.pdf", "电话….pdf"],
    ["付\u202Egpj.exe", "付gpj.pdf"],
    ["a\0b\nc.pdf", "abc.pdf"],
    ["2026年诊断.pdf", "2026年诊断.pdf"],
    [`${"长".repeat(300)}.pdf`, `${"长".repeat(80)}.pdf`],
  ])("the name %j is listed as %j", (typed, listed) => {
    expect(checkedFileName(typed, "application/pdf")).toBe(listed);
  });

  test.each(["", ".pdf", "/", "\u200b.jpg"])("the name %j says nothing and is refused", (typed) => {
    expect(() => checkedFileName(typed, "application/pdf")).toThrow(expect.objectContaining({ code: "registry.attachment-name" }));
  });
});

describe.each(engines)("documents in a file, in %s", (engine) => {
  const office = changeOffice(engine);
  const { somebody, file, asOwner } = office;
  const put = (subjectId: number, more: object = {}, actor = clerk) =>
    attach(office.tools, actor, { subjectId, name: "低保证.png", content: aPng, ...more });
  const reading = (id: number, actor = clerk) => readAttachment(office.register.registry, testCipher, actor, id);

  test("a document comes back as it was put in, lies sealed, and is put in once", async () => {
    const { id } = await somebody();
    const content = aPdf("% 测试");
    const number = await put(id, { content, name: "诊断.doc", expiresOn: "2027-01-31" });
    expect(await put(id, { content })).toBe(number);
    expect(await reading(number)).toMatchObject({
      subjectId: id,
      name: "诊断.pdf",
      mediaType: "application/pdf",
      expiresOn: "2027-01-31",
      addedBy: "clerk",
      content,
    });
    const [row] = await asOwner<{ content: Buffer; key_version: number }>(
      `select content, key_version from registry.attachment where id = ${number}`,
    );
    expect(row?.key_version).toBe(1);
    expect(row?.content.includes(content.subarray(0, 8))).toBe(false);
    const log = await asOwner<{ act: string }>(
      `select act from audit.entry where subjects @> '{${id}}' and act like 'registry.%attach%' order by id`,
    );
    expect(log.map(({ act }) => act)).toEqual(["registry.attach", "registry.attach", "registry.read-attachment"]);
  });

  test("a sealed document that was changed, moved to another file or sealed with another key does not open", async () => {
    const { id } = await somebody();
    const content = Buffer.concat([aJpeg, Buffer.alloc(300_000, "x")]);
    const { sealed, keyVersion } = testCipher.sealBytes(content, `attachment/${id}`);
    expect(testCipher.openBytes({ sealed, keyVersion }, `attachment/${id}`).equals(content)).toBe(true);
    for (const at of [0, 20, 100_000, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => testCipher.openBytes({ sealed: changed, keyVersion }, `attachment/${id}`)).toThrow(/cipher\./);
    }
    expect(() => testCipher.openBytes({ sealed, keyVersion }, `attachment/${id + 1}`)).toThrow(/cipher\./);
    expect(() => testCipher.openBytes({ sealed: sealed.subarray(0, 10), keyVersion }, "x")).toThrow(/cipher\./);
    expect(() => testCipher.openBytes({ sealed, keyVersion: 9 }, `attachment/${id}`)).toThrow(/cipher\./);
    const other = cipherWith({ current: 1, versions: new Map([[1, new Uint8Array(16).fill(8)]]), blind: new Uint8Array(32) });
    expect(() => other.openBytes({ sealed, keyVersion }, `attachment/${id}`)).toThrow(/cipher\./);
  });

  test("the file lists its documents as known then, those that have run out too", async () => {
    const { id } = await somebody();
    const before = new Date().toISOString();
    const number = await put(id, { expiresOn: today });
    expect((await file(id)).attachments.map((each) => each.id)).toEqual([number]);
    expect((await file(id, "2027-01-01")).attachments).toMatchObject([{ id: number, expiresOn: today }]);
    expect((await file(id, today, before)).attachments).toEqual([]);
    expect(await listAttachments(office.register.registry, clerk, id, before)).toEqual([]);
    expect(await listAttachments(office.register.registry, clerk, id)).toHaveLength(1);
  });

  test("a document that has run out, or until a day that there is not, is refused", async () => {
    const { id } = await somebody();
    for (const expiresOn of ["2026-11-24", "2027-02-30", "soon"])
      await expect(put(id, { expiresOn })).rejects.toMatchObject({ code: "registry.attachment-expiry" });
    expect(await listAttachments(office.register.registry, clerk, id)).toEqual([]);
  });

  test("somebody of another area puts nothing in, and neither finds nor opens anything", async () => {
    const { id } = await somebody();
    const number = await put(id);
    await expect(put(id, {}, neighbour)).rejects.toMatchObject({ code: "registry.person-not-found" });
    await expect(reading(number, neighbour)).rejects.toMatchObject({ code: "registry.attachment-not-found" });
    await expect(reading(987_654)).rejects.toMatchObject({ code: "registry.attachment-not-found" });
    await expect(listAttachments(office.register.registry, neighbour, id)).rejects.toMatchObject({ code: "registry.person-not-found" });
    const seen = await office.register.registry.db.as(neighbour, (tx) => sql`select from registry.attachment`.execute(tx));
    expect(seen.rows).toEqual([]);
    const own = { id: "citizen", areas: [], files: [id] };
    expect((await reading(number, own)).content.equals(aPng)).toBe(true);
    await expect(put(id, { content: aJpeg }, own)).rejects.toThrow(/row-level security/);
  });

  test("what was attached is neither changed nor removed, by nobody", async () => {
    const { id } = await somebody();
    const number = await put(id);
    for (const statement of [
      `update registry.attachment set name = 'x' where id = ${number}`,
      `delete from registry.attachment where id = ${number}`,
    ]) {
      await expect(asOwner(statement)).rejects.toMatchObject({ constraint: "attachments_are_kept" });
      await expect(office.register.registry.db.as(clerk, (tx) => sql.raw(statement).execute(tx))).rejects.toThrow(/permission denied/);
    }
  });

  test("a change carries evidence that is in the same file already; another file's is refused when the change is asked for", async () => {
    const { id } = await somebody();
    const { id: other } = await somebody();
    const [mine, theirs] = [await put(id), await put(other)];
    const step = (evidenceId: number) =>
      ({ ...record("hardship.low_income", "civil-affairs", "2026-01-01", { "hardship.low_income": true }), evidenceId }) as ChangeStep;
    for (const evidenceId of [theirs, 987_654])
      await expect(askChange(office.tools, clerk, { subjectId: id, steps: [step(evidenceId)], reason: "有证明" })).rejects.toMatchObject({
        code: "registry.foreign-evidence",
      });
    await approveChange(
      office.tools,
      chief,
      await askChange(office.tools, clerk, { subjectId: id, steps: [step(mine)], reason: "有证明" }),
    );
    const { records, attachments } = await file(id);
    expect(records.get("hardship.low_income")?.[0]?.evidenceId).toBe(attachments[0]?.id);
  });

  test("a request names its documents: whoever decides is told of them, a record that it makes keeps the first, and so do earlier requests", async () => {
    const { registry } = office.register;
    const { id } = await somebody();
    const [first, second, theirs] = [
      await put(id),
      await put(id, { name: "身份证.jpg", content: aJpeg }),
      await put((await somebody()).id),
    ];
    const income = record("hardship.low_income", "civil-affairs", "2026-01-01", { "hardship.low_income": true });
    const change = { subjectId: id, steps: [income, value("phone", null, "13900001111")], reason: "有证明" };
    await expect(askChange(office.tools, clerk, { ...change, evidence: [first, theirs] })).rejects.toMatchObject({
      code: "registry.foreign-evidence",
    });
    const request = await askChange(office.tools, clerk, { ...change, evidence: [second, first] });
    expect((await readChange(registry, testCipher, chief, request)).evidence.map((each) => each.id)).toEqual([first, second]);
    await approveChange(office.tools, chief, request);
    expect((await file(id)).records.get("hardship.low_income")?.[0]?.evidenceId).toBe(second);
    // As requests were sealed before they named documents.
    const { sealed, keyVersion } = testCipher.seal(JSON.stringify([{ ...income, evidenceId: first }]), `change-request/${id}`);
    const { rows } = await registry.db.as(clerk, (tx) =>
      sql<{ id: number }>`insert into registry.change_request (subject_id, touches, sealed, key_version, reason, seen_at)
        values (${id}, '{hardship.low_income}', ${sealed}, ${keyVersion}, '以前的', now()) returning id`.execute(tx),
    );
    expect((await readChange(registry, testCipher, chief, rows[0]?.id ?? 0)).evidence.map((each) => each.id)).toEqual([first]);
  });

  test("ten megabytes are sealed and come back within a second or two, and nobody waits for it longer", async () => {
    const { id } = await somebody();
    const content = Buffer.concat([aPng, deflateSync(Buffer.alloc(1)), Buffer.alloc(mostBytes - 200, "x")]);
    const number = await put(id, { content });
    expect((await reading(number)).content.equals(content)).toBe(true);
  });
});
