import { html } from "hono/html";
import { topicText, topics } from "../topics.ts";
import { listed, type Tongue } from "../frame/language.ts";
import { page, type Html, type PageContext } from "../frame/page.ts";
import { nothing } from "./cite.ts";
import { benefitList } from "./pieces.ts";
import type { BenefitEntry, DocumentEntry } from "./policy-book.ts";
import { placesOf, searchForm } from "./search-form.ts";
import type { Found, Understood } from "./search-index.ts";

/** How many benefits stand on one page of results. */
export const mostHits = 20;

export type SearchQuery = { readonly query: string; readonly topic: string | null; readonly place: string; readonly from: number };

export type SearchResult = Omit<Found, "hits"> & { readonly entries: readonly BenefitEntry[]; readonly total: number };

/** 搜索: what was asked, what was understood, what was found. */
export function searchPage(
  context: PageContext,
  documents: readonly DocumentEntry[],
  search: SearchQuery,
  { entries, total, understood, isNear }: SearchResult,
): Html {
  const { tongue } = context;
  const { t, say } = tongue;
  const { query, topic, place } = search;
  const isAsked = query !== "" || topic !== null;
  const where = placesOf(tongue, documents).find(({ region }) => region === place)?.text;
  const about = topic === null ? t(`“${query}”`, `"${query}"`) : t(`“${topicText(topic).zh}”`, topicText(topic).en);
  const title = isAsked ? t(`和${about}有关的待遇`, `Benefits: ${about}`) : t("搜索待遇", "Search for benefits");
  const body = html`<h1>${title}</h1>
    ${searchForm(tongue, { documents, query, place })}
    ${
      isAsked
        ? html`<p class="lead" role="status">
              ${
                total === 0
                  ? t("没有找到。", "Nothing was found.")
                  : t(`找到${total}项${where ? `，都在${where}` : ""}。`, `${total} found${where ? ` in ${where}` : ""}.`)
              }
              ${isNear ? t("没有完全对得上的，下面是相近的。", "Nothing says just that; these come near.") : ""}
            </p>
            ${understoodNote(tongue, understood)}
            ${total === 0 ? nobody(tongue, search) : html`${benefitList(tongue, entries, { withPlace: true })} ${further(tongue, search, total)}`}`
        : nothing
    }
    ${topicList(tongue, place)}`;
  return page(
    // The other language is asked the same.
    { ...context, path: `/search${address({ ...search, from: 0 })}` },
    {
      title,
      body,
      back: "/policies",
      // What somebody looked for is nobody's to find.
      ...(query === ""
        ? { description: say({ zh: "用平常话查找残疾人待遇。", en: "Find benefits for disabled people in everyday words." }) }
        : {}),
    },
  );
}

function understoodNote(tongue: Tongue, understood: readonly Understood[]): Html {
  const { t, language } = tongue;
  const lines = understood.flatMap(({ word, means, topics: meant }) => {
    const words = [...means[language].filter((other) => other !== word), ...meant.map((topic) => tongue.say(topicText(topic)))];
    if (words.length === 0) return [];
    const quoted = words.map((other) => t(`“${other}”`, `"${other}"`));
    return [t(`按“${word}”，也查了${listed(tongue, quoted)}。`, `For "${word}" we also looked for ${listed(tongue, quoted)}.`)];
  });
  return lines.length === 0 ? nothing : html`<div class="note">${lines.map((line) => html`<p>${line}</p>`)}</div>`;
}

/** Nothing found: what to do now. */
function nobody(tongue: Tongue, { place }: SearchQuery): Html {
  const { t, to } = tongue;
  return html`<div class="note warm">
    <p>${t("可以这样试试：", "What you can try:")}</p>
    <ul class="plain">
      <li>
        ${t("换一个更短、更平常的词，例如“轮椅”“学费”“房子”。", 'A shorter, plainer word, such as "wheelchair", "school fees" or "house".')}
      </li>
      ${place === "" ? nothing : html`<li>${t("地方改成“所有地方”。", 'Choose "Everywhere".')}</li>`}
      <li>${t("从下面的主题里找。", "Look through the topics below.")}</li>
      <li><a class="go" href="${to("/who")}">${t("回答几个问题，让网站替您找", "Answer some questions and let the site find it")}</a></li>
    </ul>
  </div>`;
}

function further(tongue: Tongue, search: SearchQuery, total: number): Html {
  const { t, to } = tongue;
  const next = search.from + mostHits;
  const links = [
    search.from > 0
      ? html`<a class="button plain" href="${to(`/search${address({ ...search, from: Math.max(0, search.from - mostHits) })}`)}"
          >${t("前面的", "Earlier ones")}</a
        >`
      : nothing,
    next < total
      ? html`<a class="button plain" href="${to(`/search${address({ ...search, from: next })}`)}"
          >${t(`还有${total - next}项`, `${total - next} more`)}</a
        >`
      : nothing,
  ];
  return html`<div class="actions">${links}</div>`;
}

function topicList(tongue: Tongue, place: string): Html {
  const { t, say, to } = tongue;
  return html`<h2 id="topics">${t("按主题找", "By topic")}</h2>
    <ul class="tiles">
      ${topics.map((topic) => html`<li><a href="${to(`/search${address({ query: "", topic, place, from: 0 })}`)}">${say(topicText(topic))}</a></li>`)}
    </ul>`;
}

/** The part of an address that says what is looked for. */
function address({ query, topic, place, from }: SearchQuery): string {
  const parts = new URLSearchParams();
  if (query !== "") parts.set("q", query);
  if (topic !== null) parts.set("topic", topic);
  if (place !== "") parts.set("place", place);
  if (from > 0) parts.set("from", String(from));
  return parts.size === 0 ? "" : `?${parts.toString()}`;
}
