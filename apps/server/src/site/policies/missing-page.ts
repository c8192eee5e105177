import { html } from "hono/html";
import { page, type Html, type PageContext } from "../frame/page.ts";
import { documentPath } from "./pieces.ts";
import type { DocumentEntry } from "./policy-book.ts";
import { searchForm } from "./search-form.ts";

/** No such document or benefit: the ways to what was meant. */
export function missingPage(context: PageContext, documents: readonly DocumentEntry[], document: DocumentEntry | null): Html {
  const { tongue } = context;
  const { t, say, to } = tongue;
  const title = document ? t("这份文件里没有这一项", "This document has no such benefit") : t("没有这份文件", "There is no such document");
  const body = html`<h1>${title}</h1>
    <p class="lead">
      ${t("网址可能写错了，或者换了名字。可以搜一搜。", "The address may be mistyped, or the name has changed. Try a search.")}
    </p>
    ${searchForm(tongue, { documents })}
    <h2>${t("文件", "The documents")}</h2>
    <ul class="lines">
      ${(document ? [document] : documents).map((each) => html`<li><a href="${to(documentPath(each))}">${say(each.pack.compiled.text)}</a></li>`)}
      ${document ? html`<li><a href="${to("/policies")}">${t("所有文件", "All documents")}</a></li>` : ""}
    </ul>`;
  return page(context, { title, body, back: "/policies" });
}
