import { Hono } from "hono";
import type { AccessDoor, SignedInEnv } from "../access/index.ts";

/** 工作台: the application of the staff, built from `apps/desk`. Loaded when somebody first asks for it: what it needs of the database is not for whoever asks for a public page. */
export function deskPages(door: AccessDoor): Hono {
  let loading: Promise<Hono<SignedInEnv>> | undefined;
  const loaded = () => (loading ??= import("./desk-routes.ts").then(({ deskRoutes }) => deskRoutes(door)));
  const routes = new Hono();
  for (const path of ["/desk", "/desk/*"]) routes.get(path, async (c) => (await loaded()).fetch(c.req.raw, c.env));
  return routes;
}
