import { tmpdir } from "node:os";
import { join } from "node:path";
import { attachmentNameHeader, registerBase, registerPaths } from "@huican/contract";
import type { Hono } from "hono";
import { readXlsx } from "hucre/xlsx";
import { beforeAll } from "vitest";
import { accessDoor, type OpenAccess } from "../../src/access/index.ts";
import { sealAll, type LogKeys } from "../../src/platform/audit/index.ts";
import type { Clock } from "../../src/platform/clock.ts";
import { JobBoard } from "../../src/platform/job-board.ts";
import { createLog } from "../../src/platform/log.ts";
import { approveMerge, askMerge, askRequest, attach, decideRequest, fillSnapshot, type Registry } from "../../src/registry/index.ts";
import type { RequestKind } from "../../src/registry/request/data-request.ts";
import { shareView } from "../../src/registry/view/view-verbs.ts";
import { staffRoutes, type StaffParts } from "../../src/staff-routes.ts";
import { watched } from "../../src/watched.ts";
import { someKeys } from "../audit/test-log.ts";
import { changeOffice, chief, clerk, record, value } from "../registry/change-office.ts";
import { aPdf, aPng } from "../registry/documents.ts";
import { testCipher, today } from "../registry/sample-register.ts";
import type { Engine } from "../registry/test-database.ts";
import { enteredLists } from "./entered-lists.ts";
import { signedInAs, type Post } from "./signed-in-people.ts";

export const site = "https://huican.test";
export const log = createLog("silent");

/** What is known of the person whom everybody asks for: none of it may be seen by whoever is not shown it. */
export const secrets = {
  phone: "13800001234",
  "bank-account": "6222020200112233445",
  address: "石门路77号3单元",
};

/** Statistics are of the last day of a month. */
export const monthEnd = "2026-10-31";

/** Keys of the log of a test, and no directory of its own. */
function watchedBy(registry: Registry, clock: Clock, logKeys: LogKeys): ReturnType<typeof watched> {
  const place = { url: "postgres://nowhere" };
  const keyPlace = join(tmpdir(), "huican-no-keys.json");
  return watched({ registry, cipher: testCipher, logKeys }, { place, keyPlace, clock, log, board: new JobBoard(clock) });
}

const home = { hukouRegion: "500106003001", residenceRegion: "500106003001" };

/** A request below the register. */
export type Call = { readonly method: "GET" | "POST"; readonly path: string; readonly body?: object; readonly file?: Buffer };

export const at = (path: string, id: number) => path.replace(":id", String(id));

/** A request as it is sent, with the cookie of whoever sends it. */
export function sent({ method, body, file }: Call, headers: Readonly<Record<string, string>> = {}): RequestInit {
  const type = file
    ? { "content-type": "application/octet-stream", [attachmentNameHeader]: encodeURIComponent("照片.png") }
    : { "content-type": "application/json" };
  return {
    method,
    headers: { ...headers, ...type },
    ...(method === "POST" && { body: file ? new Uint8Array(file) : JSON.stringify(body ?? {}) }),
  };
}

