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
});
