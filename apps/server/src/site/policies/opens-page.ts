import { html } from "hono/html";
import type { Tongue } from "../frame/language.ts";
import { page, type Html, type PageContext } from "../frame/page.ts";
import { nothing } from "./cite.ts";
import { monthText } from "./days.ts";
import { benefitPath, documentPath } from "./pieces.ts";
import type { MonthView } from "./month-view.ts";
import type { BenefitEntry, DocumentEntry } from "./policy-book.ts";
import { placesOf } from "./search-form.ts";

/** 本月可办 */
export function opensPage(context: PageContext, documents: readonly DocumentEntry[], view: MonthView): Html {
  const { tongue } = context;
  const { t, say, to } = tongue;
  const { month, isNow, place } = view;
  const inForce = documents.filter(({ standing }) => standing === "in-force");
  const silent = inForce.filter(
    ({ pack }) => pack.benefits.every(({ window }) => !window?.text) && (place === "" || pack.compiled.region === place),
  );
  const title = isNow
    ? t(`这个月（${month}月）能办什么`, `What can be applied for this month (${monthText(month).en})`)
    : t(`${month}月能办什么`, `What can be applied for in ${monthText(month).en}`);
  const body = html`<h1>${title}</h1>
    <p class="lead">
      ${t(`${month}月有${view.open.length}项正在申报，另有${view.allYear.length}项全年都能办。`, `${view.open.length} can be applied for in ${monthText(month).en}, and ${view.allYear.length} more all year.`)}
    </p>
    ${placeLinks(tongue, inForce, view)} ${monthLinks(tongue, view)}
    <h2 id="open">${t(`${month}月可以申报`, `Open in ${monthText(month).en}`)}</h2>
    ${group(tongue, view.open, (entry) => (lastMonth(entry) === month ? t("这是最后一个月", "the last month") : ""), t("没有只在这个月申报的。下面全年都能办的，随时可以去。", "Nothing opens in this month alone. What can be done all year is below."))}
    <h2 id="soon">${t("快要开始的", "Opening soon")}</h2>
    ${group(tongue, view.soon, () => "", t("接下来两个月没有新开始的。", "Nothing begins in the next two months."))}
    <h2 id="paid">${t(`${month}月发放的`, `Given out in ${monthText(month).en}`)}</h2>
    ${group(tongue, view.paid, () => "", t("没有写明这个月发放的。", "Nothing is named for this month."))}
    <h2 id="all-year">${t("全年都能办的", "All year")}</h2>
    ${group(tongue, view.allYear, () => "", t("没有。", "None."))}
    ${
      view.timed.length > 0
        ? html`<h2 id="timed">${t("文件另外安排时间的", "Timed by the document in other ways")}</h2>
            ${group(tongue, view.timed, () => "", "")}`
        : nothing
    }
    ${
      silent.length > 0
        ? html`<h2 id="silent">${t("没有写办理月份的文件", "Documents that name no months")}</h2>
            <p>${t("这几份文件没有写哪个月办理，随时可以去问。", "These documents name no months: ask at any time.")}</p>
            <ul class="lines">
              ${silent.map((document) => html`<li><a href="${to(documentPath(document))}">${say(document.pack.compiled.text)}</a></li>`)}
            </ul>`
        : nothing
    }`;
  return page(context, {
    title,
    body,
    back: "/policies",
    description: t(`${month}月可以申报的残疾人待遇。`, `Benefits for disabled people that can be applied for in ${monthText(month).en}.`),
  });
}

/** The last month of a window that does not run over the end of the year. */
function lastMonth({ benefit }: BenefitEntry): number {
  return Math.max(...(benefit.window?.apply ?? []));
}

function group(tongue: Tongue, entries: readonly BenefitEntry[], remark: (entry: BenefitEntry) => string, none: string): Html {
  const { say, to } = tongue;
  if (entries.length === 0) return html`<p>${none}</p>`;
  const groups = Map.groupBy(entries, ({ document }) => document);
  return html`${[...groups].map(
    ([{ pack }, own]) =>
      html`<section>
        <h3>${say(pack.compiled.regionText ?? pack.compiled.text)}</h3>
        <ul class="lines">
          ${own.map((entry) => {
            const note = remark(entry);
            return html`<li>
              <a href="${to(benefitPath(entry))}">${say(entry.benefit.text)}</a>
              <span class="soft">${entry.benefit.window?.text ? say(entry.benefit.window.text) : ""} · ${say(entry.gives)}</span>
              ${note === "" ? nothing : html`<span class="standing maybe"><span aria-hidden="true">! </span>${note}</span>`}
            </li>`;
          })}
        </ul>
      </section>`,
  )}`;
}

function placeLinks(tongue: Tongue, documents: readonly DocumentEntry[], { month, place }: MonthView): Html {
  const { t, to } = tongue;
  const choices = [{ region: "", text: t("所有地方", "Everywhere") }, ...placesOf(tongue, documents)];
  return html`<nav class="choose no-print" aria-label="${t("哪个地方", "Where")}">
    <ul>
      ${choices.map(
        ({ region, text }) =>
          html`<li>
            <a
              href="${to(`/opens/${month}${region === "" ? "" : `?place=${region}`}`)}"
              ${region === place ? html` aria-current="page"` : nothing}
              >${text}</a
            >
          </li>`,
      )}
    </ul>
  </nav>`;
}

function monthLinks(tongue: Tongue, { month, place }: MonthView): Html {
  const { t, say, to } = tongue;
  return html`<nav class="choose months no-print" aria-label="${t("哪个月", "Which month")}">
    <ul>
      ${Array.from({ length: 12 }, (_, i) => i + 1).map(
        (each) =>
          html`<li>
            <a
              href="${to(`/opens/${each}${place === "" ? "" : `?place=${place}`}`)}"
              ${each === month ? html` aria-current="page"` : nothing}
              >${say(monthText(each))}</a
            >
          </li>`,
      )}
    </ul>
  </nav>`;
}
