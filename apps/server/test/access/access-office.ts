import { argon2Sync } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll } from "vitest";
import type { AccessTools } from "../../src/access/access.ts";
import { createAccount, resetAccount } from "../../src/access/account/account-verbs.ts";
import { appoint } from "../../src/access/appointment/appointment-verbs.ts";
import { createFirstAdministrators, type FirstAdministrator } from "../../src/access/first-administrators.ts";
import { currentCode } from "../../src/access/proof/authenticator.ts";
import { beginEnrolment, enrolAtSignIn, enrollingAccount } from "../../src/access/proof/proof-verbs.ts";
import { setUp, showSecondFactor, signInWithPassword } from "../../src/access/session/sign-in.ts";
import { sessionOf, type SignedIn } from "../../src/access/session/session-of.ts";
import { confirm } from "../../src/access/session/session-verbs.ts";
import { cipherWith, readKeys, type Cipher } from "../../src/platform/cipher/index.ts";
import type { Actor } from "../../src/platform/database/index.ts";
import { openTestDatabase, type Engine, type TestDatabase } from "../registry/test-database.ts";

/** 2026-11-26, ten in the morning in China. */
const begin = Date.parse("2026-11-26T02:00:00Z");

export const day = "2026-11-26";
export const here = { address: "192.0.2.1", device: "Chrome · Windows" };
export const password = "three quiet herons";

export const administrators: readonly FirstAdministrator[] = [
  { role: "system-administrator", signInName: "chen-system", displayName: "陈系统" },
  { role: "security-administrator", signInName: "li-security", displayName: "李安全" },
  { role: "audit-administrator", signInName: "wu-audit", displayName: "吴审计" },
];

/** Somebody with an account: what they know and what their telephone shows. */
export type Person = {
  readonly id: string;
  readonly signInName: string;
  readonly secret: string;
  readonly codes: readonly string[];
  readonly token: string;
};

/** Everybody's password, hashed with less work than is done today. */
export function weakHash(cipher: Cipher): string {
  const cheap = { memory: 8_192, passes: 1, parallelism: 1, tagLength: 32, message: password, nonce: Buffer.alloc(16, 7) };
  const tag = argon2Sync("argon2id", { ...cheap, secret: cipher.blind("password", "pepper") });
  const text = (bytes: Buffer) => bytes.toString("base64").replaceAll("=", "");
  return `$argon2id$v=19$m=8192,t=1,p=1$${text(cheap.nonce)}$${text(tag)}`;
}

/** An office on a fresh database, whose clock goes on when it is told to. */
export function accessOffice(engine: Engine) {
  let database: TestDatabase;
  let directory: string;
  let now = begin;
  let people = 0;
  const office = {
    tools: null as unknown as AccessTools,
    system: null as unknown as Actor,
    security: null as unknown as Actor,
    audit: null as unknown as Actor,
    setupCodes: [] as readonly string[],
    /** The code that an authenticator app shows now. */
    codeOf: (secret: string) => currentCode(secret, new Date(now)),
    goOn: (seconds: number) => {
      now += seconds * 1000;
    },
    /** An account without rights, not set up yet. */
    account: async (name = `person-${++people}`, subjectId?: number) =>
      createAccount(office.tools, office.system, { signInName: name, displayName: name, ...(subjectId !== undefined && { subjectId }) }),
    /** Somebody who has set up their account, and is signed in. */
    person: async (name = `person-${++people}`): Promise<Person> => {
      const id = await office.account(name);
      return office.setUp(name, await resetAccount(office.tools, office.security, id), id);
    },
    setUp: async (signInName: string, code: string, id: string): Promise<Person> => {
      const begun = await setUp(office.tools, { signInName, code, password }, here);
      const { session } = await enrollingAccount(office.tools, begun.token);
      const { secret, sealed } = beginEnrolment(office.tools, session.id, signInName);
      const { token, codes } = await enrolAtSignIn(office.tools, begun.token, { sealed, code: office.codeOf(secret) }, here);
      return { id, signInName, secret, codes, token };
    },
    /** Signs in anew, half a minute later: no code is taken twice. */
    signIn: async ({ signInName, secret }: Person, from = here): Promise<string> => {
      office.goOn(30);
      const { token } = await signInWithPassword(office.tools, { signInName, password }, from);
      return showSecondFactor(office.tools, token, office.codeOf(secret), from);
    },
    /** The first step alone, which is all for a citizen. */
    signInByPassword: async (signInName: string): Promise<string> =>
      (await signInWithPassword(office.tools, { signInName, password }, here)).token,
    /** The same person under a new token, having shown password and code once more: they may exchange the second factor. */
    proved: async (person: Person): Promise<Person> => {
      office.goOn(30);
      const token = await confirm(office.tools, await office.whoIs(person.token), { password, code: office.codeOf(person.secret) });
      return { ...person, token };
    },
    whoIs: async (token: string): Promise<SignedIn> => {
      const found = await sessionOf(office.tools, token);
      if (!found) throw new Error("Nobody is signed in with this token.");
      return found;
    },
    appoint: (accountId: string, role: string, area: string | null, days: { readonly from?: string; readonly until?: string } = {}) =>
      appoint(office.tools, office.security, { accountId, role, area, section: null, from: days.from ?? day, until: days.until ?? null }),
  };

  beforeAll(async () => {
    database = await openTestDatabase(engine);
    directory = mkdtempSync(join(tmpdir(), "huican-keys-"));
    const cipher = cipherWith(readKeys(join(directory, "keys.json"), true));
    office.tools = { db: database.db, cipher, clock: { now: () => new Date(now) } };
    const made = await createFirstAdministrators(office.tools, administrators);
    office.setupCodes = made.map(({ code }) => code);
    const { rows } = await database.db.asOwner((tx) =>
      sql<{ id: string }>`select account_id as id from access.appointment p order by p.id`.execute(tx),
    );
    const [system, security, audit] = rows.map(({ id }): Actor => ({ id, areas: [] }));
    Object.assign(office, { system, security, audit });
  });
  afterAll(async () => {
    await database.close();
    rmSync(directory, { recursive: true, force: true });
  });
  return office;
}
