import type { EverydayWord, Pack } from "@huican/engine";
import { Hono } from "hono";
import { guards, notStored } from "./platform/http.ts";
import type { Clock } from "./platform/clock.ts";
import type { Logger } from "./platform/log.ts";
import { cookieSealer } from "./platform/sealed-cookie.ts";
import { siteErrors, siteRoutes } from "./site/index.ts";

/** What the application is made of; everything it needs comes in here. */
export type AppParts = {
  readonly packs: ReadonlyMap<string, Pack>;
  /** What a search understands beside the documents' own words. */
  readonly words?: readonly EverydayWord[];
  readonly clock: Clock;
  readonly log: Logger;
  /** Seals the answers of visitors; without it a restart forgets them. */
  readonly cookieSecret: string | undefined;
};

/** The whole application, as a table of contents. */
export function createApp({ packs, words = [], clock, log, cookieSecret }: AppParts): Hono {
  const app = new Hono();
  app.use(...guards(), notStored());
  app.route("/", siteRoutes({ packs, words, clock, sealer: cookieSealer(cookieSecret) }));
  siteErrors(app, log);
  return app;
}