/** Whether an answer says anything of the person: a search that finds nobody is as good as a file that is not there. */
export async function tells(response: Response): Promise<boolean> {
  if (response.status >= 400) return false;
  if (response.headers.get("content-type")?.includes("spreadsheetml")) return tellsOfSomebody(Buffer.from(await response.arrayBuffer()));
  const text = await response.text();
  return text === "" || !/"(people|entries|cells|requests|imports|rows|pairs)":\[\]|^\{"changes":\[\]/.test(text);
}

/** Below its mark and its heads a list has a row for everybody. */
async function tellsOfSomebody(workbook: Buffer): Promise<boolean> {
  const [list] = (await readXlsx(workbook)).sheets;
  return (list?.rows.length ?? 0) > 2;
}

/** Everything for whoever is signed in, over a small register with one person whom everybody asks for; opened before the tests of a file and closed after them. */
export function accessDesk(engine: Engine) {
  const office = changeOffice(engine);
  const door = accessDoor({ publicUrl: site, addressOf: () => "192.0.2.1" });
  const logKeys = someKeys();
  let later = 0;
  const clock = { now: () => new Date(Date.parse(`${today}T04:00:00Z`) + later) };
  let app: Hono;
  let access: OpenAccess;
  let watch: ReturnType<typeof watched>;
  let person: { readonly id: number; readonly householdId: number; readonly identityNumber: string };
  /** A document in their file. */
  let attachmentId: number;
  /** Somebody who is found far from home. */
  let lost: typeof person;
  /** Who decides for them. */
  let guardianId: number;

  const register = () => ({ registry: office.register.registry, cipher: testCipher, kind: "demo" as const });
  const parts = (): StaffParts => ({ register: register(), packs: office.register.packs, door, access, log, ...watch });

  beforeAll(async () => {
    access = { db: office.register.registry.db, cipher: testCipher, clock, kind: "demo", nameOfArea: (code) => code };
    door.open(access);
    watch = watchedBy(office.register.registry, clock, logKeys);
    app = staffRoutes(parts());
    person = await office.somebody({ ...home, address: secrets.address });
    lost = await office.somebody();
    guardianId = (await office.somebody()).id;
    await office.register.registry.db.asOwner((tx) => fillSnapshot(office.register.registry.db, tx, monthEnd));
    attachmentId = await attach(office.tools, clerk, { subjectId: person.id, name: "诊断书.pdf", content: aPdf() });
    await office.change(
      person.id,
      value("bank-account", null, secrets["bank-account"]),
      record("diagnosis.major_disease", "officer", "2024-01-01", { "diagnosis.major_disease": true }),
      record("rehabilitation.device_needed", "officer", "2024-01-01", { "rehabilitation.device_needed": true }),
      { of: "relation", kind: "guardian", source: "officer", from: "2024-01-01", to: null, otherId: guardianId, role: null, holds: true },
    );
  });

  const signedIn = new Map<string, ReturnType<typeof signedInAs>>();
  /** One account for the same posts: a file has one owner. */
  const as = (...posts: readonly Post[]) => {
    const key = JSON.stringify(posts);
    const known = signedIn.get(key) ?? signedInAs(access, ...posts);
    signedIn.set(key, known);
    return known;
  };
  const ownPost = (role: string): Post => ({ role, area: null, subjectId: role === "citizen" ? person.id : guardianId });

  /** Sends a request as the browser of somebody who is signed in. */
  async function send(token: string, call: Call, to = app): Promise<Response> {
    const browser = { cookie: `__Host-huican-session=${token}`, origin: site, "sec-fetch-site": "same-origin" };
    return to.request(`${site}${registerBase}${call.path}`, sent(call, browser));
  }

  /** A request about the person, entered by a clerk; granted by a chief where somebody is to carry it out. */
  const requested = async (kind: RequestKind, isGranted: boolean) => {
    const asked = {
      subjectId: person.id,
      kind,
      asker: "person",
      channel: "counter",
      receivedOn: today,
      says: "本人到窗口提出",
      basis: null,
    } as const;
    const id = await askRequest(office.tools, clerk, asked);
    if (isGranted) await decideRequest(office.tools, chief, id, { outcome: "granted", ground: null, reason: null });
    return id;
  };

  /** Two files that may be one person's, in the place of the person whom everybody asks for: about the same pair one request waits at a time. */
  const pair = async () => {
    const [kept, gone] = [await office.somebody(home), await office.somebody(home)];
    await office.asOwner(`insert into registry.duplicate values (${kept.id}, ${gone.id}, '{phone,birth-date,name}', 75, 3, '{}')`);
    return { survivorId: kept.id, otherId: gone.id };
  };
  const pairPath = async (path: string) => {
    const { survivorId, otherId } = await pair();
    return at(path, survivorId).replace(":other", String(otherId));
  };
  const merge = async (asker = clerk) => askMerge(office.tools, asker, { ...(await pair()), takes: [], reason: "录入两次" });
  const merged = async () => {
    const id = await merge();
    await approveMerge(office.tools, chief, id);
    return id;
  };

  const step = () => record("hardship.low_income", "officer", "2025-01-01", { "hardship.low_income": true });
  const asked = () => office.ask(person.id, [step()]);

  const list = enteredLists(office);
  let made = 0;
  /** An account of a colleague, whom everybody can be asked about. */
  const somebodyElse = async () => (await as({ role: "provider", area: "511102" })).id;

  /** A request for each act, about the person or about a request for a change of theirs; what asks for one first is somebody else's. */
  const calls: Readonly<Record<string, (mine: string) => Promise<Call>>> = {
    "registry.search-people": async () => ({ method: "POST", path: registerPaths.search, body: { query: person.identityNumber } }),
    "registry.list-people": async () => ({
      method: "POST",
      path: registerPaths.list,
      body: { filters: [{ fact: "person.hukou_region", is: "within", value: "500106003001" }] },
    }),
    "registry.share-view": async () => ({
      method: "POST",
      path: registerPaths.views,
      body: {
        area: "500106003001",
        name: `听力一级 ${(made += 1)}`,
        filters: [{ fact: "disability.hearing", is: "equal", value: 1 }],
        columns: ["area"],
        order: { by: "name", isDescending: false },
      },
    }),
    // By somebody of the village who holds no office any more.
    "registry.remove-left-view": async () => {
      const view = {
        name: `听力一级 ${(made += 1)}`,
        filters: [{ fact: "disability.hearing", is: "equal", value: 1 }],
        columns: [],
        order: { by: "name", isDescending: false },
      } as const;
      const { id } = await signedInAs(access);
      const actor = { id, areas: ["500106003001"] };
      return {
        method: "POST",
        path: at(registerPaths.viewRemoval, await shareView(office.register.registry, actor, "500106003001", view)),
      };
    },
    "registry.export-people": async () => ({
      method: "POST",
      path: registerPaths.exports,
      body: { filters: [{ fact: "person.hukou_region", is: "within", value: "500106003001" }], reason: "核对补贴发放名单" },
    }),
    "registry.count-people": async () => ({
      method: "POST",
      path: registerPaths.statistics,
      body: { day: monthEnd, area: "500106003", by: ["category", "level"] },
    }),
    "registry.read-file": async () => ({ method: "GET", path: at(registerPaths.person, person.id) }),
    "registry.reveal-value": async () => ({
      method: "POST",
      path: at(registerPaths.reveal, person.id),
      body: { kind: "identity-number", reason: "核对补贴发放账户" },
    }),
    "registry.read-timeline": async () => ({ method: "GET", path: at(registerPaths.timeline, person.id) }),
    "policy.decide-person": async () => ({ method: "GET", path: at(registerPaths.entitlements, person.id) }),
    "registry.attach": async () => ({ method: "POST", path: at(registerPaths.attachments, person.id), file: aPng }),
    "registry.list-attachments": async () => ({ method: "GET", path: at(registerPaths.attachments, person.id) }),
    "registry.read-attachment": async () => ({ method: "GET", path: at(registerPaths.attachment, attachmentId) }),
    "registry.register-person": async () => ({ method: "POST", path: registerPaths.people, body: office.newPerson(home) }),
    "registry.ask-change": async () => ({
      method: "POST",
      path: at(registerPaths.changes, person.id),
      body: { steps: [step()], reason: "本人申请" },
    }),
    "registry.list-changes": async () => {
      await asked();
      return { method: "GET", path: `${registerPaths.changeList}?state=waiting&file=${person.id}` };
    },
    "registry.see-change": async () => ({ method: "GET", path: at(registerPaths.effect, await asked()) }),
    "registry.approve-change": async () => ({ method: "POST", path: at(registerPaths.approval, await asked()), body: {} }),
    "registry.refuse-change": async () => ({
      method: "POST",
      path: at(registerPaths.refusal, await asked()),
      body: { reason: "材料不全" },
    }),
    "registry.withdraw-change": async (mine) => ({
      method: "POST",
      path: at(registerPaths.withdrawal, await office.ask(person.id, [step()], {}, { ...clerk, id: mine })),
    }),
    "registry.ask-undo": async () => ({
      method: "POST",
      path: at(registerPaths.undo, await office.change(person.id, step())),
      body: { reason: "录入有误" },
    }),
    "registry.ask-request": async () => ({
      method: "POST",
      path: at(registerPaths.requests, person.id),
      body: { kind: "copy", says: "想要一份自己的档案" },
    }),
    "registry.see-requests": async () => {
      await requested("copy", false);
      return { method: "GET", path: at(registerPaths.requests, person.id) };
    },
    "registry.list-requests": async () => {
      await requested("copy", false);
      return { method: "GET", path: registerPaths.openRequests };
    },
    "registry.withdraw-request": async () => ({
      method: "POST",
      path: at(registerPaths.requestWithdrawal, await requested("copy", false)),
      body: {},
    }),
    "registry.decide-request": async () => ({
      method: "POST",
      path: at(registerPaths.requestDecision, await requested("copy", false)),
      body: { outcome: "granted" },
    }),
    "registry.complete-request": async () => ({
      method: "POST",
      path: at(registerPaths.requestCompletion, await requested("explanation", true)),
      body: { words: "档案用于核定补贴资格" },
    }),
    "registry.take-copy": async () => ({ method: "POST", path: at(registerPaths.requestCopy, await requested("copy", true)) }),
    "exchange.see-imports": async () => {
      await list.entered();
      return { method: "GET", path: registerPaths.imports };
    },
    "exchange.enter-import": async () => ({
      method: "POST",
      path: at(registerPaths.importColumns, await list.entered()),
      body: { targets: ["name", "identity-number", "person.hukou_region"] },
    }),
    "exchange.see-rows": async () => ({ method: "GET", path: at(registerPaths.importRows, await list.submitted()) }),
    "exchange.withdraw-import": async () => ({ method: "POST", path: at(registerPaths.importWithdrawal, await list.submitted()) }),
    "exchange.commit-import": async () => ({ method: "POST", path: at(registerPaths.importCommit, await list.submitted()) }),
    "exchange.ask-undo-import": async () => ({
      method: "POST",
      path: at(registerPaths.importUndoRequest, await list.committed()),
      body: { reason: "传错了名单" },
    }),
    "exchange.undo-import": async () => ({ method: "POST", path: at(registerPaths.importUndo, await list.undoAsked()) }),
    "registry.list-duplicates": async () => {
      await pair();
      return { method: "GET", path: registerPaths.duplicates };
    },
    "registry.compare-files": async () => ({ method: "GET", path: await pairPath(registerPaths.comparison) }),
    "registry.dismiss-duplicate": async () => ({
      method: "POST",
      path: await pairPath(registerPaths.tellApart),
      body: { reason: "双胞胎" },
    }),
    "registry.reopen-duplicate": async () => ({ method: "POST", path: await pairPath(registerPaths.takeBack), body: { reason: "看错了" } }),
    "registry.ask-merge": async () => ({ method: "POST", path: registerPaths.merges, body: { ...(await pair()), reason: "录入两次" } }),
    "registry.ask-unmerge": async () => ({ method: "POST", path: at(registerPaths.unmerge, await merged()), body: { reason: "是两个人" } }),
    "registry.see-merge": async () => ({ method: "GET", path: at(registerPaths.merge, await merge()) }),
    "registry.approve-merge": async () => ({ method: "POST", path: at(registerPaths.mergeApproval, await merge()), body: {} }),
    "registry.refuse-merge": async () => ({
      method: "POST",
      path: at(registerPaths.mergeRefusal, await merge()),
      body: { reason: "不是同一人" },
    }),
    "registry.withdraw-merge": async (mine) => ({
      method: "POST",
      path: at(registerPaths.mergeWithdrawal, await merge({ ...clerk, id: mine })),
    }),
    "audit.read-accesses": async () => ({
      method: "GET",
      path: `${at(registerPaths.accesses, person.id)}?from=2000-01-01&until=2100-01-01`,
    }),
    "audit.search-log": async () => ({ method: "POST", path: registerPaths.log, body: { subjectId: person.id } }),
    "access.read-own-duties": async () => ({ method: "GET", path: registerPaths.me }),
    // Somebody else than everybody asks for: what is opened stays open for an hour.
    "access.open-emergency": async () => ({
      method: "POST",
      path: registerPaths.emergencies,
      body: { number: lost.identityNumber, reason: "走失人员送到窗口，要联系家属" },
    }),
    "access.review-emergency": async () => ({ method: "GET", path: registerPaths.emergencies }),
    "access.list-readers": async () => ({ method: "GET", path: `${registerPaths.readers}?from=2026-01-01&until=2026-01-31` }),
    "access.see-accounts": async () => ({ method: "GET", path: registerPaths.account.replace(":id", await somebodyElse()) }),
    "access.create-account": async () => ({
      method: "POST",
      path: registerPaths.accounts,
      body: { signInName: `new-${(made += 1)}`, displayName: "新来的" },
    }),
    "access.lock-account": async () => ({ method: "POST", path: registerPaths.accountLock.replace(":id", await somebodyElse()) }),
    "access.reset-account": async () => ({ method: "POST", path: registerPaths.accountReset.replace(":id", await somebodyElse()) }),
    "access.end-sessions": async () => ({ method: "POST", path: registerPaths.accountSessionsEnd.replace(":id", await somebodyElse()) }),
    "access.appoint": async () => ({
      method: "POST",
      path: registerPaths.accountAppointments.replace(":id", await somebodyElse()),
      body: { role: "finance", area: "500106", from: today, until: null },
    }),
    "access.delegate": async () => ({ method: "GET", path: registerPaths.colleagues }),
    "audit.verify-log": async () => ({ method: "POST", path: registerPaths.logCheck }),
    "access.see-row-check": async () => ({ method: "GET", path: registerPaths.rowCheck }),
    "access.see-areas": async () => ({ method: "GET", path: registerPaths.appointedAreas }),
    "audit.export-checkpoints": async () => ({ method: "GET", path: registerPaths.checkpoints }),
    "system.see-state": async () => ({ method: "GET", path: registerPaths.system }),
    "access.give-reason": async () => ({ method: "POST", path: registerPaths.readingReason, body: { reason: "年度复核，要逐户核对档案" } }),
  };

  return {
    office,
    door,
    register,
    parts,
    as,
    ownPost,
    send,
    step,
    calls,
    /** The clock stands so many milliseconds after noon. */
    setClock: (milliseconds: number) => {
      later = milliseconds;
    },
    get app() {
      return app;
    },
    get access() {
      return access;
    },
    /** Seals and signs what was logged so far. */
    sealLog: () => sealAll(office.register.registry.db, logKeys),
    get watch() {
      return watch;
    },
    get person() {
      return person;
    },
  };
}
