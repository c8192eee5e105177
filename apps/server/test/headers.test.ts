import { beforeAll, describe, expect, test } from "vitest";
import { application } from "./application.ts";

describe("what every answer tells the browser", () => {
  let app: Awaited<ReturnType<typeof application>>;
  beforeAll(async () => {
    app = await application();
  });

  test.each(["/", "/who", "/policies", "/api/packs", "/api/none", "/no-such-page", "/robots.txt"])("%s", async (path) => {
    const { headers } = await app.request(`http://localhost${path}`);
    expect(headers.get("strict-transport-security")).toBe("max-age=31536000; includeSubDomains");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(headers.get("x-powered-by")).toBeNull();
    expect(headers.get("server")).toBeNull();
    const rules = headers.get("content-security-policy")?.split("; ");
    for (const rule of ["default-src 'none'", "script-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"])
      expect(rules).toContain(rule);
  });

  test("the type of each says its characters, or is JSON, which has but one", async () => {
    const page = await (await app.request("http://localhost/")).text();
    const assets = [...page.matchAll(/\/assets\/[\w.-]+\.(?:js|svg)/g)].map(([path]) => path);
    expect(assets.length).toBeGreaterThan(1);
    for (const path of ["/", "/robots.txt", "/sitemap.xml", "/no-such-page", ...assets])
      expect((await app.request(`http://localhost${path}`)).headers.get("content-type"), path).toMatch(/; charset=utf-8$/i);
    for (const path of ["/api/packs", "/api/none"])
      expect((await app.request(`http://localhost${path}`)).headers.get("content-type"), path).toMatch(/^application\/(problem\+)?json/);
  });
});
