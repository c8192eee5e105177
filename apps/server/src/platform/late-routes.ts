import type { Context, Handler, Hono } from "hono";

/** Routes of what opens beside the site: their place is kept from the start, and until they are there somebody else answers. */
export type LateRoutes = { readonly open: (routes: Hono) => void; readonly handler: Handler };

export function lateRoutes(whileClosed: (c: Context) => Response | Promise<Response>): LateRoutes {
  let opened: Hono | null = null;
  return {
    open: (routes) => {
      opened = routes;
    },
    handler: (c) => (opened ? opened.fetch(c.req.raw, c.env as object) : whileClosed(c)),
  };
}
