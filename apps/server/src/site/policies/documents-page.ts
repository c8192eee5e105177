import { html } from "hono/html";
import type { Tongue } from "../frame/language.ts";
import { page, type Html, type PageContext } from "../frame/page.ts";
import { chinese, nothing } from "./cite.ts";
import { periodText } from "./days.ts";
import { documentPath, documentStanding } from "./pieces.ts";
import type { DocumentEntry } from "./policy-book.ts";
import { searchForm } from "./search-form.ts";

/** 政策: the documents, and the ways into them. */
export function documentsPage(context: PageContext, documents: readonly DocumentEntry[]): Html {
  const { tongue } = context;
  const { t, to } = tongue;
  const body = html`<h1>${t("政策", "Policies")}</h1>
    <p class="lead">
      ${t(
        `这里有${documents.length}份公开发布的文件。每一项待遇都用平常话写明：给谁、给多少、什么时候办、怎么办。`,
        `Here are ${documents.length} published documents. Each benefit is explained in plain words: for whom, how much, when, and how.`,
      )}
    </p>
    ${searchForm(tongue, { documents })}
    <ul class="lines">
      <li><a href="${to("/opens")}">${t("这个月能办什么", "What can be applied for this month")}</a></li>
      <li><a href="${to("/policies/compare")}">${t("比较两份文件", "Compare two documents")}</a></li>
      <li><a href="${to("/who")}">${t("回答几个问题，看我能享受什么", "Answer some questions: what can I get?")}</a></li>
    </ul>
    <h2>${t("文件", "The documents")}</h2>
    <ul class="cards">
      ${documents.map((document) => card(tongue, document))}
    </ul>`;
  return page(context, {
    title: t("政策", "Policies"),
    body,
    back: "/",
    description: t(
      "惠及残疾人的公开文件，每一项待遇都用平常话写明。",
      "Published documents for disabled people, each benefit in plain words.",
    ),
  });
}

function card(tongue: Tongue, document: DocumentEntry): Html {
  const { t, say, to } = tongue;
  const { compiled } = document.pack;
  return html`<li>
    <h3><a href="${to(documentPath(document))}">${say(compiled.text)}</a></h3>
    <p>${documentStanding(tongue, document)}</p>
    <dl class="facts">
      <dt>${t("地方", "Place")}</dt>
      <dd>${say(compiled.regionText ?? compiled.text)}</dd>
      ${
        compiled.document.number === null
          ? nothing
          : html`<dt>${t("文号", "Number")}</dt>
              <dd>${chinese(tongue, compiled.document.number)}</dd>`
      }
      ${
        compiled.document.issuer
          ? html`<dt>${t("谁发的", "Issued by")}</dt>
              <dd>${say(compiled.document.issuer)}</dd>`
          : nothing
      }
      <dt>${t("什么时候有效", "In force")}</dt>
      <dd>${periodText(tongue, compiled.inForce.from, document.pack.lastDay)}</dd>
      <dt>${t("多少项待遇", "Benefits")}</dt>
      <dd>${compiled.benefits.length}</dd>
    </dl>
    ${
      document.standing === "ended" && document.after
        ? html`<p>
            ${t("后来的文件：", "Followed by: ")}<a href="${to(`/policies/${document.after.id}`)}">${say(document.after.compiled.text)}</a>
          </p>`
        : nothing
    }
  </li>`;
}
