import type { PageContext } from "../frame/page.ts";
import type { Inquiry } from "./inquiry.ts";
import type { Visit } from "./visit.ts";

/** A visit as a page of it sees it. */
export type VisitView = {
  readonly context: PageContext;
  readonly visit: Visit;
  readonly inquiries: readonly Inquiry[];
  /** Today, `2024-03-01`. */
  readonly day: string;
};
