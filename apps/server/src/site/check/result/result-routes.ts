import { Hono, type Context } from "hono";
import type { VisitView } from "../visit-view.ts";
import type { Place } from "../places.ts";
import { overviewPage } from "./overview-page.ts";
import { resultPage } from "./result-page.ts";
import { resultOf, type Result } from "./result.ts";
import { sheetPage } from "./sheet-page.ts";

type WithVisit = (c: Context, answer: (view: VisitView) => Response | Promise<Response>) => Response | Promise<Response>;

/** The result: at once for one person and one document, otherwise an overview that leads to each. */
export function resultRoutes(withVisit: WithVisit, places: () => readonly Place[]): Hono {
  return new Hono()
    .get("/result", (c) =>
      withVisit(c, (view) => {
        const results = resultsOf(view);
        const [only, ...others] = results;
        if (only && others.length === 0 && view.inquiries.length === 1)
          return c.html(resultPage(view.context, { result: only, day: view.day, isOnly: true }));
        return c.html(overviewPage(view.context, { inquiries: view.inquiries, results, day: view.day }));
      }),
    )
    .get("/result/:number/:pack", (c) =>
      withVisit(c, (view) => {
        const result = resultNamed(c, view);
        if (!result) return c.notFound();
        const isOnly = view.inquiries.length === 1 && result.inquiry.programs.length === 1;
        return c.html(resultPage(view.context, { result, day: view.day, isOnly }));
      }),
    )
    .get("/result/:number/:pack/sheet", (c) =>
      withVisit(c, async (view) => {
        const result = resultNamed(c, view);
        if (!result) return c.notFound();
        return c.html(await sheetPage(view.context, { result, day: view.day, places: places() }));
      }),
    );
}

function resultsOf({ inquiries, day }: VisitView): readonly Result[] {
  return inquiries.flatMap((inquiry) => inquiry.programs.map((program) => resultOf(inquiry, program, day)));
}

function resultNamed(c: Context, { inquiries, day }: VisitView): Result | null {
  const inquiry = inquiries.find(({ number }) => String(number) === c.req.param("number"));
  const program = inquiry?.programs.find(({ pack }) => pack.id === c.req.param("pack"));
  return inquiry && program ? resultOf(inquiry, program, day) : null;
}
