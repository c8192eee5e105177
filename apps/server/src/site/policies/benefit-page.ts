import { html } from "hono/html";
import type { Tongue } from "../frame/language.ts";
import { type Html, type PageContext, page } from "../frame/page.ts";
import { topicText } from "../topics.ts";
import { linesOf, whoGetsIt } from "./benefit-conditions.ts";
import { whatToBring, howItGoes, howMuch, whenToApply } from "./benefit-handling.ts";
import { readingsOf, sourceAndChange } from "./benefit-source.ts";
import { nothing } from "./cite.ts";
import { exampleCards } from "./example-cards.ts";
import { benefitPath, benefitStanding, documentPath } from "./pieces.ts";
import type { BenefitEntry } from "./policy-book.ts";
import { isForPeople } from "./steps.ts";

/** One benefit in plain words, made from its pack. */
export function benefitPage(context: PageContext, entry: BenefitEntry, day: string): Html {
  const { tongue } = context;
  const { t, say, to } = tongue;
  const { document, benefit } = entry;
  const { compiled } = document.pack;
  const place = say(compiled.regionText ?? compiled.text);
  const body = html`<p class="kicker">${place} · ${say(topicText(benefit.topic))}</p>
    <h1>${say(benefit.text)}</h1>
    <p class="lead">${say(entry.summary)}</p>
    <p>${benefitStanding(tongue, entry)}</p>
    ${successorNote(tongue, entry)}
    <p class="gives"><span>${t("给什么", "What you get")}</span> <strong>${say(entry.gives)}</strong></p>
    ${
      isForPeople(benefit) && entry.standing !== "ended"
        ? html`<div class="actions no-print">
            <a class="button" href="${to("/who")}">${t("看看我符不符合", "Find out if I qualify")}</a>
            <a class="button plain" href="${to(`${benefitPath(entry)}/easy`)}">${t("易读版：短句子", "Easy read: short sentences")}</a>
          </div>`
        : html`<div class="actions no-print">
            <a class="button plain" href="${to(`${benefitPath(entry)}/easy`)}">${t("易读版：短句子", "Easy read: short sentences")}</a>
          </div>`
    }
    <h2 id="who">${t("谁可以享受", "Who can get it")}</h2>
    ${whoGetsIt(tongue, entry)}
    <h2 id="how-much">${t("给多少", "How much")}</h2>
    ${howMuch(tongue, entry, day)}
    <h2 id="when">${t("什么时候办", "When to apply")}</h2>
    ${whenToApply(tongue, entry, day)}
    <h2 id="bring">${t("要带什么", "What to bring")}</h2>
    ${whatToBring(tongue, entry)}
    <h2 id="how">${t("去哪里办，怎么办", "Where to go, and how")}</h2>
    ${howItGoes(tongue, entry)} ${exampleCards(tongue, entry)} ${beside(tongue, entry)}
    <h2 id="source">${t("依据和变化", "The clause, and what has changed")}</h2>
    ${sourceAndChange(tongue, entry)} ${readingsOf(tongue, entry)}
    <nav class="onward no-print" aria-labelledby="onward">
      <h2 id="onward">${t("接着看", "Read on")}</h2>
      <ul class="lines">
        <li>
          <a href="${to(`${documentPath(document)}/measures/${benefit.measure.number}`)}"
            >${t(`同一条措施：${benefit.measure.text.zh}`, `The same measure: ${benefit.measure.text.en}`)}</a
          >
        </li>
        <li>
          <a href="${to(`/search?topic=${benefit.topic}`)}"
            >${t(`各地的“${topicText(benefit.topic).zh}”`, `Everywhere: ${topicText(benefit.topic).en}`)}</a
          >
        </li>
        <li><a href="${to(documentPath(document))}">${t("整份文件", "The whole document")}</a></li>
        <li><a href="${to("/search")}">${t("搜索别的待遇", "Search for other benefits")}</a></li>
      </ul>
    </nav>`;
  return page(context, {
    title: `${say(benefit.text)} · ${place}`,
    body,
    back: `${documentPath(document)}/measures/${benefit.measure.number}`,
    description: say(entry.summary),
  });
}

/** Where a document has ended, the way to what came after it. */
function successorNote({ t, say, to }: Tongue, { standing, successor, document }: BenefitEntry): Html {
  if (standing !== "ended") return nothing;
  if (successor)
    return html`<p class="note warm">
      ${t("后来的文件里，对应的是：", "In the document that came after, this is now: ")}<a
        href="${to(`/policies/${successor.pack.id}/${successor.benefit.key}`)}"
        >${say(successor.benefit.text)}</a
      >${t("。", ".")}
    </p>`;
  return document.after
    ? html`<p class="note warm">
        ${t("后来的文件里没有单独对应的一项。", "The document that came after has nothing of its own for this. ")}<a
          href="${to(`/policies/${document.after.id}`)}"
          >${say(document.after.compiled.text)}</a
        >
      </p>`
    : nothing;
}

function beside(tongue: Tongue, entry: BenefitEntry): Html {
  const { t, say, to } = tongue;
  const lines = linesOf(entry, "beside");
  if (lines.length === 0) return nothing;
  const { benefit, document } = entry;
  const others = document.pack.benefits.filter(
    (other) =>
      other.key !== benefit.key &&
      (benefit.excludes.some((exclusion) => exclusion.benefit === other.key) ||
        (benefit.onceOf !== null && other.onceOf === benefit.onceOf)),
  );
  return html`<h2 id="beside">${t("和别的待遇能不能一起拿", "Together with other benefits?")}</h2>
    ${lines.map(({ text }) => html`<p>${say(text)}</p>`)}
    <ul class="lines no-print">
      ${others.map((other) => html`<li><a href="${to(`${documentPath(document)}/${other.key}`)}">${say(other.text)}</a></li>`)}
    </ul>`;
}
