import type { Program } from "@huican/engine";
import { Hono, type Context } from "hono";
import type { Inquiry } from "../inquiry.ts";
import type { VisitView } from "../visit-view.ts";
import type { Place } from "../places.ts";
import { overviewPage } from "./overview-page.ts";
import { resultPage } from "./result-page.ts";
import { outlineOf, resultOf } from "./result.ts";
import { sheetPage } from "./sheet-page.ts";

type WithVisit = (c: Context, answer: (view: VisitView) => Response | Promise<Response>) => Response | Promise<Response>;

/** The result: at once for one person and one document, otherwise an overview that leads to each. */
export function resultRoutes(withVisit: WithVisit, places: () => readonly Place[]): Hono {
  return new Hono()
    .get("/result", (c) =>
      withVisit(c, (view) => {
        const { context, inquiries, day } = view;
        const all = inquiries.flatMap((inquiry) => inquiry.programs.map((program) => ({ inquiry, program })));
        const [only] = all;
        if (only && all.length === 1 && inquiries.length === 1)
          return c.html(resultPage(context, { result: resultOf(only.inquiry, only.program, day), day, isOnly: true }));
        const outlines = all.map(({ inquiry, program }) => outlineOf(inquiry, program));
        return c.html(overviewPage(context, { inquiries, outlines, day }));
      }),
    )
    .get("/result/:number/:pack", (c) =>
      withVisit(c, (view) => {
        const named = programNamed(c, view);
        if (!named) return c.notFound();
        const isOnly = view.inquiries.length === 1 && named.inquiry.programs.length === 1;
        return c.html(resultPage(view.context, { result: resultOf(named.inquiry, named.program, view.day), day: view.day, isOnly }));
      }),
    )
    .get("/result/:number/:pack/sheet", (c) =>
      withVisit(c, async (view) => {
        const named = programNamed(c, view);
        if (!named) return c.notFound();
        const outline = outlineOf(named.inquiry, named.program);
        return c.html(await sheetPage(view.context, { outline, day: view.day, places: places() }));
      }),
    );
}

type Named = { readonly inquiry: Inquiry; readonly program: Program };

/** Whom and which document an address names; null where it names none of this visit. */
function programNamed(c: Context, { inquiries }: VisitView): Named | null {
  const inquiry = inquiries.find(({ number }) => String(number) === c.req.param("number"));
  const program = inquiry?.programs.find(({ pack }) => pack.id === c.req.param("pack"));
  return inquiry && program ? { inquiry, program } : null;
}
