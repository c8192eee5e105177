import { sql } from "kysely";
import type { Actor, Database } from "../database/index.ts";
import { acts, type Act } from "./acts.ts";
import { logReading } from "./log-access.ts";

type Words = { readonly zh: string; readonly en: string };

/** 谁看过我的信息: what somebody did with one's file on a day, and why. */
type AccessLine = {
  readonly day: string;
  readonly actor: string;
  /** As what they acted and where that duty lies, as the person may be told; null for one's own file, and for jobs. */
  readonly role: string | null;
  readonly area: string | null;
  readonly act: Words;
  readonly basis: string | null;
  readonly reference: string | null;
  readonly reason: string | null;
  readonly isRefused: boolean;
  /** Kinds of records and values that were shown or changed. */
  readonly fields: readonly string[];
  /** How often on that day. */
  readonly times: number;
};

/** What jobs did with everybody's file. */
type JobLine = { readonly act: Words; readonly times: number; readonly lastDay: string };

type Accesses = { readonly accesses: readonly AccessLine[]; readonly jobs: readonly JobLine[] };

type AccessesQuestion = {
  readonly from: string;
  /** The last day that is told of. */
  readonly until: string;
};

/**
 * Who saw or changed a person's file from one day to another, the latest first. That this was asked is logged too.
 * @throws Refusal unless the file is the actor's own, or that of whom they represent, or they see everywhere
 */
export async function accessesOf(db: Database, actor: Actor, subjectId: number, { from, until }: AccessesQuestion): Promise<Accesses> {
  return db.as(actor, async (tx) => {
    const { rows } = await sql<Omit<AccessLine, "act" | "isRefused"> & { act: Act; outcome: string }>`
      select day, actor, role, area, act, basis, reference, reason, outcome, fields, times from audit.accesses_of(${subjectId}, ${from}, ${until})`.execute(
      tx,
    );
    const { rows: jobs } = await sql<{ act: Act; times: number; lastDay: string }>`
      select act, times, last_day_of as "lastDay" from audit.jobs_between(${from}, ${until})`.execute(tx);
    await logReading(tx, { act: "audit.read-accesses", subjects: [subjectId], fields: [] });
    return {
      accesses: rows.map(({ act, outcome, ...line }) => ({
        ...line,
        act: wordsOf(act),
        isRefused: outcome === "refused",
      })),
      jobs: jobs.map(({ act, ...line }) => ({ ...line, act: wordsOf(act) })),
    };
  });
}

/** An entry as an auditor reads it. */
export type LogLine = {
  readonly id: number;
  readonly at: string;
  readonly actor: string;
  readonly act: Words;
  readonly subjects: readonly number[];
  readonly fields: readonly string[];
  readonly occasion: Readonly<Record<string, string>>;
  readonly outcome: "done" | "refused";
};

export type LogQuestion = {
  readonly actor?: string | undefined;
  readonly subjectId?: number | undefined;
  readonly day?: string | undefined;
  readonly most: number;
  /** Entries before this one: the next page. */
  readonly before?: number | undefined;
};

/** The log by actor, person or day, of files in the auditor's areas, the latest first. That it was looked through is logged too. */
export async function searchLog(
  db: Database,
  auditor: Actor,
  { actor, subjectId, day, most, before }: LogQuestion,
): Promise<readonly LogLine[]> {
  return db.as(auditor, async (tx) => {
    const { rows } = await sql<Omit<LogLine, "act"> & { act: Act }>`
      select id, at, actor, act, to_jsonb(subjects) as subjects, fields, occasion, outcome
      from audit.find(${actor ?? null}, ${subjectId ?? null}, ${day ?? null}, ${before ?? null}, ${most})`.execute(tx);
    await logReading(tx, { act: "audit.search-log", subjects: subjectId === undefined ? [] : [subjectId], fields: [] });
    return rows.map(({ act, ...line }) => ({ ...line, act: wordsOf(act) }));
  });
}

/** An act that an earlier version of the program knew is told by its name. */
function wordsOf(act: Act): Words {
  return (acts as Readonly<Record<string, Words>>)[act] ?? { zh: act, en: act };
}
