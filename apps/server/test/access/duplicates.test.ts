import { ComparisonAnswer, DuplicatesAnswer, MergeAnswer, MergeDetail, registerPaths } from "@huican/contract";
import { describe, expect, test } from "vitest";
import { engines } from "../registry/test-database.ts";
import { accessDesk, at } from "./access-desk.ts";

describe.each(engines)("two files of one person, in %s", (engine) => {
  const { office, as, send } = accessDesk(engine);

  test("whoever answers for where the person lives sees the pair, compares both, and asks for the merge", async () => {
    const { token } = await as({ role: "street-clerk", area: "500106003" });
    const home = { hukouRegion: "500105001", residenceRegion: "500106003001" };
    const [kept, gone] = [await office.somebody(home), await office.somebody(home)];
    await office.asOwner(`insert into registry.duplicate values (${kept.id}, ${gone.id}, '{phone,birth-date,name}', 75, 3, '{}')`);
    const read = async (path: string) => (await send(token, { method: "GET", path })).json();
    const listed = DuplicatesAnswer.parse(await read(`${registerPaths.duplicates}?state=open&skip=0&most=50`));
    expect(listed.pairs.map(({ firstId, secondId }) => [firstId, secondId])).toContainEqual([kept.id, gone.id]);
    const compared = ComparisonAnswer.parse(await read(at(registerPaths.comparison, kept.id).replace(":other", String(gone.id))));
    expect(compared.areas).toEqual(["500105001", "500106003001"]);
    const asked = await send(token, {
      method: "POST",
      path: registerPaths.merges,
      body: { survivorId: kept.id, otherId: gone.id, reason: "录入两次" },
    });
    expect(asked.status).toBe(201);
    const { id } = MergeAnswer.parse(await asked.json());
    expect(MergeDetail.parse(await read(at(registerPaths.merge, id))).areas).toEqual(compared.areas);
  });
});
