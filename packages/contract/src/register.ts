import { z } from "zod";
import { Text } from "./text.ts";
import { day, instant, line, number } from "./typed.ts";
import { Decision } from "./decision.ts";

const fact = z.string().max(100);
const value = z.union([z.boolean(), z.number(), line(200)]);
/** What a record says: values by the names of the vocabulary, money in fen. */
const body = z.record(fact, value);

/** As on a day, and as known at an instant; today and now where nothing is said. */
export const MomentQuery = z.strictObject({ asOf: day.optional(), knownAt: instant.optional() });

export const SearchRequest = z.strictObject({ query: line(200), most: z.int().min(1).max(100).default(50) });

/** One condition of a list. */
export const ListFilter = z.union([
  z.strictObject({ fact, is: z.enum(["known", "unknown"]) }),
  z.strictObject({ fact, is: z.enum(["equal", "not-equal", "at-least", "at-most"]), value }),
  z.strictObject({ fact, is: z.literal("among"), values: z.array(line(100)).min(1).max(100) }),
  z.strictObject({ fact, is: z.literal("within"), value: z.string().regex(/^\d{6}(\d{3})?(\d{3})?$/) }),
]);

/** What a list may be sorted by; whoever is not told what it is about comes last. */
export const ListOrder = z.strictObject({
  by: z.enum(["name", "sex", "birth", "area", "certificate", "id"]).default("name"),
  isDescending: z.boolean().default(false),
});

export const ListRequest = z.strictObject({
  day: day.optional(),
  filters: z.array(ListFilter).max(20).default([]),
  order: ListOrder.default({ by: "name", isDescending: false }),
  skip: z.int().min(0).max(10_000_000).default(0),
  most: z.int().min(1).max(200).default(50),
});

/**
 * 导出: the same list as a workbook. `columns` are asked for besides those that every list begins with: facts, and `identity-number`, `certificate-number`, `phone`,
 * `bank-account`, `address`. The reason is printed on every page and shown to everybody in the list.
 */
export const ExportRequest = z.strictObject({
  day: day.optional(),
  filters: z.array(ListFilter).max(20).default([]),
  order: ListOrder.default({ by: "name", isDescending: false }),
  columns: z.array(fact).max(60).default([]),
  reason: line(500),
});

const dimension = z.enum(["street", "category", "level", "sex", "age", "allowance"]);

/** 统计: by one thing or two of those that are counted together, of the last day of a month; of the month before where no day is said. */
export const StatisticRequest = z.strictObject({
  day: day.optional(),
  area: z
    .string()
    .regex(/^\d{6}(\d{3})?$/)
    .optional(),
  by: z.array(dimension).min(1).max(2),
});

/** 建档. */
export const PersonRequest = z.strictObject({
  name: line(100),
  identityNumber: line(30),
  hukouRegion: line(12),
  hukouType: line(50).optional(),
  residenceRegion: line(12),
  since: day.optional(),
  phone: line(30).optional(),
  address: line(200).optional(),
  certificate: z.strictObject({ number: line(30), body, validFrom: day.nullable(), validTo: day.nullable() }).optional(),
  household: z.strictObject({ id: number, role: line(50) }).optional(),
});

/** What a change sets (ChangeStep of the register): the register itself looks at each and says which cannot be. */
const step = z.looseObject({ of: z.enum(["record", "value", "relation"]) });

/** 变更申请. `seenAt` is the file's own, as the asker saw it: what somebody else changed since is told and not overwritten. */
export const ChangeRequestBody = z.strictObject({
  steps: z.array(step).min(1).max(50),
  /** Documents of the file that show it. */
  evidence: z.array(number).max(20).default([]),
  reason: line(500),
  seenAt: instant.optional(),
});

/** A change that nobody has asked for yet: what would it do? */
export const ChangeTrialBody = ChangeRequestBody.omit({ reason: true, evidence: true });

/** Why somebody decides as they do; a refusal and an undoing need words. */
export const DecisionBody = z.strictObject({ reason: line(500).nullable().default(null) });
export const ReasonBody = z.strictObject({ reason: line(500) });

