import {
  AccessesAnswer,
  apiBase,
  apiPaths,
  AreasAnswer,
  AreasElsewhereAnswer,
  AttachmentsAnswer,
  BenefitsAnswer,
  ChangesAnswer,
  EntitlementsAnswer,
  FileAnswer,
  HouseholdAnswer,
  LogAnswer,
  PacksAnswer,
  TimelineAnswer,
  VocabularyAnswer,
} from "@huican/contract";
import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { ask, pathOf } from "../api/api.ts";

export type PersonFile = z.output<typeof FileAnswer>;
export type FileRecord = PersonFile["records"][number];
export type Timeline = z.output<typeof TimelineAnswer>;
export type Entitlements = z.output<typeof EntitlementsAnswer>;
export type Household = z.output<typeof HouseholdAnswer>;

/** A file as on a day and as known at an instant; today and now where nothing is said. */
export type Moment = { readonly asOf?: string | undefined; readonly knownAt?: string | undefined };

/** As the server takes it: known at the end of a day, in China. */
function queryOf({ asOf, knownAt }: Moment): Readonly<Record<string, string | undefined>> {
  return { asOf, knownAt: knownAt === undefined ? undefined : `${knownAt}T15:59:59.999999Z` };
}

// Of a person nothing stays in memory for long once the file was left: long enough for the way back to it.
const leaving = { gcTime: 10_000 } as const;

export const fileQuery = (id: number, moment: Moment) =>
  queryOptions({
    ...leaving,
    queryKey: ["people", "file", id, moment],
    queryFn: ({ signal }) => ask("GET", pathOf("person", id), { query: queryOf(moment), answer: FileAnswer, signal }),
  });

export const householdQuery = (id: number, moment: Moment) =>
  queryOptions({
    ...leaving,
    queryKey: ["people", "household", id, moment],
    queryFn: ({ signal }) => ask("GET", pathOf("household", id), { query: queryOf(moment), answer: HouseholdAnswer, signal }),
  });

export const timelineQuery = (id: number) =>
  queryOptions({
    ...leaving,
    queryKey: ["people", "timeline", id],
    queryFn: ({ signal }) => ask("GET", pathOf("timeline", id), { answer: TimelineAnswer, signal }),
  });

export const entitlementsQuery = (id: number, moment: Moment) =>
  queryOptions({
    ...leaving,
    queryKey: ["people", "entitlements", id, moment],
    queryFn: ({ signal }) => ask("GET", pathOf("entitlements", id), { query: queryOf(moment), answer: EntitlementsAnswer, signal }),
  });

export const attachmentsQuery = (id: number) =>
  queryOptions({
    ...leaving,
    queryKey: ["people", "attachments", id],
    queryFn: ({ signal }) => ask("GET", pathOf("attachments", id), { answer: AttachmentsAnswer, signal }),
  });

/** Who read a file, as an auditor is told it. */
export const logQuery = (id: number) =>
  queryOptions({
    ...leaving,
    queryKey: ["people", "log", id],
    queryFn: ({ signal }) => ask("POST", pathOf("log"), { body: { subjectId: id, most: 200 }, answer: LogAnswer, signal }),
  });

/** Who read a file, as the person is told it. */
export const accessesQuery = (id: number, until: string) =>
  queryOptions({
    ...leaving,
    queryKey: ["people", "accesses", id],
    queryFn: ({ signal }) =>
      ask("GET", pathOf("accesses", id), {
        query: { from: `${Number(until.slice(0, 4)) - 1}${until.slice(4)}`, until },
        answer: AccessesAnswer,
        signal,
      }),
  });

/** What waits for a decision about a file. */
export const waitingOfFileQuery = (id: number) =>
  queryOptions({
    ...leaving,
    queryKey: ["changes", "of-file", id],
    queryFn: ({ signal }) => ask("GET", pathOf("changeList"), { query: { state: "waiting", file: id }, answer: ChangesAnswer, signal }),
  });

// What is public, and changes with a new version of the program alone.
const lasting = { staleTime: 60 * 60_000, gcTime: Infinity } as const;

export const vocabularyQuery = queryOptions({
  queryKey: ["vocabulary"],
  queryFn: ({ signal }) => ask("GET", apiPaths.vocabulary, { base: apiBase, answer: VocabularyAnswer, signal }),
  ...lasting,
});

export const areasQuery = queryOptions({
  queryKey: ["areas"],
  queryFn: ({ signal }) => ask("GET", pathOf("areas"), { answer: AreasAnswer, signal }),
  ...lasting,
});

/** The rest of the country. */
export const areasElsewhereQuery = queryOptions({
  queryKey: ["areas", "elsewhere"],
  queryFn: ({ signal }) => ask("GET", pathOf("areasElsewhere"), { answer: AreasElsewhereAnswer, signal }),
  ...lasting,
});

export const packsQuery = queryOptions({
  queryKey: ["packs"],
  queryFn: ({ signal }) => ask("GET", apiPaths.packs, { base: apiBase, answer: PacksAnswer, signal }),
  ...lasting,
});

export const benefitsQuery = (pack: string) =>
  queryOptions({
    queryKey: ["packs", pack, "benefits"],
    queryFn: ({ signal }) => ask("GET", apiPaths.benefits.replace("{pack}", pack), { base: apiBase, answer: BenefitsAnswer, signal }),
    ...lasting,
  });
