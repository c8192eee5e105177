import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

const source = (path: string) => JSON.stringify(join(import.meta.dirname, "../../src", path));

test("what the server loads before it answers holds no database, no dictionary and nothing of signing in but its door", () => {
  const program = `
    const { registerHooks } = require("node:module");
    const seen = [];
    registerHooks({ resolve: (name, context, next) => { const found = next(name, context); seen.push(found.url); return found; } });
    (async () => {
      await import(${source("access/door/index.ts")});
      await import(${source("app.ts")});
      console.log(JSON.stringify(seen));
    })();`;
  const seen = JSON.parse(execFileSync(process.execPath, ["-e", program], { encoding: "utf8" })) as readonly string[];
  expect(seen.length).toBeGreaterThan(100);
  const heavy =
    /node_modules\/(kysely|pg|pinyin-pro|otplib|openid-client|sm-crypto-v2|@simplewebauthn|@electric-sql)\/|src\/access\/session\/sign-in/;
  expect(seen.filter((url) => heavy.test(url))).toEqual([]);
});
