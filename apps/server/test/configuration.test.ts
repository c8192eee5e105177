import { join } from "node:path";
import { expect, test } from "vitest";
import { plainReadingLimits, readConfiguration } from "../src/platform/configuration.ts";
import { Refusal } from "../src/platform/refusal.ts";

const ownDirectory = join(import.meta.dirname, "../../../data");

test("an empty environment gives a server on port 8080 that shares its API with no other site", () => {
  const plain = {
    port: 8080,
    logLevel: "warn",
    cookieSecret: undefined,
    api: { corsOrigins: [], trustedProxies: [], casesPerMinute: 600 },
    register: {
      place: { directory: ownDirectory },
      keyPlace: join(ownDirectory, "keys.json"),
      isDemo: undefined,
      reading: plainReadingLimits,
    },
    oidc: null,
  };
  expect(readConfiguration({})).toEqual(plain);
  expect(readConfiguration({ PORT: "", HUICAN_CORS_ORIGINS: " ", HUICAN_TRUSTED_PROXIES: "", HUICAN_CASES_PER_MINUTE: "" })).toEqual(plain);
});

test("everything that may be set is read", () => {
  expect(
    readConfiguration({
      PORT: "0",
      HUICAN_LOG: "debug",
      HUICAN_COOKIE_KEY: "0123456789abcdef0123456789abcdef",
      HUICAN_CORS_ORIGINS: "https://one.example, http://localhost:5173",
      HUICAN_TRUSTED_PROXIES: "127.0.0.1, 10.0.0.0/8, ::1, fd00::/8",
      HUICAN_CASES_PER_MINUTE: "0",
      HUICAN_FILES_PER_DAY: "0",
      DATABASE_URL: "postgres://huican@localhost/huican",
      DATABASE_OWNER_URL: "postgres://owner@localhost/huican",
      HUICAN_KEYS: "/etc/huican/keys.json",
      HUICAN_DEMO: "no",
      HUICAN_OIDC_ISSUER: "https://identity.example.gov.cn",
      HUICAN_OIDC_CLIENT_ID: "huican",
      HUICAN_OIDC_CLIENT_SECRET: "secret",
      HUICAN_OIDC_NAME_CLAIM: "preferred_username",
    }),
  ).toEqual({
    port: 0,
    logLevel: "debug",
    cookieSecret: "0123456789abcdef0123456789abcdef",
    api: {
      corsOrigins: ["https://one.example", "http://localhost:5173"],
      trustedProxies: ["127.0.0.1", "10.0.0.0/8", "::1", "fd00::/8"],
      casesPerMinute: 0,
    },
    register: {
      place: { url: "postgres://huican@localhost/huican", ownerUrl: "postgres://owner@localhost/huican" },
      keyPlace: "/etc/huican/keys.json",
      isDemo: false,
      reading: { ...plainReadingLimits, filesPerDay: 0 },
    },
    oidc: { issuer: "https://identity.example.gov.cn", clientId: "huican", clientSecret: "secret", nameClaim: "preferred_username" },
  });
  expect(readConfiguration({ HUICAN_DATA: "/srv/huican" }).register).toEqual({
    place: { directory: "/srv/huican" },
    keyPlace: "/srv/huican/keys.json",
    isDemo: undefined,
    reading: plainReadingLimits,
  });
  expect(readConfiguration({ HUICAN_DATA: "none", DATABASE_URL: "postgres://localhost/huican" }).register).toBeNull();
  const service = { HUICAN_DATA: "/srv/huican", HUICAN_KEY_PROGRAM: "/usr/local/bin/keys" };
  expect(readConfiguration(service).register?.keyPlace).toEqual({ program: "/usr/local/bin/keys", folder: "/srv/huican" });
  expect(() => readConfiguration({ ...service, HUICAN_KEYS: "/srv/keys.json" })).toThrow(
    expect.objectContaining({ code: "configuration.two-key-places" }) as Error,
  );
  expect(readConfiguration({ HUICAN_CORS_ORIGINS: "*" }).api.corsOrigins).toEqual(["*"]);
});

test.each([
  ["PORT", "http", "configuration.port"],
  ["PORT", "65536", "configuration.port"],
  ["PORT", "-1", "configuration.port"],
  ["HUICAN_LOG", "loud", "configuration.log"],
  ["HUICAN_COOKIE_KEY", "0123456789abcdef0123456789abcde", "configuration.cookie-key"],
  ["DATABASE_URL", "mysql://localhost/huican", "configuration.database-url"],
  ["DATABASE_URL", "localhost", "configuration.database-url"],
  ["DATABASE_OWNER_URL", "localhost", "configuration.database-url"],
  ["DATABASE_OWNER_URL", "postgres://owner@localhost/huican", "configuration.owner-alone"],
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
  ["HUICAN_FILES_PER_DAY", "-1", "configuration.reading-limit"],
  ["HUICAN_FAILED_NUMBERS_PER_HOUR", "none", "configuration.reading-limit"],
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

test("a provider of identities is whole and reached over https, or on the machine itself", () => {
  const whole = { HUICAN_OIDC_ISSUER: "https://identity.example", HUICAN_OIDC_CLIENT_ID: "huican", HUICAN_OIDC_CLIENT_SECRET: "secret" };
  expect(readConfiguration(whole).oidc).toMatchObject({ nameClaim: undefined });
  expect(readConfiguration({ ...whole, HUICAN_OIDC_ISSUER: "http://localhost:3000" }).oidc).not.toBeNull();
  const refused = expect.objectContaining({ code: "configuration.oidc" }) as Error;
  for (const name of Object.keys(whole)) expect(() => readConfiguration({ ...whole, [name]: "" }), name).toThrow(refused);
  for (const issuer of ["http://identity.example", "identity.example", "ftp://localhost"])
    expect(() => readConfiguration({ ...whole, HUICAN_OIDC_ISSUER: issuer }), issuer).toThrow(refused);
});
