import type { Context } from "hono";
import { Refusal } from "./refusal.ts";

/** What a kind of problem is called, and its HTTP status. */
export type ProblemKind = { readonly status: number; readonly zh: string; readonly en: string };

/** A refusal to a program: it is answered as `application/problem+json` of RFC 9457, in both languages. */
export class ProblemRefusal extends Refusal {
  readonly kind: ProblemKind;
  /** The address that explains this kind of problem. */
  readonly type: string;
  /** Where in the request it is wrong. */
  readonly path: string | undefined;
  /** Headers that belong to the status, such as `Allow`. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    about: { readonly code: string; readonly kind: ProblemKind; readonly type: string },
    detail: { readonly zh: string; readonly en: string },
    more: { readonly path?: string; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(about.code, detail.zh, detail.en);
    this.name = "ProblemRefusal";
    this.kind = about.kind;
    this.type = about.type;
    this.path = more.path;
    this.headers = more.headers ?? {};
  }
}

/** A refusal as a reply. @param reference finds a fault of ours in the log */
export function problemReply(c: Context, { kind, type, code, zh, en, path, headers }: ProblemRefusal, reference?: string): Response {
  const body = {
    type,
    title: kind.zh,
    title_en: kind.en,
    status: kind.status,
    detail: zh,
    detail_en: en,
    code,
    ...(path !== undefined && { path }),
    ...(reference !== undefined && { reference }),
  };
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  return c.body(JSON.stringify(body), kind.status as 400, { "content-type": "application/problem+json", "cache-control": "no-store" });
}
