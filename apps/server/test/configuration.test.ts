import { join } from "node:path";
import { expect, test } from "vitest";
import { readConfiguration } from "../src/platform/configuration.ts";
import { Refusal } from "../src/platform/refusal.ts";

const ownDirectory = join(import.meta.dirname, "../../../data");

test("an empty environment gives a server on port 8080 that shares its API with no other site", () => {
  const plain = {
    port: 8080,
    logLevel: "warn",
    cookieSecret: undefined,
    api: { corsOrigins: [], trustedProxies: [], casesPerMinute: 600 },
    register: { place: { directory: ownDirectory }, keysFile: join(ownDirectory, "keys.json"), isDemo: undefined },
  };
  expect(readConfiguration({})).toEqual(plain);
  expect(readConfiguration({ PORT: "", HUICAN_CORS_ORIGINS: " ", HUICAN_TRUSTED_PROXIES: "", HUICAN_CASES_PER_MINUTE: "" })).toEqual(plain);
});

test("everything that may be set is read", () => {
  expect(
    readConfiguration({
      PORT: "0",
      HUICAN_LOG: "debug",
      HUICAN_COOKIE_KEY: "secret",
      HUICAN_CORS_ORIGINS: "https://one.example, http://localhost:5173",
      HUICAN_TRUSTED_PROXIES: "127.0.0.1, 10.0.0.0/8, ::1, fd00::/8",
      HUICAN_CASES_PER_MINUTE: "0",
      DATABASE_URL: "postgres://huican@localhost/huican",
      HUICAN_KEYS: "/etc/huican/keys.json",
      HUICAN_DEMO: "no",
    }),
  ).toEqual({
    port: 0,
    logLevel: "debug",
    cookieSecret: "secret",
    api: {
      corsOrigins: ["https://one.example", "http://localhost:5173"],
      trustedProxies: ["127.0.0.1", "10.0.0.0/8", "::1", "fd00::/8"],
      casesPerMinute: 0,
    },
    register: { place: { url: "postgres://huican@localhost/huican" }, keysFile: "/etc/huican/keys.json", isDemo: false },
  });
  expect(readConfiguration({ HUICAN_DATA: "/srv/huican" }).register).toEqual({
    place: { directory: "/srv/huican" },
    keysFile: "/srv/huican/keys.json",
    isDemo: undefined,
  });
  expect(readConfiguration({ HUICAN_DATA: "none", DATABASE_URL: "postgres://localhost/huican" }).register).toBeNull();
  expect(readConfiguration({ HUICAN_CORS_ORIGINS: "*" }).api.corsOrigins).toEqual(["*"]);
});

test.each([
  ["PORT", "http", "configuration.port"],
  ["PORT", "65536", "configuration.port"],
  ["PORT", "-1", "configuration.port"],
  ["HUICAN_LOG", "loud", "configuration.log"],
  ["DATABASE_URL", "mysql://localhost/huican", "configuration.database-url"],
  ["DATABASE_URL", "localhost", "configuration.database-url"],
  ["HUICAN_DEMO", "perhaps", "configuration.demo"],
  ["HUICAN_CORS_ORIGINS", "one.example", "configuration.cors-origins"],
  ["HUICAN_CORS_ORIGINS", "https://one.example/path", "configuration.cors-origins"],
  ["HUICAN_CORS_ORIGINS", "https://one.example/", "configuration.cors-origins"],
  ["HUICAN_CORS_ORIGINS", "*,https://one.example", "configuration.cors-origins"],
  ["HUICAN_CORS_ORIGINS", "null", "configuration.cors-origins"],
  ["HUICAN_TRUSTED_PROXIES", "proxy.example", "configuration.trusted-proxies"],
  ["HUICAN_TRUSTED_PROXIES", "10.0.0.0/33", "configuration.trusted-proxies"],
  ["HUICAN_TRUSTED_PROXIES", "10.0.0.0/8/8", "configuration.trusted-proxies"],
  ["HUICAN_CASES_PER_MINUTE", "1.5", "configuration.cases-per-minute"],
  ["HUICAN_CASES_PER_MINUTE", "many", "configuration.cases-per-minute"],
])("%s=%s stops the start with a plain message in both languages", (name, value, code) => {
  const read = () => readConfiguration({ [name]: value });
  expect(read).toThrow(Refusal);
  try {
    read();
  } catch (error) {
    const { code: refused, zh, en } = error as Refusal;
    expect(refused).toBe(code);
    expect(zh).toMatch(/[\u4e00-\u9fff]/);
    expect(zh).toContain(name);
    expect(en).toContain(name);
  }
});
