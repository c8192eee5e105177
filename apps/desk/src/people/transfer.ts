import { registerBase } from "@huican/contract";
import type { z } from "zod";
import { ApiProblem } from "../api/api-problem.ts";
import { send, type Fetcher } from "../api/api.ts";

/** A list of a city takes a minute to make, and a slow line longer to bring. */
const patienceMilliseconds = 15 * 60_000;

/** Sends a document as it is. @throws ApiProblem */
export async function sendFile<Answer extends z.ZodType>(
  path: string,
  file: Blob,
  {
    headers,
    query,
    answer,
    onSent = () => {},
  }: {
    readonly headers: Readonly<Record<string, string>>;
    readonly query: Readonly<Record<string, string>>;
    readonly answer: Answer;
    /** Told again and again which share of it has left: 0 to 1. */
    readonly onSent?: (share: number) => void;
  },
): Promise<z.output<Answer>> {
  const search = new URLSearchParams(query).toString();
  const response = await send(
    `${registerBase}${path}${search === "" ? "" : `?${search}`}`,
    { method: "POST", headers: { "content-type": "application/octet-stream", ...headers }, body: file },
    patienceMilliseconds,
    fetchTold(onSent),
  );
  const read = answer.safeParse(await response.json().catch(() => null));
  if (!read.success) throw new ApiProblem({ kind: "broken", code: "desk.other-version", text: otherVersion });
  return read.data;
}

/** Only the browser's older way tells how much of a file is sent. */
function fetchTold(onSent: (share: number) => void): Fetcher {
  return (address, { method = "POST", headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open(method, address);
      for (const [name, value] of new Headers(headers)) request.setRequestHeader(name, value);
      request.upload.addEventListener("progress", ({ loaded, total }) => onSent(total === 0 ? 0 : loaded / total));
      request.addEventListener("load", () =>
        resolve(new Response(request.status === 204 ? null : request.responseText, { status: request.status })),
      );
      for (const end of ["error", "abort"]) request.addEventListener(end, () => reject(new TypeError("The file was not sent.")));
      signal?.addEventListener("abort", () => request.abort());
      request.send(body as XMLHttpRequestBodyInit);
    });
}

const otherVersion = { zh: "服务器已经更新，请刷新页面。", en: "The server was updated. Reload the page." };

/** Asks for a file to be made and hands it to the browser to keep. @returns its name @throws ApiProblem */
export async function fetchFile(path: string, body: object): Promise<string> {
  const request = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) } as const;
  return keepFile(await send(`${registerBase}${path}`, request, patienceMilliseconds));
}

/** The same for one that is only read. @throws ApiProblem */
export async function fetchSaved(path: string): Promise<string> {
  return keepFile(await send(`${registerBase}${path}`, { method: "GET" }, patienceMilliseconds));
}

async function keepFile(response: Response): Promise<string> {
  const name = nameIn(response.headers.get("content-disposition") ?? "");
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return name;
}

/** `attachment; filename*=UTF-8''…`: the name in its whole. */
export function nameIn(disposition: string): string {
  const [, encoded = ""] = /filename\*=UTF-8''([^;]+)/.exec(disposition) ?? [];
  try {
    return decodeURIComponent(encoded) || "list.xlsx";
  } catch {
    return "list.xlsx";
  }
}
