import { describe, expect, test } from "vitest";
import { changeOffice, record } from "./change-office.ts";
import { mergingOffice } from "./merging-office.ts";
import { engines } from "./test-database.ts";

describe.each(engines)("of two birth dates that are merged a guardian needs one that is old enough, in %s", (engine) => {
  const office = changeOffice(engine);
  const { twoFiles, merge, unmerge, said } = mergingOffice(office, "同一个人，录入两次");

  /** Two files of one person, born in 2010 as the first says and in 1996 as the second does, and a ward whose guardian since 2024 is one of them. */
  async function guardian(which: "kept" | "gone") {
    const files = await twoFiles();
    await office.change(files.kept.id, record("birth", "police", null, { "person.birth_date": "2010-01-01", "person.sex": "male" }));
    const ward = await office.somebody();
    const { id: otherId } = files[which];
    const step = {
      of: "relation",
      kind: "guardian",
      source: "officer",
      from: "2024-01-01",
      to: null,
      otherId,
      role: null,
      holds: true,
    } as const;
    return { ...files, ward, guards: () => office.change(ward.id, step) };
  }
  const guardianOf = async (id: number) =>
    (await office.file(id)).relations.filter(({ kind }) => kind === "guardian").map(({ otherId }) => otherId);

  test("the file that stays takes that of the one that goes, and with it the ward; undone, each has its own again", async () => {
    const { kept, gone, ward, guards } = await guardian("gone");
    await guards();
    const before = await Promise.all([kept, gone, ward].map(({ id }) => said(id)));
    const request = await merge(kept.id, gone.id, ["record:birth"]);
    expect([await guardianOf(ward.id), (await office.file(kept.id)).facts["person"]?.["birth_date"]]).toEqual([[kept.id], "1996-03-11"]);
    await unmerge(request);
    expect(await Promise.all([kept, gone, ward].map(({ id }) => said(id)))).toEqual(before);
    await office.expectInStep(kept.id);
  });

  test("without it the ward would have a guardian of 14, and the other way round too: neither is merged", async () => {
    const { kept, gone, ward, guards } = await guardian("gone");
    await guards();
    await expect(merge(kept.id, gone.id)).rejects.toMatchObject({ code: "registry.guardian-under-age" });
    expect(await guardianOf(ward.id)).toEqual([gone.id]);
    const other = await guardian("gone");
    await other.guards();
    await expect(merge(other.gone.id, other.kept.id, ["record:birth"])).rejects.toMatchObject({ code: "registry.guardianship-stands" });
    expect(await guardianOf(other.ward.id)).toEqual([other.gone.id]);
  });

  test("a merge that made somebody old enough is not undone while they are a guardian by it", async () => {
    const { kept, gone, ward, guards } = await guardian("kept");
    const request = await merge(kept.id, gone.id, ["record:birth"]);
    await guards();
    await expect(unmerge(request)).rejects.toMatchObject({ code: "registry.guardianship-stands" });
    expect(await guardianOf(ward.id)).toEqual([kept.id]);
  });
});
