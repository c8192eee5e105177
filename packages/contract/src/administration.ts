import { z } from "zod";
import { Office } from "./office.ts";
import { Text } from "./text.ts";
import { day, line } from "./typed.ts";

/** 账号: somebody who may sign in, as administrators see them. Nothing of how they prove who they are but whether they do. */
export const AccountLine = z.object({
  id: z.string(),
  signInName: z.string(),
  displayName: z.string(),
  isLocked: z.boolean(),
  hasSecondFactor: z.boolean(),
  /** Whether it is the account of a person in the register, who sees their own file with it. */
  isOfFile: z.boolean(),
  /** What they hold today, in words. */
  offices: z.array(Text),
});

/** A name is somebody's: it is sent in a body. */
export const AccountSearchRequest = z.strictObject({
  text: line(64).default(""),
  /** Only those who hold an office there or below today, by the beginning of the codes. */
  area: line(12).optional(),
  most: z.int().min(1).max(500).default(200),
});
export const AccountsAnswer = z.object({ accounts: z.array(AccountLine), isCut: z.boolean() });

export const NewAccountBody = z.strictObject({ signInName: line(64), displayName: line(50) });
export const NewAccountAnswer = z.object({ id: z.string() });

/** 任职, as it is kept. `state` is of today. */
const AppointmentLine = Office.extend({
  from: z.string(),
  endedOn: z.string().nullable(),
  state: z.enum(["to-come", "in-force", "over"]),
  /** Whose duty it is, where it is done for somebody who is away. */
  actingFor: z.string().nullable(),
  givenBy: z.string().nullable(),
});

export const AccountAnswer = z.object({
  account: AccountLine.omit({ offices: true }),
  /** Nobody administers their own account. */
  isMine: z.boolean(),
  appointments: z.array(AppointmentLine),
  /** What happened to it, the latest first. */
  events: z.array(z.object({ at: z.string(), text: Text, by: z.string().nullable(), address: z.string().nullable() })),
});

/** 启用码: shown once, kept nowhere. */
export const SetupCodeAnswer = z.object({ code: z.string(), hours: z.int() });

/** 角色 and at which levels each is held, for whoever appoints. */
export const RolesAnswer = z.object({
  roles: z.array(
    z.object({
      id: z.string(),
      text: Text,
      /** At which levels it may be held, and how many digits the code of an area has there; of none, it has no area. */
      levels: z.array(z.object({ level: z.string(), digits: z.int() })),
      sections: z.array(z.object({ id: z.string(), text: Text })),
    }),
  ),
});

export const AppointmentBody = z.strictObject({
  role: line(40),
  area: line(12).nullable(),
  section: line(40).nullable().default(null),
  from: day,
  until: day.nullable(),
});
export const AppointmentAnswer = z.object({ id: z.int() });
/** How many appointments of today lie in an area itself, named by the beginning of its codes; of none, it is not there. */
export const AppointedAreasAnswer = z.object({ areas: z.array(z.object({ area: z.string(), count: z.int() })) });
/** From which day on it no longer holds. */
export const AppointmentEndBody = z.strictObject({ from: day });
/** 移交: from a day on the successor holds it. */
export const HandoverBody = z.strictObject({ to: line(40), on: day });

/** 代理: a duty of one's own, for some days; the whole area of it or a part. */
export const DelegationBody = z.strictObject({ to: line(40), from: day, until: day, area: line(12).optional() });
/** 离岗: every duty of one's own for some days. */
export const LeaveBody = z.strictObject({ deputy: line(40), from: day, until: day });
export const LeaveAnswer = z.object({ ids: z.array(z.int()) });
/** Colleagues to whom something can be handed on. */
export const ColleaguesAnswer = z.object({
  colleagues: z.array(z.object({ id: z.string(), displayName: z.string(), offices: z.array(Text) })),
});

export const SessionsAnswer = z.object({
  sessions: z.array(
    z.object({ id: z.string(), device: z.string(), address: z.string(), beganAt: z.string(), seenAt: z.string(), endsAt: z.string() }),
  ),
});

/** 核对访问记录: how far it is, and what was found. */
export const LogCheckAnswer = z.object({
  state: z.enum(["none", "running", "done", "failed"]),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  startedBy: z.string().nullable(),
  /** So many entries were held against their seals by now, of so many. */
  done: z.int(),
  total: z.int(),
  report: z
    .object({
      sealed: z.int(),
      checkpoints: z.int(),
      unsigned: z.int(),
      unsealed: z.int(),
      removals: z.int(),
      keptElsewhere: z.int(),
      faultCount: z.int(),
      faults: z.array(Text),
    })
    .nullable(),
  /** The key that verifies checkpoints, as PEM. */
  publicKey: z.string(),
});

/** 核对账号数据: rows of accounts, proofs, appointments and sessions that are not as the program wrote them, or not as the log says. */
export const RowCheckAnswer = z.object({
  /** When the server looked last; null before the first time since its start. */
  at: z.string().nullable(),
  count: z.int(),
  found: z.array(z.object({ what: Text, key: z.string(), text: Text })),
});

/** 系统状态: keys, jobs and what the machine has left. Never key material, never anybody's. */
export const SystemAnswer = z.object({
  program: z.object({ node: z.string(), startedAt: z.string(), schema: z.int() }),
  keys: z.object({
    current: z.int(),
    counts: z.array(z.object({ version: z.int(), values: z.int() })),
  }),
  jobs: z.array(
    z.object({
      name: z.string(),
      text: Text,
      everySeconds: z.int(),
      lastAt: z.string().nullable(),
      /** Since when it has failed at every try; null while it does not. */
      failingSince: z.string().nullable(),
      /** What went wrong last, in words of the program: never what somebody typed. */
      fault: Text.nullable(),
    }),
  ),
  log: z.object({
    waiting: z.int(),
    waitingSince: z.string().nullable(),
    checkpoint: z.int().nullable(),
    checkpointAt: z.string().nullable(),
  }),
  database: z.object({ version: z.string(), isEmbedded: z.boolean(), bytes: z.int() }),
  disk: z.object({ freeBytes: z.int(), totalBytes: z.int() }).nullable(),
  backupAt: z.string().nullable(),
});