/** Somebody in a list. What the reader is not shown is null. */
export const PersonLine = z.object({
  id: z.int(),
  name: z.string().nullable(),
  area: z.string(),
  areaName: z.string().nullable(),
  birthDate: z.string().nullable(),
  sex: z.string().nullable(),
  certificateStatus: z.string().nullable(),
  deceased: z.boolean().nullable(),
});
export const SearchAnswer = z.object({ people: z.array(PersonLine), isCut: z.boolean(), notUnderstood: z.array(z.string()) });
export const ListAnswer = z.object({ day: z.string(), people: z.array(PersonLine), count: z.int() });

/** Every count is a multiple of `step`, and all of them add up. A cell that is not there is nobody or a few; `values` stand in the order of `dimensions`. */
export const StatisticAnswer = z.object({
  day: z.string(),
  step: z.int(),
  total: z.int(),
  dimensions: z.array(z.object({ key: dimension, text: Text, values: z.array(z.object({ key: z.string(), text: Text })) })),
  cells: z.array(z.object({ values: z.array(z.string()), count: z.int() })),
  note: Text,
});
const period = { validFrom: z.string().nullable(), validTo: z.string().nullable() };

/** One thing recorded of somebody, as far as the reader is shown it. */
export const FileRecord = z.object({
  id: z.int(),
  kind: z.string(),
  kindText: Text,
  source: z.string(),
  sourceText: Text,
  ...period,
  recordedAt: z.string(),
  body,
  /** False where another source counts. */
  counts: z.boolean(),
  evidenceId: z.int().nullable(),
});

/** 一人一档. Numbers that the reader is not shown whole are masked, and say so. */
export const FileAnswer = z.object({
  id: z.int(),
  name: z.string().nullable(),
  /** Where the person is registered; and all areas that answer for the file: that of residence too, where it is another. */
  area: z.string(),
  areas: z.array(z.string()),
  areaName: z.string().nullable(),
  asOf: z.string(),
  knownAt: z.string().nullable(),
  seenAt: z.string(),
  householdId: z.int().nullable(),
  householdSeenAt: z.string().nullable(),
  records: z.array(FileRecord),
  /** What follows from the household and from relatives: it counts before what is recorded of the same. */
  follows: body,
  /** The file that this one was merged into, and those that were merged into it with their requests. */
  mergedInto: z.int().nullable(),
  mergedFiles: z.array(z.object({ id: z.int(), requestId: z.int(), since: z.string() })),
  values: z.array(z.object({ kind: z.string(), text: z.string(), isMasked: z.boolean(), source: z.string(), ...period })),
  relations: z.array(
    z.object({ kind: z.string(), subjectId: z.int(), otherId: z.int(), role: z.string().nullable(), source: z.string(), ...period }),
  ),
});

/** 凭理由查看: what a mask hides, whole. The reason stands in the log, where the person reads it. */
export const RevealBody = z.strictObject({
  kind: z.enum(["identity-number", "certificate-number", "phone", "bank-account", "address"]),
  reason: line(100),
});
export const RevealAnswer = z.object({ values: z.array(z.object({ text: z.string(), ...period })) });

export const TimelineAnswer = z.object({
  events: z.array(
    z.object({
      day: z.string(),
      what: z.enum(["began", "ended", "was-corrected"]),
      record: FileRecord.omit({ counts: true }),
      /** What was believed before a correction, and until when. */
      instead: z.object({ body, at: z.string() }).nullable(),
    }),
  ),
});

/** Who was registered, and the household that they belong to. */
export const RegisteredAnswer = z.object({ id: z.int(), householdId: z.int() });
export const ChangeAnswer = z.object({ id: z.int() });

/** A document is sent as it is, in the body. Its name stands in a header, percent-encoded: it may say whose it is, and addresses end up in logs. */
export const attachmentNameHeader = "Huican-File-Name";
export const AttachmentQuery = z.strictObject({ expiresOn: day.optional() });
export const AttachmentLine = z.object({
  id: z.int(),
  subjectId: z.int(),
  name: z.string(),
  mediaType: z.string(),
  expiresOn: z.string().nullable(),
  addedAt: z.string(),
});
export const AttachmentsAnswer = z.object({ attachments: z.array(AttachmentLine) });
export const AttachedAnswer = z.object({ id: z.int() });

