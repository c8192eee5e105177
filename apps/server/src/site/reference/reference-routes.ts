import { apiBase } from "@huican/contract";
import { Hono, type Context } from "hono";
import type { PolicyApi } from "../../policy/api/index.ts";
import type { PageContext } from "../frame/page.ts";
import { exampleOf, type Example } from "./example.ts";
import { operationsOf, shapesOf, type Operation } from "./operation.ts";
import { referencePage } from "./reference-page.ts";

type Shown = readonly { readonly operation: Operation; readonly example: Example }[];

/** 接口说明: made from the OpenAPI document, with examples that the API answers itself. */
export function referenceRoutes({ document, answer }: PolicyApi, contextOf: (c: Context) => PageContext): Hono {
  const shapes = shapesOf(document);
  // Examples name their day and packs do not change while the server runs: they are answered once.
  let shown: Promise<Shown> | null = null;
  return new Hono().get(apiBase, async (c) => {
    shown ??= Promise.all(operationsOf(document).map(async (operation) => ({ operation, example: await exampleOf(operation, answer) })));
    const { origin } = new URL(c.req.url);
    return c.html(referencePage(contextOf(c), { origin, operations: await shown, shapes }));
  });
}
