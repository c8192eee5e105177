import { Hono, type Context } from "hono";
import type { PageContext } from "../frame/page.ts";
import { aboutPage } from "./about-page.ts";
import { accessibilityPage } from "./accessibility-page.ts";
import { clearedPage } from "./cleared-page.ts";

/** What this site says of itself. @param contact how to reach whoever runs it, as configured */
export function aboutRoutes(contact: string | undefined, contextOf: (c: Context) => PageContext): Hono {
  return new Hono()
    .get("/about", (c) => c.html(aboutPage(contextOf(c), contact)))
    .get("/accessibility", (c) => c.html(accessibilityPage(contextOf(c), contact)))
    .get("/cleared", (c) => c.html(clearedPage(contextOf(c))));
}
