import { type apiBase, registerBase, registerPaths, RegisterProblem } from "@huican/contract";
import type { Text } from "@huican/engine";
import type { z } from "zod";
import { lostSession, sawServer } from "../session/session-state.ts";
import { ApiProblem } from "./api-problem.ts";

/** Somebody waits no longer for an answer. */
const patienceMilliseconds = 30_000;

type Options<Answer extends z.ZodType> = {
  /** What the answer has to look like. Left out for what answers with nothing. */
  readonly answer?: Answer;
  readonly body?: object;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly signal?: AbortSignal | undefined;
  /** Where the path stands: the register, or the public interface, which needs nobody signed in. */
  readonly base?: typeof registerBase | typeof apiBase;
};

/** The address of a route of the register, with the number of what it is about, or the id of an account. */
export function pathOf(name: keyof typeof registerPaths, id?: number | string): string {
  return registerPaths[name].replace(":id", String(id));
}

/**
 * Asks the server, and looks at what it answers.
 * @throws ApiProblem in every case but a good answer
 */
export async function ask<Answer extends z.ZodType = z.ZodUndefined>(
  method: "GET" | "POST",
  path: string,
  { answer, body, query = {}, signal, base = registerBase }: Options<Answer> = {},
): Promise<z.output<Answer>> {
  const said = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as const]));
  const search = said.length > 0 ? `?${new URLSearchParams(said.map(([name, value]) => [name, value])).toString()}` : "";
  const response = await send(`${base}${path}${search}`, {
    method,
    ...(method === "POST" && { headers: { "content-type": "application/json" }, body: JSON.stringify(body ?? {}) }),
    signal: signal ?? null,
  });
  const sent: unknown = response.status === 204 ? undefined : await response.json().catch(() => null);
  if (!answer) return undefined as z.output<Answer>;
  const read = answer.safeParse(sent);
  if (!read.success) throw new ApiProblem({ kind: "broken", code: "desk.other-version", text: otherVersion, status: response.status });
  return read.data;
}

/** What carries a request: the browser's own way, or one that tells how much is sent. */
export type Fetcher = (address: string, request: RequestInit) => Promise<Response>;

/**
 * One request to the server; what it refuses, and no answer at all, are problems.
 * @param patience so many milliseconds are waited for an answer to begin and to end
 * @throws ApiProblem in every case but a good answer
 */
export async function send(
  address: string,
  { signal, ...request }: RequestInit & { readonly method: "GET" | "POST" },
  patience = patienceMilliseconds,
  fetcher: Fetcher = fetch,
): Promise<Response> {
  const askedAt = Date.now();
  const limit = AbortSignal.timeout(patience);
  const response = await fetcher(address, {
    ...request,
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
    cache: "no-store",
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw unreachable(limit.aborted, request.method);
  });
  // What anybody may read, what a proxy says, and refusals tell nothing of who is signed in: none of them takes the cover off a file.
  if (response.status === 401) lostSession();
  else if (response.ok && address.startsWith(registerBase)) sawServer(askedAt);
  if (!response.ok) throw refusal(response.status, await response.json().catch(() => null));
  return response;
}

function refusal(status: number, sent: unknown): ApiProblem {
  const read = RegisterProblem.safeParse(sent);
  const { code, detail, detail_en, reference } = read.data ?? { code: "desk.no-words", detail: noWords.zh, detail_en: noWords.en };
  const kind = status === 401 ? "signed-out" : status >= 500 ? "broken" : "refused";
  return new ApiProblem({ kind, code, text: { zh: detail, en: detail_en }, status, reference });
}

function unreachable(isLate: boolean, method: "GET" | "POST"): ApiProblem {
  const text = method === "GET" ? unreachableReading : isLate ? lateWriting : unreachableWriting;
  return new ApiProblem({ kind: "unreachable", code: isLate ? "desk.timeout" : "desk.offline", text });
}

const noWords: Text = {
  zh: "服务器没有说明原因。您填写的内容还在，请稍后再试。",
  en: "The server gave no reason. What you typed is kept; try again in a while.",
};
const otherVersion: Text = {
  zh: "服务器已经更新，请刷新页面。您填写的内容还在。",
  en: "The server was updated. Reload the page; what you typed is kept.",
};
const unreachableReading: Text = {
  zh: "连不上服务器。您填写的内容还在，网络恢复后会自动重试。",
  en: "The server cannot be reached. What you typed is kept; it is tried again once the network is back.",
};
const unreachableWriting: Text = {
  zh: "连不上服务器，没有提交。您填写的内容还在，网络恢复后请再按一次。",
  en: "The server cannot be reached, and nothing was sent. What you typed is kept; press again once the network is back.",
};
const lateWriting: Text = {
  zh: "服务器没有及时答复，可能已经办好，也可能没有。请先刷新列表看一看，再决定要不要重新提交。",
  en: "The server did not answer in time: it may be done, or not. Reload the list before you send it again.",
};
