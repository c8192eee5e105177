import type { Actor } from "../../src/platform/database/index.ts";
import { closeErasedAccounts } from "../../src/access/index.ts";
import { askRequest, completeRequest, decideRequest, readRequests, type ErasingTools } from "../../src/registry/index.ts";
import type { RequestKind } from "../../src/registry/request/data-request.ts";
import type { AskedRequest } from "../../src/registry/request/request-verbs.ts";
import { chief, clerk, type changeOffice } from "./change-office.ts";
import { testCipher, today } from "./sample-register.ts";

/** Who carries out what the chief decided. */
export const deputy: Actor = { id: "deputy", areas: ["500106"] };

/** Requests about personal information, over an office where files are made and changed. */
export function requestOffice(office: ReturnType<typeof changeOffice>) {
  const tools = (): ErasingTools => ({ ...office.tools, closeAccounts: (tx) => closeErasedAccounts(tx, testCipher) });
  const ask = (subjectId: number, kind: RequestKind, more: Partial<AskedRequest> = {}, actor = clerk) =>
    askRequest(tools(), actor, {
      subjectId,
      kind,
      asker: "person",
      channel: "counter",
      receivedOn: today,
      says: "请按我说的办",
      basis: null,
      ...more,
    });
  const grant = (id: number, ground: string | null = null, actor = chief) =>
    decideRequest(tools(), actor, id, { outcome: "granted", ground, reason: null });
  const complete = (id: number, more: { readonly changeId?: number; readonly words?: string } = {}, actor = deputy) =>
    completeRequest(tools(), actor, id, { changeId: null, words: null, ...more });
  const granted = async (subjectId: number, kind: RequestKind, more: Partial<AskedRequest> = {}) => {
    const id = await ask(subjectId, kind, more);
    await grant(id, kind === "deletion" ? "consent-withdrawn" : null);
    return id;
  };
  return {
    tools,
    ask,
    grant,
    granted,
    complete,
    /** Deleted as the law asks for: restricted, or erased. */
    delete: async (subjectId: number) => {
      const id = await granted(subjectId, "deletion");
      return { id, ...(await complete(id)) };
    },
    of: (subjectId: number, actor = clerk) => readRequests(tools(), actor, subjectId),
  };
}
