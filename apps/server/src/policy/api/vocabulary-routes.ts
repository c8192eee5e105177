import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { apiPaths, described, NoQuery, VocabularyAnswer, type Wire } from "@huican/contract";
import type { ApiParts } from "./api-parts.ts";
import { factView } from "./fact-view.ts";
import { responses, titled } from "./responses.ts";
import { refusingOthers } from "./shape-fault.ts";
import { tagOf, versionedRead } from "./versioned-read.ts";

const route = createRoute({
  method: "get",
  path: apiPaths.vocabulary,
  operationId: "vocabulary",
  ...titled("词汇表", "Vocabulary"),
  ...described(
    "全部事项：名称、类型、选项、范围和问法。所有文件共用。",
    "Every fact: its name, type, choices, range and question. All packs share them.",
  ),
  request: { query: NoQuery },
  responses: responses(VocabularyAnswer, "全部事项", "All facts", ["unknown_field"]),
});

/** 词汇表: what may stand in `facts`. */
export function vocabularyRoutes({ packs }: ApiParts): OpenAPIHono {
  const routes = new OpenAPIHono();
  routes.openapi(route, (c) => versionedRead(c, tagOf([...packs.values()]), vocabularyView), refusingOthers(NoQuery));
  return routes;

  function vocabularyView(): Wire<typeof VocabularyAnswer> {
    // Packs are compiled over one vocabulary, so that any of them has it.
    const [pack] = packs.values();
    const { groups, screens, facts } = pack?.compiled.vocabulary ?? { groups: [], screens: [], facts: [] };
    return { groups, screens, facts: facts.map((fact) => factView(fact)) };
  }
}
