import type { Text } from "@huican/engine";
import { type BenefitChange, type DocumentsChange, isChanged, isOneProgramme } from "@huican/engine/diff";
import { html } from "hono/html";
import { dayText } from "../frame/day-text.ts";
import type { Tongue } from "../frame/language.ts";
import type { Html } from "../frame/page.ts";
import { nothing } from "./cite.ts";
import { documentPath, documentStanding } from "./pieces.ts";
import type { DocumentEntry } from "./policy-book.ts";

type Sign = { readonly css: string; readonly mark: string; readonly text: Text };

/** What has happened to a benefit, in one word. */
export function signOf(change: BenefitChange, found: DocumentsChange): Sign {
  const isOne = isOneProgramme(found);
  if (change.parts.length > 0) {
    const isWhole = change.parts.length > 1;
    const merged = { zh: "几项合为一项", en: "Several became one" };
    const split = { zh: "一项分为几项", en: "One became several" };
    return { css: "maybe", mark: "≠", text: isWhole === (change.left === null) ? merged : split };
  }
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

export function topicOf({ left, right }: BenefitChange): string {
  return (right ?? left)?.topic ?? "";
}

export function heading({ t }: Tongue, left: DocumentEntry, right: DocumentEntry): string {
  return t(
    `${left.pack.compiled.text.zh}，${right.pack.compiled.text.zh}`,
    `${left.pack.compiled.text.en} and ${right.pack.compiled.text.en}`,
  );
}

export function sides(tongue: Tongue, left: DocumentEntry, right: DocumentEntry, found: DocumentsChange): Html {
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

export function anchorOf({ left, right }: BenefitChange): string {
  return right ? `r-${right.key}` : `l-${left?.key ?? ""}`;
}

export function signHtml({ say }: Tongue, { css, mark, text }: Sign): Html {
  return html`<span class="standing ${css}"><span aria-hidden="true">${mark} </span>${say(text)}</span>`;
}

export function rateSign({ t }: Tongue, { amount, percent }: BenefitChange): Html {
  const by = percent === null ? "" : ` ${percent > 0 ? "+" : ""}${percent}%`;
  if (amount === "up") return html`<span class="standing good"><span aria-hidden="true">↑ </span>${t("标准提高", "Rate up")}${by}</span>`;
  if (amount === "down")
    return html`<span class="standing bad"><span aria-hidden="true">↓ </span>${t("标准降低", "Rate down")}${by}</span>`;
  return amount === "other"
    ? html`<span class="standing maybe"><span aria-hidden="true">≠ </span>${t("标准不同", "Another rate")}</span>`
    : nothing;
}
