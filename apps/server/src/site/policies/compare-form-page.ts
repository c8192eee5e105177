import { html, raw } from "hono/html";
import { type Html, type PageContext, page } from "../frame/page.ts";
import { nothing } from "./cite.ts";
import type { DocumentEntry } from "./policy-book.ts";

/** 对比: which two documents. */
export function compareFormPage(
  context: PageContext,
  documents: readonly DocumentEntry[],
  chosen: { readonly left?: string; readonly right?: string },
  hasError: boolean,
): Html {
  const { tongue } = context;
  const { t, say, to } = tongue;
  const follows = documents.filter(({ before }) => before !== null);
  // What most come for stands there already: a document and the one before it, and never the same one twice.
  const [latest] = follows;
  const offered = { left: latest?.before?.id ?? documents[0]?.pack.id, right: latest?.pack.id ?? documents[1]?.pack.id, ...chosen };
  const message = t("请选两份不同的文件。", "Please choose two different documents.");
  const select = (name: "left" | "right", zh: string, en: string) =>
    html`<div>
      <label class="label" for="f-${name}">${t(zh, en)}</label>
      <select class="text" id="f-${name}" name="${name}" ${hasError ? raw(' aria-describedby="f-error"') : nothing}>
        ${documents.map(({ pack }) => html`<option value="${pack.id}" ${pack.id === offered[name] ? raw(" selected") : nothing}>${say(pack.compiled.text)}</option>`)}
      </select>
    </div>`;
  const body = html`${
      hasError
        ? html`<div class="errors" role="alert" tabindex="-1" autofocus>
            <h2>${t("还需要您看一下", "Something needs another look")}</h2>
            <ul>
              <li><a href="#f-right">${message}</a></li>
            </ul>
          </div>`
        : nothing
    }
    <h1>${t("比较两份文件", "Compare two documents")}</h1>
    <p class="lead">
      ${t("看看换了文件有什么变化，或者别的地方和这里有什么不同。", "See what has changed from one document to the next, or how another place differs.")}
    </p>
    ${
      follows.length > 0
        ? html`<ul class="lines">
            ${follows.map(({ before, pack }) =>
              before
                ? html`<li>
                    <a href="${to(`/policies/compare/${before.id}/${pack.id}`)}"
                      >${t(`${pack.compiled.regionText?.zh ?? ""}：新文件和旧文件`, `${pack.compiled.regionText?.en ?? ""}: the new document and the old`)}</a
                    >
                  </li>`
                : nothing,
            )}
          </ul>`
        : nothing
    }
    <form class="search" method="get" action="${to("/policies/compare")}" novalidate>
      ${hasError ? html`<span class="error" id="f-error"><span aria-hidden="true">✗ </span>${message}</span>` : nothing}
      ${select("left", "左边的文件", "The document on the left")} ${select("right", "右边的文件", "The document on the right")}
      <button class="button">${t("比较", "Compare")}</button>
    </form>`;
  return page(context, {
    title: t("比较两份文件", "Compare two documents"),
    body,
    back: "/policies",
    hasErrors: hasError,
    description: t("比较两份残疾人政策文件。", "Compare two documents for disabled people."),
  });
}
