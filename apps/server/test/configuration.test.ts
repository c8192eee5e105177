import { expect, test } from "vitest";
import { readConfiguration } from "../src/platform/configuration.ts";
import { Refusal } from "../src/platform/refusal.ts";

test("an empty environment gives a server on port 8080 that shares its API with no other site", () => {
  const plain = {
    port: 8080,
    logLevel: "warn",
    cookieSecret: undefined,
    api: { corsOrigins: [], trustedProxies: [], casesPerMinute: 600 },
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
  });
  expect(readConfiguration({ HUICAN_CORS_ORIGINS: "*" }).api.corsOrigins).toEqual(["*"]);
});

test.each([
  ["PORT", "http", "configuration.port"],
  ["PORT", "65536", "configuration.port"],
  ["PORT", "-1", "configuration.port"],
  ["HUICAN_LOG", "loud", "configuration.log"],
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
