import { changeText } from "@huican/engine/diff";
import { html } from "hono/html";
import type { Tongue } from "../frame/language.ts";
import type { Html } from "../frame/page.ts";
import { changeLines } from "./change-lines.ts";
import { chinese, citation, nothing, withClauses } from "./cite.ts";
import { periodText } from "./days.ts";
import { documentPath, inForceText } from "./pieces.ts";
import type { BenefitEntry } from "./policy-book.ts";

export function sourceAndChange(tongue: Tongue, entry: BenefitEntry): Html {
  const { t, say, to } = tongue;
  const { document, benefit } = entry;
  const clause = document.pack.compiled.clauses.find((candidate) => candidate.clause === benefit.source);
  const { inForce } = benefit;
  const isOwnPeriod = inForce.from !== null || inForce.to !== null;
  const { url, title } = document.pack.compiled.document;
  return html`<dl class="facts">
      <dt>${t("哪一份文件、哪一条", "Which document and clause")}</dt>
      <dd>${citation(tongue, document.pack, benefit.source)}</dd>
      ${
        clause
          ? html`<dt>${t("这一条讲什么", "What the clause is about")}</dt>
              <dd>${say(clause.text)}</dd>`
          : nothing
      }
      <dt>${t("什么时候有效", "In force")}</dt>
      <dd>${isOwnPeriod ? periodText(tongue, inForce.from, inForce.to) : inForceText(tongue, document)}</dd>
      ${
        url
          ? html`<dt>${t("原文", "The document itself")}</dt>
              <dd><a class="go" href="${url}">${chinese(tongue, title ?? url)}</a></dd>`
          : nothing
      }
    </dl>
    ${change(tongue, entry)}
    <p class="no-print"><a class="go" href="${to(documentPath(document))}">${t("看整份文件", "See the whole document")}</a></p>`;
}

/** What is different from the document before. */
function change(tongue: Tongue, { change: found, document }: BenefitEntry): Html {
  const { t, to } = tongue;
  if (!found) return nothing;
  const { of, before } = found;
  const old = of.left ?? of.resembles;
  const lines =
    of.left || of.parts.length > 0
      ? changeText(of, found.found)
      : [{ text: { zh: "上一份文件里没有这一项，是新增的。", en: "The document before did not have this: it is new." }, under: [] }];
  return html`<h3>${t("和上一份文件相比", "Compared with the document before")}</h3>
    ${changeLines(tongue, lines)}
    <ul class="lines no-print">
      ${
        old
          ? html`<li>
              <a href="${to(`/policies/${before.id}/${old.key}`)}"
                >${of.left ? t("看原来的这一项", "See it as it was") : t(`看原来相近的“${old.text.zh}”`, `See what resembled it: ${old.text.en}`)}</a
              >
            </li>`
          : nothing
      }
      ${of.parts.map(
        ({ benefit: part }) =>
          html`<li>
            <a href="${to(`/policies/${before.id}/${part.key}`)}">${t(`看原来的“${part.text.zh}”`, `See "${part.text.en}" as it was`)}</a>
          </li>`,
      )}
      <li>
        <a href="${to(`/policies/compare/${before.id}/${document.pack.id}`)}"
          >${t("两份文件的全部变化", "All changes between the two documents")}</a
        >
      </li>
    </ul>`;
}

export function readingsOf(tongue: Tongue, { benefit, document }: BenefitEntry): Html {
  const { t, to } = tongue;
  const found = benefit.readings.flatMap(
    (number) => document.pack.compiled.readings.find((candidate) => candidate.number === number) ?? [],
  );
  if (found.length === 0) return nothing;
  return html`<details class="why no-print">
    <summary>${t("文件没有写明时，本网站怎样理解", "How this site reads what the document leaves open")}</summary>
    <ul class="plain">
      ${found.map((reading) => html`<li>${withClauses(tongue, reading.text)}</li>`)}
    </ul>
    <p><a class="go" href="${to(`${documentPath(document)}/readings`)}">${t("这份文件的全部理解", "All readings of this document")}</a></p>
  </details>`;
}
