import { Hono, type Context } from "hono";
import { changedDisplay, keepDisplay, ownPath } from "./display.ts";
import { displayPage } from "./display-page.ts";
import type { PageContext } from "./page.ts";

/** 看得清、看得懂: choosing a display, and the form behind the buttons above each page. Changing it is a form that is posted; only our own pages can. */
export function displayRoutes(contextOf: (c: Context) => PageContext): Hono {
  return new Hono()
    .get("/display", (c) => c.html(displayPage(contextOf(c), ownPath(c.req.query("return") ?? contextOf(c).tongue.to("/")))))
    .post("/display", async (c) => {
      const form = await c.req.parseBody();
      const { origin, display } = contextOf(c);
      keepDisplay(c, origin, changedDisplay(display, form));
      return c.redirect(ownPath(form["return"]), 303);
    });
}
