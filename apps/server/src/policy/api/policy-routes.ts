import { randomUUID } from "node:crypto";
import { OpenAPIHono } from "@hono/zod-openapi";
import { apiBase, apiPaths, apiVersion, described } from "@huican/contract";
import { Hono, type Context } from "hono";
import type { ApiConfiguration } from "../../platform/configuration.ts";
import { faultOf, type Logger } from "../../platform/log.ts";
import { ProblemRefusal, problemReply } from "../../platform/problem.ts";
import type { ApiParts } from "./api-parts.ts";
import { askRoutes } from "./ask-routes.ts";
import { benefitRoutes } from "./benefit-routes.ts";
import { decideRoutes } from "./decide-routes.ts";
import { apiErrors } from "./errors.ts";
import { apiHeaders, apiLimits, type TakePoints } from "./guards.ts";
import { packRoutes } from "./pack-routes.ts";
import { parameterRoutes } from "./parameter-routes.ts";
import { textRoutes } from "./text-routes.ts";
import { tagOf, versionedRead } from "./versioned-read.ts";
import { vocabularyRoutes } from "./vocabulary-routes.ts";

/** The document that describes the API, as OpenAPI 3.1 writes it. */
export type ApiDocument = ReturnType<OpenAPIHono["getOpenAPI31Document"]>;

/** The API: its routes, to be mounted at {@link apiBase}, and what its reference page is made from. */
export type PolicyApi = {
  readonly routes: Hono;
  readonly document: ApiDocument;
  /** Answers a request without limits: the reference page shows what its own examples bring. */
  readonly answer: (request: Request) => Response | Promise<Response>;
};

export function policyApi(parts: ApiParts, configuration: ApiConfiguration, log: Logger): PolicyApi {
  const { guards, takePoints } = apiLimits(configuration);
  const routes = new Hono();
  routes.onError((error, c) => refused(c, error, log));
  routes.use(...apiHeaders(configuration), ...guards);
  const endpoints = endpointsOf(parts, takePoints);
  const document = documentOf(endpoints);
  routes.route("/", endpoints);
  const documentTag = tagOf([], JSON.stringify(document));
  routes.get(apiPaths.document, (c) => versionedRead(c, documentTag, () => document));
  refuseOthers(routes, document);
  const unlimited = new Hono().route(
    apiBase,
    endpointsOf(parts, async () => undefined),
  );
  unlimited.onError((error, c) => refused(c, error, log));
  return { routes, document, answer: (request) => unlimited.fetch(request) };
}

function endpointsOf(parts: ApiParts, takePoints: TakePoints): OpenAPIHono {
  const endpoints = new OpenAPIHono();
  for (const routes of [
    decideRoutes(parts, takePoints),
    askRoutes(parts),
    packRoutes(parts),
    benefitRoutes(parts),
    parameterRoutes(parts),
    textRoutes(parts),
    vocabularyRoutes(parts),
  ])
    endpoints.route("/", routes);
  return endpoints;
}

function documentOf(endpoints: OpenAPIHono): ApiDocument {
  return endpoints.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "惠残 Huican",
      version: apiVersion,
      license: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
      ...described(
        "把公开发布的助残文件当作程序来问：能享受什么、多少、为什么。不需要账号，不保存任何内容。",
        "Ask published welfare documents as programmes: what a person is entitled to, how much, and why. No account; nothing is kept.",
      ),
    },
    servers: [{ url: apiBase }],
  });
}

/** What is no endpoint is told so in the same form: another method, another address. The reference page at the root is the site's. */
function refuseOthers(routes: Hono, document: ApiDocument): void {
  const methods: [string, readonly string[]][] = Object.entries(document.paths ?? {}).map(([path, operations]) => [
    path.replaceAll(/\{(.+?)\}/g, ":$1"),
    "post" in operations ? ["POST"] : ["GET", "HEAD"],
  ]);
  for (const [path, allowed] of [...methods, [apiPaths.document, ["GET", "HEAD"]] as const]) {
    routes.all(path, () => {
      throw apiErrors.wrongMethod(allowed);
    });
  }
  routes.all("*", async (c, next) => {
    if (c.req.path !== apiBase) throw apiErrors.noSuchAddress();
    if (c.req.method !== "GET" && c.req.method !== "HEAD") throw apiErrors.wrongMethod(["GET", "HEAD"]);
    await next();
  });
}

function refused(c: Context, error: Error, log: Logger): Response {
  if (error instanceof ProblemRefusal) return problemReply(c, error);
  const reference = randomUUID().slice(0, 8);
  log.error({ reference, path: c.req.path, error: faultOf(error) }, "the API broke");
  return problemReply(c, apiErrors.internal(), reference);
}
