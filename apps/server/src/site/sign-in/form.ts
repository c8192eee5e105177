import { html, raw } from "hono/html";
import type { Refusal } from "../../platform/refusal.ts";
import type { Tongue } from "../frame/language.ts";
import type { Html } from "../frame/page.ts";

/** One line to type into. */
export type Field = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly type?: "text" | "password";
  /** What the browser, or a password manager, may fill in (WCAG 1.3.5, 3.3.8). */
  readonly autocomplete: string;
  readonly value?: string;
  readonly isNumeric?: boolean;
};

/** What was wrong with a form, and with which of its fields. */
export type Wrong = { readonly refusal: Refusal; readonly field: string } | null;

function idOf(name: string): string {
  return `f-${name}`;
}

/** @param wrong where it is about this field, it is told beside it */
export function textField({ language }: Tongue, field: Field, wrong: Wrong): Html {
  const { name, label, hint, type = "text", autocomplete, value = "", isNumeric = false } = field;
  const id = idOf(name);
  const isWrong = wrong?.field === name;
  const described = [hint === undefined ? "" : `${id}-hint`, isWrong ? `${id}-error` : ""].filter(Boolean).join(" ");
  return html`<div class="question ${isWrong ? "has-error" : ""}">
    <label class="label" for="${id}">${label}</label>
    ${hint === undefined ? raw("") : html`<span class="hint" id="${id}-hint">${hint}</span>`}
    ${isWrong ? html`<span class="error" id="${id}-error"><span aria-hidden="true">✗ </span>${wrong.refusal[language]}</span>` : raw("")}
    <input
      class="text wide"
      id="${id}"
      name="${name}"
      type="${type}"
      value="${value}"
      autocomplete="${autocomplete}"
      autocapitalize="none"
      spellcheck="false"
      maxlength="200"
      required
      ${isNumeric ? raw('inputmode="numeric"') : raw("")}
      ${described ? html`aria-describedby="${described}"` : raw("")}
      ${isWrong ? raw('aria-invalid="true"') : raw("")}
    />
  </div>`;
}

/** What is wrong, at the top of the page, leading to its field; it has the focus. */
export function wrongSummary({ t, language }: Tongue, wrong: Wrong): Html {
  if (!wrong) return raw("");
  return html`<div class="errors" role="alert" tabindex="-1" autofocus>
    <h2>${t("还不能继续", "This cannot go on yet")}</h2>
    <ul>
      <li><a href="#${idOf(wrong.field)}">${wrong.refusal[language]}</a></li>
    </ul>
  </div>`;
}

/** Where to go afterwards, through the steps of a sign-in. */
export function returnField(path: string): Html {
  return html`<input type="hidden" name="return" value="${path}" />`;
}
