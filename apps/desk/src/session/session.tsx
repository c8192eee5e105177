import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, type ReactNode } from "react";
import { meQuery } from "../api/me.ts";
import { dropForeignDrafts } from "../draft/drafts.ts";
import { useIsSessionLost } from "./session-state.ts";
import { SignedOut } from "./signed-out.tsx";
import { IdleWarning } from "./idle-warning.tsx";

/** The desk for as long as somebody is signed in. When the session is lost it is covered: nobody who passes by reads on, and what was typed stays below. */
export function Session({ children }: { readonly children: ReactNode }) {
  const isLost = useIsSessionLost();
  const queries = useQueryClient();
  const { data: me } = useQuery(meQuery);
  const accountId = me?.accountId;
  useEffect(() => {
    if (accountId !== undefined) dropForeignDrafts(sessionStorage, accountId);
  }, [accountId]);
  useEffect(() => {
    // Nothing that was read stays in memory behind the cover but who was here.
    if (isLost) queries.removeQueries({ predicate: ({ queryKey, state }) => queryKey[0] !== "me" && state.fetchStatus === "idle" });
  }, [isLost, queries]);
  return (
    <>
      {isLost ? <SignedOut /> : null}
      <div hidden={isLost} inert={isLost}>
        {children}
      </div>
      {me && !isLost ? <IdleWarning session={me.session} /> : null}
    </>
  );
}
