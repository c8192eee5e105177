import type { Pack } from "@huican/engine";
import { Hono } from "hono";
import type { Clock } from "./platform/clock.ts";
import { packedPages } from "./platform/compression.ts";
import { guards, notStored } from "./platform/http.ts";
import type { Logger } from "./platform/log.ts";
import { cookieSealer } from "./platform/sealed-cookie.ts";
import { inlineStyles, siteErrors, siteRoutes } from "./site/index.ts";

/** What the application is made of; everything it needs comes in here. */
export type AppParts = {
  readonly packs: ReadonlyMap<string, Pack>;
  readonly clock: Clock;
  readonly log: Logger;
  /** Seals the answers of visitors; without it a restart forgets them. */
  readonly cookieSecret: string | undefined;
  /** The address that the public knows; without it, that of each request. */
  readonly publicUrl?: string | undefined;
  /** How to reach whoever runs this site; without it, the site names the desk. */
  readonly contact?: string | undefined;
};

/** The whole application, as a table of contents. */
export function createApp({ packs, clock, log, cookieSecret, publicUrl, contact }: AppParts): Hono {
  const app = new Hono();
  app.use(packedPages(), ...guards({ publicUrl, inlineStyles }), notStored());
  app.route("/", siteRoutes({ packs, clock, sealer: cookieSealer(cookieSecret), publicUrl, contact }));
  siteErrors(app, { log, publicUrl });
  return app;
}
