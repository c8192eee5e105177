import { AccountAnswer, AccountsAnswer, RolesAnswer, SessionsAnswer } from "@huican/contract";
import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { ask, pathOf } from "../../api/api.ts";

export type AccountLine = z.output<typeof AccountsAnswer>["accounts"][number];
export type AccountInFull = z.output<typeof AccountAnswer>;
export type AppointmentLine = AccountInFull["appointments"][number];
export type Role = z.output<typeof RolesAnswer>["roles"][number];

/** Accounts whose name has a text in it. It goes in a body: a name is somebody's. */
export const accountsQuery = (text: string, most = 200) =>
  queryOptions({
    queryKey: ["accounts", "search", text, most],
    queryFn: ({ signal }) => ask("POST", pathOf("accountSearch"), { body: { text, most }, answer: AccountsAnswer, signal }),
  });

export const accountQuery = (id: string) =>
  queryOptions({
    queryKey: ["accounts", "one", id],
    queryFn: ({ signal }) => ask("GET", pathOf("account", id), { answer: AccountAnswer, signal }),
  });

export const sessionsQuery = (id: string) =>
  queryOptions({
    queryKey: ["accounts", "sessions", id],
    queryFn: ({ signal }) => ask("GET", pathOf("accountSessions", id), { answer: SessionsAnswer, signal }),
  });

/** Who holds an office in an area or below it today. @param area the beginning of the codes */
export const holdersQuery = (area: string, most = 200) =>
  queryOptions({
    queryKey: ["accounts", "holders", area, most],
    queryFn: ({ signal }) => ask("POST", pathOf("accountSearch"), { body: { area, most }, answer: AccountsAnswer, signal }),
  });

export const rolesQuery = queryOptions({
  queryKey: ["roles"],
  queryFn: ({ signal }) => ask("GET", pathOf("roles"), { answer: RolesAnswer, signal }),
  staleTime: Infinity,
});
