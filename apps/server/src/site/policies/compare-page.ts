import { type BenefitChange, type DocumentsChange, changeCounts, isOneProgramme } from "@huican/engine/diff";
import { html } from "hono/html";
import type { Tongue } from "../frame/language.ts";
import { type Html, type PageContext, page } from "../frame/page.ts";
import { topicText, topics } from "../topics.ts";
import { anchorOf, heading, rateSign, sides, signHtml, signOf, topicOf } from "./change-signs.ts";
import { nothing } from "./cite.ts";
import type { DocumentEntry } from "./policy-book.ts";

/** Two documents side by side. */
export type Pair = { readonly left: DocumentEntry; readonly right: DocumentEntry; readonly found: DocumentsChange };

/** What two documents come to beside each other, and topic by topic a line for each benefit. */
export function comparePage(context: PageContext, { left, right, found }: Pair): Html {
  const { tongue } = context;
  const { t, say, to } = tongue;
  const path = `/policies/compare/${left.pack.id}/${right.pack.id}`;
  const present = topics.filter((topic) => found.changes.some((change) => topicOf(change) === topic));
  const title = heading(tongue, left, right);
  const body = html`<h1>${t("比较两份文件", "Two documents compared")}</h1>
    ${sides(tongue, left, right, found)} ${countsTable(tongue, found, present, path)}
    <h2>${t("一项一项看", "One by one")}</h2>
    ${present.map(
      (topic) =>
        html`<section>
          <h3><a href="${to(`${path}/${topic}`)}">${say(topicText(topic))}</a></h3>
          <ul class="lines">
            ${found.changes.filter((change) => topicOf(change) === topic).map((change) => changeLine(tongue, change, found, `${path}/${topic}`))}
          </ul>
        </section>`,
    )}
    <p><a class="go" href="${to(`/policies/compare/${right.pack.id}/${left.pack.id}`)}">${t("左右换过来", "Swap left and right")}</a></p>
    <p><a class="go" href="${to("/policies/compare")}">${t("换两份文件比较", "Compare other documents")}</a></p>`;
  return page(context, { title, body, back: "/policies/compare", description: t(`逐项比较：${title}。`, `${title}, benefit by benefit.`) });
}

function countsTable(tongue: Tongue, found: DocumentsChange, present: readonly string[], path: string): Html {
  const { t, say, to } = tongue;
  const isOne = isOneProgramme(found);
  const all = changeCounts(found.changes);
  const columns = [
    { key: "added", text: isOne ? t("新增", "New") : t("只在右边", "Right only") },
    { key: "removed", text: isOne ? t("没有了", "Gone") : t("只在左边", "Left only") },
    { key: "loosened", text: isOne ? t("放宽", "Looser") : t("右边宽", "Wider right") },
    { key: "tightened", text: isOne ? t("收紧", "Tighter") : t("右边严", "Stricter right") },
    { key: "both", text: t("有放有收", "Both ways") },
    { key: "up", text: isOne ? t("钱多了", "Rate up") : t("右边钱多", "More right") },
    { key: "down", text: isOne ? t("钱少了", "Rate down") : t("右边钱少", "Less right") },
    { key: "same", text: t("一样", "Same") },
  ] as const;
  // A column without any figure only takes room.
  const told = columns.filter(({ key }) => all[key] > 0);
  const row = (counts: ReturnType<typeof changeCounts>) =>
    told.map(({ key, text }) => html`<td data-of="${text}" ${counts[key] === 0 ? html` class="zero"` : nothing}>${counts[key]}</td>`);
  return html`<div class="table" tabindex="0" role="region" aria-labelledby="counts">
    <table class="counts stack">
      <caption id="counts">
        ${t("变化有多少", "How much differs")}
      </caption>
      <thead>
        <tr>
          <th scope="col">${t("主题", "Topic")}</th>
          ${told.map(({ text }) => html`<th scope="col">${text}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${present.map(
          (topic) =>
            html`<tr>
              <th scope="row"><a href="${to(`${path}/${topic}`)}">${say(topicText(topic))}</a></th>
              ${row(changeCounts(found.changes.filter((change) => topicOf(change) === topic)))}
            </tr>`,
        )}
        <tr class="total">
          <th scope="row">${t("合计", "All")}</th>
          ${row(all)}
        </tr>
      </tbody>
    </table>
  </div>`;
}

function changeLine(tongue: Tongue, change: BenefitChange, found: DocumentsChange, path: string): Html {
  const { say, to } = tongue;
  const text = (change.right ?? change.left)?.text;
  return html`<li>
    <a href="${to(path)}#${anchorOf(change)}">${text ? say(text) : ""}</a>
    ${signHtml(tongue, signOf(change, found))} ${rateSign(tongue, change)}
  </li>`;
}
