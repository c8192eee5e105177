import { Hono } from "hono";
import type { SignInSiteParts } from "./sign-in-site.ts";

const paths = ["/signin", "/signin/*", "/signout", "/account", "/account/*", "/desk-home"];

/** The pages of signing in, loaded when somebody first asks for one: what they need of the database is not for whoever asks for a public page. */
export function lateSignIn(parts: SignInSiteParts): Hono {
  let loading: Promise<Hono> | undefined;
  const loaded = () => (loading ??= import("./sign-in-site.ts").then(({ signInSite }) => signInSite(parts)));
  const routes = new Hono();
  for (const path of paths.flatMap((each) => [each, `/en${each}`]))
    routes.all(path, async (c) => {
      const site = await loaded();
      const answer = await site.fetch(c.req.raw, c.env);
      return answer.status === 404 ? c.notFound() : answer;
    });
  return routes;
}
