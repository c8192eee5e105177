import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readBuiltDesk } from "../../src/desk/built-desk.ts";
import { deskRoutes } from "../../src/desk/desk-routes.ts";
import { accessDesk, site } from "./access-desk.ts";
import type { Post } from "./signed-in-people.ts";

describe("the desk behind the sign-in", () => {
  const desk = accessDesk("pglite");
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "huican-desk-"));
    mkdirSync(join(folder, "assets"));
    writeFileSync(join(folder, "index.html"), '<!doctype html><div id="root"></div>');
    for (const name of ["index-abc.js", "index-abc.css"]) {
      writeFileSync(join(folder, "assets", name), `/* ${name} */`);
      writeFileSync(join(folder, "assets", `${name}.gz`), gzipSync(`/* ${name} */`));
      writeFileSync(join(folder, "assets", `${name}.br`), "br");
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const open = (path: string, headers: Readonly<Record<string, string>> = {}, built = readBuiltDesk(folder)) =>
    deskRoutes(desk.door, built).request(`${site}${path}`, { headers });
  const cookieOf = async (...posts: readonly Post[]) => ({ cookie: `__Host-huican-session=${(await desk.as(...posts)).token}` });
  const clerk = { role: "street-clerk", area: "500106003" };

  test("whoever is not signed in is led to the sign-in, and from there back to where they wanted to go", async () => {
    for (const path of ["/desk", "/desk/changes/12?x=1", "/desk/nowhere"]) {
      const response = await open(path);
      expect([response.status, response.headers.get("location")]).toEqual([303, `/signin?return=${encodeURIComponent(path)}`]);
    }
  });

  test("whoever works here gets the one page for every address below; it is asked for again each time", async () => {
    for (const path of ["/desk", "/desk/", "/desk/changes/12"]) {
      const response = await open(path, await cookieOf(clerk));
      expect([response.status, await response.text()]).toEqual([200, '<!doctype html><div id="root"></div>']);
      expect(response.headers.get("cache-control")).toBe("no-cache");
    }
  });

  test("citizens and guardians, and whoever holds no office, are led to their own page", async () => {
    for (const post of [desk.ownPost("citizen"), desk.ownPost("representative")]) {
      const response = await open("/desk", await cookieOf(post));
      expect([response.status, response.headers.get("location")]).toEqual([303, "/desk-home"]);
    }
    expect((await open("/desk", await cookieOf())).headers.get("location")).toBe("/desk-home");
  });

  test("files come as they were packed, for good; other names lead nowhere", async () => {
    const packed = await open("/desk/assets/index-abc.js", { "accept-encoding": "gzip" });
    expect([packed.headers.get("content-encoding"), packed.headers.get("content-type")]).toEqual([
      "gzip",
      "text/javascript; charset=utf-8",
    ]);
    expect(packed.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(gunzipSync(await packed.arrayBuffer()).toString()).toBe("/* index-abc.js */");
    const plain = await open("/desk/assets/index-abc.css");
    expect([plain.headers.get("content-encoding"), await plain.text()]).toEqual([null, "/* index-abc.css */"]);
    for (const name of ["index-abc.js.gz", "index.html", "..%2Findex.html", "sources.sha256"])
      expect([name, (await open(`/desk/assets/${name}`)).status]).toEqual([name, 404]);
  });

  test("where it was not built it says so, in both languages, to whoever works here", async () => {
    expect(readBuiltDesk(join(folder, "assets"))).toBeNull();
    const response = await open("/desk", await cookieOf(clerk), null);
    expect(response.status).toBe(503);
    const page = await response.text();
    expect(page).toContain("工作台还没有生成");
    expect(page).toContain("The desk has not been built");
  });
});
