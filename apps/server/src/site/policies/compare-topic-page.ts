import type { Benefit, Text } from "@huican/engine";
import { type BenefitChange, changeText } from "@huican/engine/diff";
import { html } from "hono/html";
import type { Tongue } from "../frame/language.ts";
import { type Html, type PageContext, page } from "../frame/page.ts";
import { topicText, topics } from "../topics.ts";
import { changeLines } from "./change-lines.ts";
import { anchorOf, heading, rateSign, sides, signHtml, signOf, topicOf } from "./change-signs.ts";
import { nothing } from "./cite.ts";
import type { Pair } from "./compare-page.ts";
import { clauseNote, documentPath } from "./pieces.ts";
import type { DocumentEntry } from "./policy-book.ts";

/** One topic of two documents: each benefit beside its counterpart. */
export function compareTopicPage(context: PageContext, { left, right, found }: Pair, topic: string): Html | null {
  const changes = found.changes.filter((change) => topicOf(change) === topic);
  if (changes.length === 0) return null;
  const { tongue } = context;
  const { t, say, to } = tongue;
  const path = `/policies/compare/${left.pack.id}/${right.pack.id}`;
  const body = html`<p class="kicker">${t("比较两份文件", "Two documents compared")}</p>
    <h1>${say(topicText(topic))}</h1>
    ${sides(tongue, left, right, found)} ${changes.map((change) => changeSection(tongue, { left, right, found }, change))}
    <nav class="onward no-print" aria-labelledby="onward">
      <h2 id="onward">${t("别的主题", "Other topics")}</h2>
      <ul class="lines">
        ${topics
          .filter((other) => other !== topic && found.changes.some((change) => topicOf(change) === other))
          .map((other) => html`<li><a href="${to(`${path}/${other}`)}">${say(topicText(other))}</a></li>`)}
      </ul>
    </nav>`;
  const title = `${say(topicText(topic))} · ${heading(tongue, left, right)}`;
  return page(context, { title, body, back: path, description: t(`逐项比较：${title}。`, `${title}, benefit by benefit.`) });
}

function changeSection(tongue: Tongue, { left, right, found }: Pair, change: BenefitChange): Html {
  const { t, say } = tongue;
  const title = (change.right ?? change.left)?.text;
  const lines = (change.left && change.right) || change.parts.length > 0 ? changeText(change, found) : [];
  return html`<section class="change" id="${anchorOf(change)}">
    <h2>${title ? say(title) : ""}</h2>
    <p>${signHtml(tongue, signOf(change, found))} ${rateSign(tongue, change)}</p>
    <div class="sides">
      ${side(tongue, left, change.left, change.leftAmount, change.right ? null : change.resembles)}
      ${side(tongue, right, change.right, change.rightAmount, change.left ? null : change.resembles)}
    </div>
    ${lines.length > 0 ? changeLines(tongue, lines, t("有什么不同", "What differs")) : nothing}
  </section>`;
}

/** A benefit as one document has it, or that it has none. What resembles it there stands with what the other side has alone. */
function side(tongue: Tongue, document: DocumentEntry, benefit: Benefit | null, amount: Text | null, resembles: Benefit | null): Html {
  const { t, say, to } = tongue;
  const { compiled } = document.pack;
  const name = html`<p class="kicker">
    ${say((document.before ?? document.after) ? compiled.text : (compiled.regionText ?? compiled.text))}
  </p>`;
  if (!benefit)
    return html`<div class="absent">
      ${name}
      <p>${t("没有单独对应的一项。", "Nothing of its own for this.")}</p>
    </div>`;
  return html`<div>
    ${name}
    <p>
      <a href="${to(`${documentPath(document)}/${benefit.key}`)}">${say(benefit.text)}</a>${clauseNote(tongue, document, benefit.source)}
    </p>
    ${amount ? html`<p><strong>${say(amount)}</strong></p>` : nothing}
    ${benefit.window?.text ? html`<p class="soft">${say(benefit.window.text)}</p>` : nothing}
    ${resembles ? html`<p class="soft">${t(`和对面的“${resembles.text.zh}”相近。`, `Resembles "${resembles.text.en}" on the other side.`)}</p>` : nothing}
  </div>`;
}
