import { Hono } from "hono";
import { signedIn, worksHere, type AccessDoor, type SignedInEnv } from "../access/index.ts";
import { encodingFor } from "../platform/compression.ts";
import { readBuiltDesk } from "./built-desk.ts";
import { notBuiltPage } from "./not-built-page.ts";

const yearSeconds = 365 * 24 * 60 * 60;

/** What was built of the desk. Its files may be anybody's; the page is for whoever is signed in and works here, and everybody else is led to their own. */
export function deskRoutes(door: AccessDoor, desk = readBuiltDesk()): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>().basePath("/desk");

  routes.get("/assets/:name", (c) => {
    const file = desk?.files.get(c.req.param("name"));
    if (!file) return c.notFound();
    const encoding = encodingFor(c.req.header("accept-encoding"));
    // The name changes with the content.
    return c.body(file.packed[encoding], 200, {
      "content-type": file.type,
      "cache-control": `public, max-age=${yearSeconds}, immutable`,
      vary: "Accept-Encoding",
      ...(encoding !== "identity" && { "content-encoding": encoding }),
    });
  });

  routes.use(signedIn(door, "page"));
  routes.get("/*", (c) => {
    if (!worksHere(c.get("appointments"))) return c.redirect("/desk-home", 303);
    if (!desk) return c.html(notBuiltPage, 503);
    // Every address below is one of the desk's own. The page holds nothing of anybody; asked again each time, so that a new build shows at once.
    c.header("cache-control", "no-cache");
    return c.html(desk.page);
  });
  return routes;
}
