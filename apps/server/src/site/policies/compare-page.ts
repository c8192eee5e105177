import type { Benefit, Text } from "@huican/engine";
import { changeCounts, changeText, isChanged, isOneProgramme, type BenefitChange, type DocumentsChange } from "@huican/engine/diff";
import { html, raw } from "hono/html";
import { topicText, topics } from "../topics.ts";
import type { Tongue } from "../frame/language.ts";
import { page, type Html, type PageContext } from "../frame/page.ts";
import { nothing } from "./cite.ts";
import { dayText } from "../check/answer.ts";
import { clauseNote, documentPath, documentStanding } from "./pieces.ts";
import type { DocumentEntry } from "./policy-book.ts";

/** Two documents side by side. */
export type Pair = { readonly left: DocumentEntry; readonly right: DocumentEntry; readonly found: DocumentsChange };

/** 对比: which two documents. */
export function compareFormPage(
  context: PageContext,
  documents: readonly DocumentEntry[],
  chosen: { readonly left?: string; readonly right?: string },
  hasError: boolean,
): Html {
  const { tongue } = context;
  const { t, say, to } = tongue;
  const message = t("请选两份不同的文件。", "Please choose two different documents.");
  const select = (name: "left" | "right", zh: string, en: string) =>
    html`<div>
      <label class="label" for="f-${name}">${t(zh, en)}</label>
      <select class="text" id="f-${name}" name="${name}" ${hasError ? raw(' aria-describedby="f-error"') : nothing}>
        ${documents.map(({ pack }) => html`<option value="${pack.id}" ${pack.id === chosen[name] ? raw(" selected") : nothing}>${say(pack.compiled.text)}</option>`)}
      </select>
    </div>`;
  const follows = documents.filter(({ before }) => before !== null);
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

type Sign = { readonly css: string; readonly mark: string; readonly text: Text };

/** What has happened to a benefit, in one word. */
function signOf(change: BenefitChange, found: DocumentsChange): Sign {
  const isOne = isOneProgramme(found);
  if (!change.left)
    return { css: "good", mark: "+", text: isOne ? { zh: "新增", en: "New" } : { zh: "只在右边有", en: "Only on the right" } };
  if (!change.right)
    return { css: "bad", mark: "−", text: isOne ? { zh: "没有了", en: "Gone" } : { zh: "只在左边有", en: "Only on the left" } };
  switch (change.who) {
    case "loosened":
      return {
        css: "good",
        mark: "↑",
        text: isOne ? { zh: "条件放宽", en: "Loosened" } : { zh: "右边条件更宽", en: "Wider on the right" },
      };
    case "tightened":
      return {
        css: "bad",
        mark: "↓",
        text: isOne ? { zh: "条件收紧", en: "Tightened" } : { zh: "右边条件更严", en: "Stricter on the right" },
      };
    case "both":
      return { css: "maybe", mark: "↕", text: { zh: "条件不同", en: "Different conditions" } };
    case "same":
      return isChanged(change)
        ? { css: "maybe", mark: "≠", text: { zh: "有别的变化", en: "Differs otherwise" } }
        : { css: "", mark: "=", text: { zh: "一样", en: "The same" } };
  }
}

function topicOf({ left, right }: BenefitChange): string {
  return (right ?? left)?.topic ?? "";
}

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

function heading({ t }: Tongue, left: DocumentEntry, right: DocumentEntry): string {
  return t(
    `${left.pack.compiled.text.zh}，${right.pack.compiled.text.zh}`,
    `${left.pack.compiled.text.en} and ${right.pack.compiled.text.en}`,
  );
}

function sides(tongue: Tongue, left: DocumentEntry, right: DocumentEntry, found: DocumentsChange): Html {
  const { t, say, to } = tongue;
  const side = (document: DocumentEntry, zh: string, en: string) =>
    html`<div>
      <p class="kicker">${t(zh, en)}</p>
      <p><a class="go" href="${to(documentPath(document))}">${say(document.pack.compiled.text)}</a></p>
      <p>${documentStanding(tongue, document)}</p>
      <p class="soft">${t(`按${dayText(tongue, document.day)}的规定`, `as on ${dayText(tongue, document.day)}`)}</p>
    </div>`;
  return html`<div class="sides">${side(left, "左边", "Left")}${side(right, "右边", "Right")}</div>
    ${
      found.places === "apart"
        ? html`<p class="note">
            ${t("两地比较：各自的“本地户籍”“本地居住”按同一条件看待。", "Two places: to be registered or to live here is taken as the same condition in both.")}
          </p>`
        : nothing
    }`;
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
  const row = (counts: ReturnType<typeof changeCounts>) => told.map(({ key }) => html`<td>${counts[key]}</td>`);
  return html`<div class="table" tabindex="0" role="region" aria-labelledby="counts">
    <table class="counts">
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

function anchorOf({ left, right }: BenefitChange): string {
  return right ? `r-${right.key}` : `l-${left?.key ?? ""}`;
}

function signHtml({ say }: Tongue, { css, mark, text }: Sign): Html {
  return html`<span class="standing ${css}"><span aria-hidden="true">${mark} </span>${say(text)}</span>`;
}

function rateSign({ t }: Tongue, { amount, percent }: BenefitChange): Html {
  const by = percent === null ? "" : ` ${percent > 0 ? "+" : ""}${percent}%`;
  if (amount === "up") return html`<span class="standing good"><span aria-hidden="true">↑ </span>${t("标准提高", "Rate up")}${by}</span>`;
  if (amount === "down")
    return html`<span class="standing bad"><span aria-hidden="true">↓ </span>${t("标准降低", "Rate down")}${by}</span>`;
  return amount === "other"
    ? html`<span class="standing maybe"><span aria-hidden="true">≠ </span>${t("标准不同", "Another rate")}</span>`
    : nothing;
}

function changeLine(tongue: Tongue, change: BenefitChange, found: DocumentsChange, path: string): Html {
  const { say, to } = tongue;
  const text = (change.right ?? change.left)?.text;
  return html`<li>
    <a href="${to(path)}#${anchorOf(change)}">${text ? say(text) : ""}</a>
    ${signHtml(tongue, signOf(change, found))} ${rateSign(tongue, change)}
  </li>`;
}

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
  const lines = change.left && change.right ? changeText(change, found) : [];
  return html`<section class="change" id="${anchorOf(change)}">
    <h2>${title ? say(title) : ""}</h2>
    <p>${signHtml(tongue, signOf(change, found))} ${rateSign(tongue, change)}</p>
    <div class="sides">
      ${side(tongue, left, change.left, change.leftAmount, change.right ? null : change.resembles)}
      ${side(tongue, right, change.right, change.rightAmount, change.left ? null : change.resembles)}
    </div>
    ${
      lines.length > 0
        ? html`<ul class="plain" aria-label="${t("有什么不同", "What differs")}">
            ${lines.map(
              ({ text, under }) =>
                html`<li>
                  ${say(text)}${
                    under.length > 0
                      ? html`<ul class="plain">
                          ${under.map((below) => html`<li>${say(below)}</li>`)}
                        </ul>`
                      : nothing
                  }
                </li>`,
            )}
          </ul>`
        : nothing
    }
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
