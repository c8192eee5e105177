import { Hono, type Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { z } from "zod";
import { accessErrors, listSampleAccounts, signInWithIdentity, type OpenAccess } from "../../access/index.ts";
import type { Clock } from "../../platform/clock.ts";
import { identityCookie } from "../../platform/host-cookie.ts";
import type { CookieSealer } from "../../platform/sealed-cookie.ts";
import type { Wrong } from "./form.ts";
import { isWrong, returnPathOf, tried, whenOpen, type DoorParts } from "./sign-in-door.ts";
import { signInPage } from "./sign-in-page.ts";
import { goOnWith } from "./sign-in-routes.ts";

/** So long somebody may take at the provider. */
const patienceSeconds = 600;

/** What the browser that began keeps, sealed, until it comes back. */
const shape = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnPath: z.string(),
  madeAt: z.number(),
});

type IdentityParts = DoorParts & { readonly sealer: CookieSealer; readonly clock: Clock };

/** 统一身份: to the provider of identities and back. The provider knows one address to come back to, whatever the language. */
export function identityRoutes(parts: IdentityParts): Hono {
  const { access, contextOf, sealer, clock } = parts;
  const routes = new Hono();
  const { oidc } = access;
  if (!oidc) return routes;
  const cookieOf = (c: Context) => identityCookie(access.siteOf(c));
  const backTo = (c: Context) => `${access.siteOf(c)}/signin/identity/back`;
  const failed = (c: Context, wrong: Wrong, tools: OpenAccess) => {
    const context = contextOf(c);
    const returnPath = returnPathOf(context, undefined);
    return c.html(signInPage(context, { wrong, signInName: "", samples: listSampleAccounts(tools), returnPath, hasProvider: true }), 422);
  };

  routes.get("/signin/identity", (c) =>
    whenOpen(parts, c, async (tools) => {
      // A page elsewhere could otherwise sign somebody in without their doing anything: the provider may know them already.
      if (/^(cross|same)-site$/.test(c.req.header("sec-fetch-site") ?? "")) return c.redirect(contextOf(c).tongue.to("/signin"), 303);
      const begun = await tried(
        () => oidc.begin(backTo(c)),
        () => "name",
      );
      if (isWrong(begun)) return failed(c, begun.wrong, tools);
      const returnPath = returnPathOf(contextOf(c), c.req.query("return"));
      const sealed = sealer.seal({ ...begun.request, returnPath, madeAt: clock.now().getTime() });
      const { name, options } = cookieOf(c);
      // Lax: it comes along when the provider sends the browser back, and with nothing that another site sends by itself.
      setCookie(c, name, sealed ?? "", { ...options, maxAge: patienceSeconds });
      return c.redirect(begun.address, 303);
    }),
  );

  routes.get("/signin/identity/back", (c) =>
    whenOpen(parts, c, async (tools) => {
      const { name, options } = cookieOf(c);
      const kept = shape.safeParse(sealer.open(getCookie(c, name) ?? ""));
      deleteCookie(c, name, options);
      const begun = await tried(
        async () => {
          if (!kept.success || clock.now().getTime() - kept.data.madeAt > patienceSeconds * 1000) throw accessErrors.identityFailed();
          const identity = await oidc.finish(new URL(`${backTo(c)}${new URL(c.req.url).search}`), kept.data);
          return signInWithIdentity(tools, identity, access.originOf(c));
        },
        () => "name",
      );
      if (isWrong(begun)) return failed(c, begun.wrong, tools);
      return goOnWith(parts, c, { tools, begun, returnPath: returnPathOf(contextOf(c), kept.data?.returnPath) });
    }),
  );
  return routes;
}