const facts = z.record(z.string(), z.record(z.string(), z.union([value, z.null()])));

/** What a change would do to what the rules read, and what somebody else changed in the meantime. */
export const EffectAnswer = z.object({
  day: z.string(),
  people: z.array(z.object({ id: z.int(), before: facts, after: facts })),
  overtaken: z.array(step),
});

/** What each document grants on a day, what changes next if nothing but time passes, and what is worth finding out, best first. */
export const EntitlementsAnswer = z.object({
  id: z.int(),
  asOf: z.string(),
  documents: z.array(
    z.object({
      pack: z.string(),
      version: z.string(),
      hash: z.string(),
      asOf: z.string(),
      decisions: z.array(Decision),
      changes: z.array(z.object({ day: z.string(), benefit: z.string(), before: Decision, after: Decision, ageYears: z.int().nullable() })),
    }),
  ),
  questions: z.array(
    z.object({
      fact: z.string(),
      text: Text,
      settling: z.union([z.object({ how: z.literal("list"), keptBy: Text }), z.object({ how: z.enum(["ask", "judge"]), question: Text })]),
      benefits: z.array(z.object({ pack: z.string(), benefit: z.string() })),
    }),
  ),
});

/** From one day to another, both included. */
export const DaysQuery = z.strictObject({ from: day, until: day });

/** 谁看过我的信息: as what somebody saw the file, on which day, why and what of it; names of officers are not told. */
export const AccessesAnswer = z.object({
  accesses: z.array(
    z.object({
      day: z.string(),
      who: Text,
      areaName: z.string().nullable(),
      act: Text,
      basis: z.string().nullable(),
      reference: z.string().nullable(),
      reason: z.string().nullable(),
      isRefused: z.boolean(),
      fields: z.array(z.string()),
      times: z.int(),
    }),
  ),
  jobs: z.array(z.object({ act: Text, times: z.int(), lastDay: z.string() })),
});

export const LogRequest = z.strictObject({
  actor: line(40).optional(),
  subjectId: number.optional(),
  day: day.optional(),
  before: number.optional(),
  most: z.int().min(1).max(500).default(100),
});
export const LogAnswer = z.object({
  entries: z.array(
    z.object({
      id: z.int(),
      at: z.string(),
      actor: z.string(),
      /** What the holder of the account is called; null for jobs, and for whoever has none. */
      actorName: z.string().nullable(),
      /** Whose accounts it was about, where it was about accounts. */
      aboutNames: z.array(z.string()),
      act: Text,
      subjects: z.array(z.int()),
      fields: z.array(z.string()),
      occasion: z.record(z.string(), z.string()),
      outcome: z.enum(["done", "refused"]),
    }),
  ),
});

/** 异常查阅: who read unusually on a day, and in what. */
export const ReadersAnswer = z.object({
  readers: z.array(
    z.object({
      day: z.string(),
      accountId: z.string(),
      name: z.string().nullable(),
      signs: z.array(z.enum(["many-files", "many-people", "at-night", "refused", "numbers", "emergencies", "noted"])),
      files: z.int(),
      filesAtNight: z.int(),
      people: z.int(),
      refused: z.int(),
      failedNumbers: z.int(),
      emergencies: z.int(),
      isNoted: z.boolean(),
      reasons: z.array(z.string()),
    }),
  ),
});
export const ReadingReasonBody = z.strictObject({ reason: line(500) });

/** 应急查看. The number goes in a body and nowhere else. */
export const EmergencyRequest = z.strictObject({ number: line(30), reason: line(500) });
export const EmergencyAnswer = z.object({ id: z.int(), fileId: z.int(), untilAt: z.string() });
export const EmergenciesAnswer = z.object({
  emergencies: z.array(
    z.object({
      id: z.int(),
      accountId: z.string(),
      name: z.string().nullable(),
      fileId: z.int(),
      reason: z.string(),
      role: z.string(),
      area: z.string(),
      fromAt: z.string(),
      untilAt: z.string(),
    }),
  ),
});
export const EmergencyReviewBody = z.strictObject({
  finding: z.enum(["justified", "unjustified"]),
  words: line(500).nullable().default(null),
});
