import { MeAnswer } from "@huican/contract";
import { queryOptions } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import type { z } from "zod";
import { ask, pathOf } from "./api.ts";

export type Me = z.output<typeof MeAnswer>;

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => ask("GET", pathOf("me"), { answer: MeAnswer, signal }),
  // Appointments begin and end at midnight; a duty that was taken away meanwhile is refused by the server.
  staleTime: 5 * 60_000,
});

/** Whoever is signed in. Asked for once, and told to all: hundreds of cells that each watched the answer would take longer than their list. */
export const MeContext = createContext<Me | null>(null);

/** Whoever is signed in: the desk shows nothing before it knows. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error("Nobody is known to be signed in here.");
  return me;
}

/** Whether somebody may do an act anywhere: what they may not is not offered. */
export function may({ acts }: Pick<Me, "acts">, act: string): boolean {
  return acts.some((granted) => granted.act === act);
}

/**
 * Whether somebody may do an act with a file.
 * @param fileAreas the areas that answer for the file: of registration, and of residence where it is another
 */
export function mayIn({ acts }: Pick<Me, "acts">, act: string, fileAreas: readonly string[]): boolean {
  const areas = acts.find((granted) => granted.act === act)?.areas ?? [];
  return areas.some((area) => fileAreas.some((each) => each.startsWith(area)));
}

/** How much of a field somebody is shown while they do an act. @param field as the table of duties names it; a fact by the word before its dot */
export function sightOf({ acts }: Pick<Me, "acts">, act: string, field: string): "whole" | "masked" | "nothing" {
  const granted = acts.find((each) => each.act === act);
  if (!granted) return "nothing";
  const own = [...granted.whole, ...granted.masked].includes(field) || namedFields.has(field) ? field : "other";
  return granted.whole.includes(own) ? "whole" : granted.masked.includes(own) ? "masked" : "nothing";
}

/** Fields that have a line of their own in the table of duties; everything else is `other`. */
const namedFields: ReadonlySet<string> = new Set([
  "name",
  "identity-number",
  "certificate-number",
  "phone",
  "bank-account",
  "address",
  "diagnosis",
  "rehabilitation",
]);
