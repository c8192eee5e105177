import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { apiPaths, described, NoQuery, PackAddress, PackAnswer, PacksAnswer } from "@huican/contract";
import { packAt, type ApiParts } from "./api-parts.ts";
import { packSummary, packView } from "./pack-view.ts";
import { responses, titled } from "./responses.ts";
import { refusingOthers } from "./shape-fault.ts";
import { tagOf, versionedRead } from "./versioned-read.ts";

const packsRoute = createRoute({
  method: "get",
  path: apiPaths.packs,
  operationId: "packs",
  ...titled("全部文件", "Packs"),
  ...described(
    "已安装的文件：从哪天到哪天执行，有多少项待遇。",
    "The installed documents: in force from when to when, with how many benefits.",
  ),
  request: { query: NoQuery },
  responses: responses(PacksAnswer, "全部文件", "All packs", ["unknown_field"]),
});

const packRoute = createRoute({
  method: "get",
  path: apiPaths.pack,
  operationId: "pack",
  ...titled("一份文件", "One pack"),
  ...described(
    "一份文件的结构：措施、定义、条款和对原文的理解。",
    "One document with its parts: measures, definitions, clauses, and the readings chosen.",
  ),
  request: { params: PackAddress, query: NoQuery },
  responses: responses(PackAnswer, "一份文件", "The pack", ["no_such_address", "unknown_field"]),
});

/** 文件: what is installed. */
export function packRoutes(parts: ApiParts): OpenAPIHono {
  const routes = new OpenAPIHono();
  routes.openapi(
    packsRoute,
    (c) => {
      const packs = [...parts.packs.values()];
      return versionedRead(c, tagOf(packs), () => ({ packs: packs.map(packSummary) }));
    },
    refusingOthers(NoQuery),
  );
  routes.openapi(
    packRoute,
    (c) => {
      const pack = packAt(parts, c.req.valid("param").pack);
      return versionedRead(c, tagOf([pack]), () => packView(pack));
    },
    refusingOthers(NoQuery),
  );
  return routes;
}
