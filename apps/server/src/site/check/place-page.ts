import type { Text } from "@huican/engine";
import { html, raw } from "hono/html";
import type { Tongue } from "../frame/language.ts";
import { page, type Html, type PageContext } from "../frame/page.ts";
import { problemSummary } from "./problem-summary.ts";
import type { Place } from "./places.ts";

/** Where the places of a visit stand in the form. */
export type PlaceForm = { readonly residence: string; readonly registered: "same" | "other" | ""; readonly hukou: string };

export type PlaceParts = {
  readonly address: string;
  readonly places: readonly Place[];
  readonly form: PlaceForm;
  readonly problems: readonly { readonly id: PlaceField; readonly message: string }[];
  /** The one person whose place it is; null for the whole family. */
  readonly about: Text | null;
  readonly back: string;
};

type PlaceField = "f-residence" | "f-registered" | "f-hukou";

/** Two places decide which documents apply: where people live, and where their household is registered. */
export function placePage(context: PageContext, parts: PlaceParts): Html {
  const { tongue } = context;
  const { t, to, say } = tongue;
  const { form, problems, about } = parts;
  const body = html` ${problems.length > 0 ? problemSummary(tongue, problems) : raw("")}
    <h1>
      ${about ? t(`${say(about)}住在哪里，户口在哪里？`, `${say(about)}: where living, where registered?`) : t("您家住在哪里，户口在哪里？", "Where do you live, and where is your household registered?")}
    </h1>
    <p class="hint">
      ${t("不同地方的标准不一样。两地不同的，两地的规定都会告诉您。", "Rates differ from place to place. If the two differ, you are told the rules of both.")}
    </p>
    <form method="post" action="${to(parts.address)}" novalidate>
      ${group(parts, "f-residence", t("现在住在哪里？", "Where do you live now?"), html`${parts.places.map((place, i) => radio("residence", place.code, say(place.text), place.code === form.residence, i === 0 ? "f-residence" : null))}`)}
      ${group(
        parts,
        "f-registered",
        t("户口在哪里？", "Where is the household registered?"),
        html`${radio("registered", "same", t("和现在住的地方一样", "The same place"), form.registered === "same", "f-registered")}
        ${radio("registered", "other", t("在别处，请在下面选", "Elsewhere: choose below"), form.registered === "other", null)}`,
      )}
      <div class="question inset ${problems.some(({ id }) => id === "f-hukou") ? "has-error" : ""}">
        <label class="label" for="f-hukou">${t("户口在别处的，在哪里？", "If elsewhere, where?")}</label>
        ${message(parts, "f-hukou")}
        <select
          class="text"
          name="hukou"
          id="f-hukou"
          ${problems.some(({ id }) => id === "f-hukou") ? raw(' aria-describedby="f-hukou-error"') : raw("")}
        >
          <option value="">${t("请选择", "Please choose")}</option>
          ${parts.places.map(({ code, text }) => html`<option value="${code}" ${code === form.hukou ? raw(" selected") : raw("")}>${say(text)}</option>`)}
        </select>
      </div>
      <div class="actions"><button class="button">${t("继续", "Continue")}</button></div>
    </form>`;
  return page(context, { title: t("住在哪里", "Where"), body, back: parts.back, hasErrors: problems.length > 0 });
}

function group(parts: PlaceParts, id: PlaceField, legend: string, choices: Html): Html {
  const hasProblem = parts.problems.some((problem) => problem.id === id);
  return html`<fieldset class="question ${hasProblem ? "has-error" : ""}" ${hasProblem ? raw(` aria-describedby="${id}-error"`) : raw("")}>
    <legend>${legend}</legend>
    ${message(parts, id)}
    <div class="choices two">${choices}</div>
  </fieldset>`;
}

function message({ problems }: PlaceParts, id: PlaceField): Html {
  const problem = problems.find((candidate) => candidate.id === id);
  return problem ? html`<span class="error" id="${id}-error"><span aria-hidden="true">✗ </span>${problem.message}</span>` : raw("");
}

function radio(name: string, value: string, label: string, isChecked: boolean, id: string | null): Html {
  return html`<label class="choice"
    ><input type="radio" name="${name}" value="${value}" ${id ? html` id="${id}"` : raw("")}${isChecked ? raw(" checked") : raw("")} /><span
      >${label}</span
    ></label
  >`;
}

/** What is missing from a place form, in words. */
export function placeProblems({ t }: Tongue, places: readonly Place[], form: PlaceForm): PlaceParts["problems"] {
  const isPlace = (code: string) => places.some((place) => place.code === code);
  const problems: { id: PlaceField; message: string }[] = [];
  if (!isPlace(form.residence)) problems.push({ id: "f-residence", message: t("请选择现在住的地方。", "Please choose where you live.") });
  if (form.registered === "")
    problems.push({
      id: "f-registered",
      message: t("请选择户口是不是在同一个地方。", "Please say whether the registration is in the same place."),
    });
  if (form.registered === "other" && !isPlace(form.hukou))
    problems.push({ id: "f-hukou", message: t("请选择户口所在的地方。", "Please choose where the household is registered.") });
  return problems;
}
