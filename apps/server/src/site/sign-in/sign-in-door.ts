import type { Context } from "hono";
import { accessErrors, type AccessDoor, type OpenAccess } from "../../access/index.ts";
import { Refusal } from "../../platform/refusal.ts";
import { ownPath } from "../frame/display.ts";
import type { PageContext } from "../frame/page.ts";
import type { Wrong } from "./form.ts";
import { waitingPage } from "./waiting-page.ts";

export type DoorParts = { readonly access: AccessDoor; readonly contextOf: (c: Context) => PageContext };

/** Does something behind the door, or says why nobody can sign in here or now. */
export async function whenOpen(
  { access, contextOf }: DoorParts,
  c: Context,
  work: (tools: OpenAccess) => Response | Promise<Response>,
): Promise<Response> {
  const tools = access.tools();
  if (!tools) {
    c.header("retry-after", "30");
    return c.html(waitingPage(contextOf(c), accessErrors.notOpen()), 503);
  }
  if (!access.isSecure(c)) return c.html(waitingPage(contextOf(c), accessErrors.notSecure()), 403);
  return work(tools);
}

/** What a verb gives, or what it refuses and which field that is about. */
export async function tried<T>(
  work: () => Promise<T>,
  fieldOf: (code: string) => string,
): Promise<T | { readonly wrong: NonNullable<Wrong> }> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { wrong: { refusal: error, field: fieldOf(error.code) } };
  }
}

export function isWrong(result: unknown): result is { readonly wrong: NonNullable<Wrong> } {
  return typeof result === "object" && result !== null && "wrong" in result;
}

/** The status of an answer to something that was wrong. */
export function statusOf({ refusal }: NonNullable<Wrong>): 422 | 429 {
  return refusal.code === "access.too-many-tries" ? 429 : 422;
}

/** Where somebody wanted to go before they had to sign in: a page of ours, or the desk. */
export function returnPathOf({ tongue }: PageContext, said: unknown): string {
  const path = ownPath(said);
  return path === "/" || path.length > 500 ? tongue.to("/desk-home") : path;
}

/** The fields of a form, as texts. */
export async function readFields(c: Context): Promise<Readonly<Record<string, string>>> {
  const form = await c.req.parseBody();
  return Object.fromEntries(Object.entries(form).map(([name, value]) => [name, typeof value === "string" ? value : ""]));
}
