import { apiVersion } from "@huican/contract";
import type { Pack } from "@huican/engine";
import type { Context } from "hono";
import { sha256 } from "../pack-files.ts";

/** Long enough to spare a caller most questions, short enough that "today" is today. */
const cacheControl = "public, max-age=300";

/** What stands in an answer changes with this: the rules of the packs, the day where it has one, and the version of the API. */
export function tagOf(packs: readonly Pack[], day = ""): string {
  const rules = packs.map(({ id, compiled, lastDay }) => [id, compiled.version, compiled.hash, lastDay]);
  return `"${sha256(JSON.stringify([apiVersion, rules, day])).slice(0, 32)}"`;
}

/** Answers a read, or says that the caller has it already. The body is made only where it is sent. */
export function versionedRead(c: Context, tag: string, body: () => unknown): Response {
  c.header("etag", tag);
  c.header("cache-control", cacheControl);
  return isHeld(c.req.header("if-none-match") ?? "", tag) ? c.body(null, 304) : c.json(body() as object);
}

/** A weak comparison, as RFC 9110 asks for here. */
function isHeld(ifNoneMatch: string, tag: string): boolean {
  return ifNoneMatch.split(",").some((held) => held.trim() === "*" || held.trim().replace(/^W\//, "") === tag);
}
