import { ChangeDetail, ChangeEntitlementsAnswer } from "@huican/contract";
import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { ask, pathOf } from "../api/api.ts";
import { mayIn, type Me } from "../api/me.ts";
import type { Rights } from "../decision/rights.ts";

export type ChangeInFull = z.output<typeof ChangeDetail>;

export const changeQuery = (id: number) =>
  queryOptions({
    queryKey: ["change", id],
    queryFn: ({ signal }) => ask("GET", pathOf("change", id), { answer: ChangeDetail, signal }),
  });

export type Effect = z.output<typeof ChangeEntitlementsAnswer>;

/** What a change that waits would do to benefits. */
export const effectQuery = (id: number) =>
  queryOptions({
    queryKey: ["change", id, "entitlements"],
    queryFn: ({ signal }) => ask("GET", pathOf("changeEntitlements", id), { answer: ChangeEntitlementsAnswer, signal }),
  });

/** What somebody may do with a request as it stands. */
export function rightsTo(
  me: Pick<Me, "acts">,
  { areas, askedBy, decision, undoneBy }: Pick<ChangeInFull, "areas" | "askedBy" | "decision" | "undoneBy">,
): Rights {
  const waits = decision === null;
  const mayHere = (act: string) => mayIn(me, act, areas);
  return {
    approve: waits && !askedBy.isMe && mayHere("registry.approve-change"),
    refuse: waits && !askedBy.isMe && mayHere("registry.refuse-change"),
    withdraw: waits && askedBy.isMe && mayHere("registry.withdraw-change"),
    undo: decision?.outcome === "approved" && undoneBy === null && mayHere("registry.ask-undo"),
    isOwn: waits && askedBy.isMe,
  };
}
