import { html, raw } from "hono/html";
import type { Tongue } from "../frame/language.ts";
import type { Html } from "../frame/page.ts";
import { nothing } from "./cite.ts";
import type { DocumentEntry } from "./policy-book.ts";

/** One box to say what is looked for, and where; a plain form that needs no JavaScript. */
export function searchForm(
  tongue: Tongue,
  { documents, query = "", place = "" }: { readonly documents: readonly DocumentEntry[]; readonly query?: string; readonly place?: string },
): Html {
  const { t, to } = tongue;
  const places = placesOf(tongue, documents);
  return html`<form class="search" method="get" action="${to("/search")}" role="search">
    <div>
      <label class="label" for="q">${t("想找什么？用平常话写就行", "What are you looking for? Everyday words will do")}</label>
      <span class="hint" id="q-hint"
        >${t("例如：轮椅、助听器、上大学、看病、没工作", "For example: wheelchair, hearing aid, university, no job")}</span
      >
      <input class="text" id="q" name="q" type="search" maxlength="60" autocomplete="off" aria-describedby="q-hint" value="${query}" />
    </div>
    ${
      places.length > 0
        ? html`<div>
            <label class="label" for="place">${t("哪个地方", "Where")}</label>
            <select class="text" id="place" name="place">
              <option value="">${t("所有地方", "Everywhere")}</option>
              ${places.map(({ region, text }) => html`<option value="${region}" ${region === place ? raw(" selected") : raw("")}>${text}</option>`)}
            </select>
          </div>`
        : place === ""
          ? nothing
          : html`<input type="hidden" name="place" value="${place}" />`
    }
    <button class="button">${t("搜索", "Search")}</button>
  </form>`;
}

/** The places that documents are about, each once. */
export function placesOf(
  { say }: Tongue,
  documents: readonly DocumentEntry[],
): readonly { readonly region: string; readonly text: string }[] {
  const places = new Map(
    documents.flatMap(({ pack: { compiled } }) =>
      compiled.region === null ? [] : [[compiled.region, say(compiled.regionText ?? compiled.text)] as const],
    ),
  );
  return [...places].map(([region, text]) => ({ region, text }));
}
