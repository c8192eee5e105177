import type { Text } from "@huican/engine";
import { html } from "hono/html";
import { type Html, type PageContext, page } from "../frame/page.ts";
import { nothing } from "./cite.ts";
import { benefitList, clauseNote, documentPath, documentStanding } from "./pieces.ts";
import type { BenefitEntry, DocumentEntry } from "./policy-book.ts";

type Measure = { readonly number: number; readonly text: Text; readonly entries: readonly BenefitEntry[] };

/** Benefits by their measure, in the order of the document. */
export function measuresOf(benefits: readonly BenefitEntry[]): readonly Measure[] {
  const groups = Map.groupBy(benefits, ({ benefit }) => benefit.measure.number);
  return [...groups].map(([number, entries]) => ({ number, text: entries[0]?.benefit.measure.text ?? { zh: "", en: "" }, entries }));
}

/** One measure with its benefits. */
export function measurePage(context: PageContext, document: DocumentEntry, measures: readonly Measure[], number: number): Html | null {
  const { tongue } = context;
  const { t, say, to } = tongue;
  const place = measures.findIndex((candidate) => candidate.number === number);
  const measure = measures[place];
  if (!measure) return null;
  const path = documentPath(document);
  const sources = [...new Set(measure.entries.map(({ benefit }) => benefit.source))];
  const neighbour = (other: Measure | undefined, zh: string, en: string) =>
    other
      ? html`<li><a href="${to(`${path}/measures/${other.number}`)}">${t(`${zh}：${other.text.zh}`, `${en}: ${other.text.en}`)}</a></li>`
      : nothing;
  const body = html`<p class="kicker">${say(document.pack.compiled.text)}</p>
    <h1>${say(measure.text)}</h1>
    <p class="lead">
      ${t(`第${number}条措施，有${measure.entries.length}项待遇。`, `Measure ${number}: ${measure.entries.length} ${measure.entries.length === 1 ? "benefit" : "benefits"}.`)}
    </p>
    <p>${documentStanding(tongue, document)}</p>
    ${benefitList(tongue, measure.entries)}
    <h2>${t("在文件的哪里", "Where it stands")}</h2>
    <ul class="plain">
      ${sources.map((source) => html`<li>${say(document.pack.compiled.clauses.find(({ clause }) => clause === source)?.text ?? measure.text)}${clauseNote(tongue, document, source)}</li>`)}
    </ul>
    <nav class="onward no-print" aria-labelledby="onward">
      <h2 id="onward">${t("接着看", "Read on")}</h2>
      <ul class="lines">
        ${neighbour(measures[place - 1], "上一条措施", "The measure before")}
        ${neighbour(measures[place + 1], "下一条措施", "The next measure")}
        <li><a href="${to(path)}">${t("整份文件", "The whole document")}</a></li>
      </ul>
    </nav>`;
  return page(context, {
    title: `${say(measure.text)} · ${say(document.pack.compiled.text)}`,
    body,
    back: path,
    description: t(
      `${document.pack.compiled.text.zh}：${measure.text.zh}，${measure.entries.length}项待遇。`,
      `${document.pack.compiled.text.en}: ${measure.text.en}.`,
    ),
  });
}
