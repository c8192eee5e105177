import type { Language } from "@huican/engine";
import { Hono, type Context } from "hono";
import type { AccessDoor } from "../../access/index.ts";
import type { Clock } from "../../platform/clock.ts";
import type { CookieSealer } from "../../platform/sealed-cookie.ts";
import type { PageContext } from "../frame/page.ts";
import { accountRoutes } from "./account-routes.ts";
import { identityRoutes } from "./identity-routes.ts";
import { passkeyRoutes } from "./passkey-routes.ts";
import { signInRoutes } from "./sign-in-routes.ts";

export type SignInSiteParts = {
  readonly access: AccessDoor;
  readonly clock: Clock;
  readonly sealer: CookieSealer;
  readonly contextIn: (language: Language) => (c: Context) => PageContext;
};

/** Every page of signing in and of one's own account, in both languages. */
export function signInSite({ contextIn, ...parts }: SignInSiteParts): Hono {
  const pagesIn = (language: Language) => {
    const door = { ...parts, contextOf: contextIn(language) };
    return new Hono()
      .route("/", signInRoutes(door))
      .route("/", identityRoutes(door))
      .route("/", passkeyRoutes(door))
      .route("/", accountRoutes(door));
  };
  const site = new Hono().route("/", pagesIn("zh")).route("/en", pagesIn("en"));
  // What is wrong is said where everything is.
  site.onError((error) => {
    throw error;
  });
  return site.notFound((c) => c.body(null, 404));
}
