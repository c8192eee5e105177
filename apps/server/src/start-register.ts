import type { Pack } from "@huican/engine";
import {
  accessConstraints,
  closeErasedAccounts,
  makeSampleAccounts,
  sampleActor,
  stampOnce,
  type AccessDoor,
  type OpenAccess,
} from "./access/index.ts";
import { exchangeConstraints, keepRowsInTime } from "./exchange/index.ts";
import { checkpointFile, keepCheckpoint, keepSealed } from "./platform/audit/index.ts";
import { nameOfPlace } from "./platform/cipher/index.ts";
import { today, type Clock } from "./platform/clock.ts";
import type { RegisterConfiguration } from "./platform/configuration.ts";
import { JobBoard, type JobNotes } from "./platform/job-board.ts";
import type { LateRoutes } from "./platform/late-routes.ts";
import { faultOf, type Logger } from "./platform/log.ts";
import { vocabularyOf } from "./policy/index.ts";
import {
  areaWords,
  askSampleChanges,
  eraseAgain,
  erasedList,
  fillMissingSnapshot,
  fillMonthEnd,
  findMissingDuplicates,
  firstSample,
  hasPeople,
  isClockBehind,
  keepDuplicates,
  keepErasing,
  keepTodaysSnapshot,
  loadSample,
  openRegister,
  ownAreaList,
  registryErrors,
  samplePeople,
  someArea,
  type ErasingTools,
  type Register,
} from "./registry/index.ts";
import { rehearse } from "./rehearse.ts";
import { staffRoutes } from "./staff-routes.ts";
import { watched } from "./watched.ts";

export type RegisterParts = {
  readonly settings: RegisterConfiguration;
  readonly packs: ReadonlyMap<string, Pack>;
  readonly clock: Clock;
  readonly log: Logger;
  /** Tells whoever started the server how far it is, in both languages. */
  readonly say: (zh: string, en: string) => void;
  /** Called once other work of this process holds up nobody who waits for the register: at the end, or before a demo is made, which takes long. */
  readonly whenOpen: () => void;
  /** Opened to whoever signs in once everything is there. */
  readonly access?: AccessDoor | undefined;
  /** Where they find the register then. */
  readonly staff?: LateRoutes | undefined;
  readonly sample?: typeof firstSample | { readonly region: string; readonly people: number; readonly seed: number };
};

/**
 * Opens the register: on the very first start of a demo its people are made, the snapshot of the day is filled where it is missing and after every midnight,
 * and the access log is sealed each second.
 * @returns how to stop it
 */
