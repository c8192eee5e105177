import { apiBase, registerBase } from "@huican/contract";
import type { EverydayWord, Pack } from "@huican/engine";
import { Hono } from "hono";
import type { AccessDoor } from "./access/index.ts";
import { deskPages } from "./desk/index.ts";
import type { Clock } from "./platform/clock.ts";
import { packedPages } from "./platform/compression.ts";
import { plainApi, type ApiConfiguration } from "./platform/configuration.ts";
import { formGuards, notStored, securityHeaders } from "./platform/http.ts";
import type { LateRoutes } from "./platform/late-routes.ts";
import type { Logger } from "./platform/log.ts";
import { cookieSealer } from "./platform/sealed-cookie.ts";
import { policyApi } from "./policy/api/index.ts";
import { inlineStyles, siteErrors, siteRoutes } from "./site/index.ts";

/** What the application is made of; everything it needs comes in here. */
export type AppParts = {
  readonly packs: ReadonlyMap<string, Pack>;
  /** What a search understands beside the documents' own words. */
  readonly words?: readonly EverydayWord[];
  readonly clock: Clock;
  readonly log: Logger;
  /** Seals the answers of visitors; without it a restart forgets them. */
  readonly cookieSecret: string | undefined;
  /** The address that the public knows; without it, that of each request. */
  readonly publicUrl?: string | undefined;
  /** How to reach whoever runs this site; without it, the site names the desk. */
  readonly contact?: string | undefined;
  /** Whom the API serves and how much; the plain limits where left out. */
  readonly api?: ApiConfiguration;
  /** The door for whoever signs in; without a register there is none, and no page speaks of it. */
  readonly access?: AccessDoor | undefined;
  /** What whoever is signed in finds behind it, once the register is open. */
  readonly staff?: LateRoutes | undefined;
};

/** The whole application, as a table of contents. */
export function createApp({
  packs,
  words = [],
  clock,
  log,
  cookieSecret,
  publicUrl,
  contact,
  api = plainApi,
  access,
  staff,
}: AppParts): Hono {
  const app = new Hono();
  app.use(securityHeaders(inlineStyles));
  // Programs come first: what guards forms is not for them, and what they are refused is told in their own form.
  if (staff) app.all(`${registerBase}/*`, staff.handler);
  const policy = policyApi({ packs, clock }, api, log);
  app.route(apiBase, policy.routes);
  app.use(packedPages(), ...formGuards(publicUrl), notStored());
  if (access) app.route("/", deskPages(access));
  app.route("/", siteRoutes({ packs, words, clock, sealer: cookieSealer(cookieSecret), publicUrl, contact, api: policy, access }));
  siteErrors(app, { log, publicUrl });
  return app;
}