export async function startRegister(parts: RegisterParts): Promise<() => Promise<void>> {
  const { settings, packs, clock, log, say } = parts;
  const startedAt = performance.now();
  const register = await openRegister(settings, vocabularyOf(packs), true, new Map([...accessConstraints, ...exchangeConstraints]));
  if (register.isSigningNew)
    say(
      `新增了签署访问记录的密钥：请重新备份${nameOfPlace(settings.keyPlace).zh}；多台服务器要用同一套`,
      `There is a pair now that signs the access log: copy ${nameOfPlace(settings.keyPlace).en} again; several servers need the same keys`,
    );
  await takeOverUnstamped(register, parts);
  const board = new JobBoard(clock);
  const jobs = {
    sealing: board.add(serverJobs.sealing),
    snapshot: board.add(serverJobs.snapshot),
    searching: board.add(serverJobs.searching),
    erasing: board.add(serverJobs.erasing),
    removing: board.add(serverJobs.removing),
    checking: board.add(serverJobs.checking),
  };
  const watch = watched(register, { ...settings, clock, log, board });
  const stopSealing = keepSealed(register.registry.db, register.logKeys, {
    onFault: noted(jobs.sealing, log, "the access log could not be sealed"),
    onSealed: jobs.sealing.done,
    onCheckpoint: (checkpoint) => keepCheckpoint(checkpointFile(settings.keyPlace), checkpoint),
  });
  try {
    await makeReady(register, parts, watch);
  } catch (error) {
    await stopSealing();
    await register.close();
    throw error;
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const kind = register.kind === "demo" ? { zh: "示例数据", en: "sample data" } : { zh: "正式", en: "in real use" };
  say(`名册已就绪（${kind.zh}），用时${seconds}秒`, `Register ready (${kind.en}) after ${seconds} s`);
  const stopSnapshots = keepTodaysSnapshot(
    register.registry,
    clock,
    noted(jobs.snapshot, log, "the snapshot of the day was not filled, or a clock is wrong"),
    serverJobs.snapshot.everySeconds * 1000,
    jobs.snapshot.done,
  );
  const stopSearching = keepDuplicates(register.registry, register.cipher, {
    clock,
    onFault: noted(jobs.searching, log, "duplicates were not looked for"),
    onLooked: jobs.searching.done,
  });
  const stopErasing = keepErasing(erasingTools(register, clock), {
    path: erasedList(settings.keyPlace),
    keys: register.logKeys,
    onFault: noted(jobs.erasing, log, "a file whose day has come was not erased, or the list of erased files not kept"),
    onLooked: jobs.erasing.done,
  });
  const stopRemoving = keepRowsInTime(register.registry.db, {
    clock,
    onFault: noted(jobs.removing, log, "imports whose time is over were not removed"),
    onLooked: jobs.removing.done,
  });
  const stopChecking = watch.rowChecks.keep({
    onFault: noted(jobs.checking, log, "accounts, proofs, appointments or sessions are not as the log says, or could not be looked at"),
    onLooked: jobs.checking.done,
  });
  return async () => {
    await stopChecking();
    await stopRemoving();
    await stopErasing();
    await stopSearching();
    await stopSnapshots();
    await stopSealing();
    await register.close();
  };
}

/** What the server does by itself, as whoever runs it reads it. */
const serverJobs = {
  sealing: { name: "seal-log", text: { zh: "封存访问记录", en: "Sealing the access log" }, everySeconds: 1 },
  snapshot: { name: "daily-snapshot", text: { zh: "生成当天的快照", en: "Making the snapshot of the day" }, everySeconds: 30 },
  searching: { name: "find-duplicates", text: { zh: "查找重复档案", en: "Looking for duplicates" }, everySeconds: 60 },
  erasing: { name: "erase-due", text: { zh: "到期删除档案", en: "Erasing files whose day has come" }, everySeconds: 60 },
  removing: { name: "remove-rows", text: { zh: "清除到期的导入内容", en: "Removing imports whose time is over" }, everySeconds: 3600 },
  checking: { name: "check-rows", text: { zh: "核对账号数据", en: "Holding accounts against the log" }, everySeconds: 86_400 },
} as const;

/** What goes wrong stands in the log of the server, and on the board. */
function noted({ failed }: JobNotes, log: Logger, message: string): (error: unknown) => void {
  return (error) => {
    log.error({ error: faultOf(error) }, message);
    failed(error);
  };
}

/** Accounts and appointments of before there were stamps, at the first start after that. */
async function takeOverUnstamped({ registry: { db }, cipher, isStamped }: Register, { settings: { keyPlace }, say }: RegisterParts) {
  const rows = await stampOnce(db, cipher, { keyPlace, isStamped });
  if (rows > 0)
    say(
      `账号和任职加上了印记（${rows}条），请用 huican users list 核对，并重新备份${nameOfPlace(keyPlace).zh}；所有人要重新登录`,
      `Accounts and appointments have stamps now (${rows} rows): look through them with huican users list, and copy ${nameOfPlace(keyPlace).en} again; everybody signs in anew`,
    );
}

/** The people of a demo, the way in for whoever signs in, and the snapshot of the day. */
async function makeReady(
  register: Register,
  { settings, packs, clock, log, say, whenOpen, access, staff, sample = firstSample }: RegisterParts,
  watch: ReturnType<typeof watched>,
): Promise<void> {
  const isFirst = register.kind === "demo" && !(await hasPeople(register.registry.db));
  if (isFirst) {
    whenOpen();
    say(
      `名册：第一次启动，正在生成${count(sample.people)}名示例人员……`,
      `Register: first start, making ${count(sample.people)} sample people …`,
    );
    await loadSample(register, { ...sample, today: today(clock) }, ({ people }) =>
      say(`名册：${count(people)} / ${count(sample.people)}人`, `Register: ${count(people)} of ${count(sample.people)} people`),
    );
  }
  // Before anybody is let in: what was erased and came back with an older state is seen by nobody.
  const erased = await eraseAgain(erasingTools(register, clock), erasedList(settings.keyPlace), register.logKeys);
  if (erased > 0)
    say(
      `名册来自较早的状态：以前删除的${erased}份档案已重新删除`,
      `The register is of an earlier state: ${erased} files that had been erased were erased again`,
    );
  const behind = { ...(await accessBehind(register, clock, sample.region)), reading: settings.reading };
  if (register.kind === "demo") await askSamples(register, behind, today(clock));
  if (await isClockBehind(register.registry, clock)) {
    const { zh, en } = registryErrors.clockBehind();
    say(zh, en);
  }
  if (await fillMissingSnapshot(register.registry, today(clock))) say("名册：今天的快照已生成", "Register: today's snapshot is made");
  if (register.kind === "demo") {
    await fillMonthEnd(register.registry, today(clock));
    await findMissingDuplicates(register.registry, register.cipher, today(clock));
  }
  // Last: whoever comes in finds lists, counts and pairs, and waits for nothing that is made beside them.
  if (access && staff) {
    const staffParts = { register, packs, door: access, access: behind, log, ...watch };
    const area = await someArea(register.registry.db);
    if (area !== null)
      await rehearse(staffParts, area).catch((error: unknown) =>
        log.error({ error: faultOf(error) }, "the register opens without a rehearsal"),
      );
    staff.open(staffRoutes(staffParts));
  }
  access?.open(behind);
  if (!isFirst) whenOpen();
}

function erasingTools({ registry, cipher }: Register, clock: Clock): ErasingTools {
  return { registry, cipher, today: () => today(clock), closeAccounts: (tx) => closeErasedAccounts(tx, cipher) };
}

/** What whoever signs in finds; in a demo there are sample accounts, one a role, which a real register never has. */
async function accessBehind({ registry: { db }, cipher, kind }: Register, clock: Clock, region: string): Promise<OpenAccess> {
  const tools = { db, cipher, clock };
  if (kind === "demo") await makeSampleAccounts(tools, kind, { district: region, ...(await samplePeople(db, region)) });
  return { ...tools, kind, nameOfArea: (code) => areaWords(ownAreaList(), code) };
}

/** Work for whoever signs in to a demo. */
async function askSamples(register: Register, access: OpenAccess, day: string): Promise<void> {
  const [street, district] = await Promise.all(["street-clerk", "district-desk"].map((role) => sampleActor(access, role)));
  if (street && district) await askSampleChanges(register, day, { street, district });
}

function count(number: number): string {
  return number.toLocaleString("en");
}
