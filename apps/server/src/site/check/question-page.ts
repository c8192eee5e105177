import type { Fact, Screen, Text } from "@huican/engine";
import { html, raw } from "hono/html";
import { isLevel, levelText, regionChoices, type Answer } from "./answer.ts";
import type { Tongue } from "../frame/language.ts";
import { page, type Html, type PageContext } from "../frame/page.ts";
import type { Place } from "./places.ts";
import { problemSummary } from "./problem-summary.ts";
import { checklistField, isChecklist, notKnown, type Problem, type SentForm } from "./question-form.ts";

export type QuestionParts = {
  /** Where the form goes, an address without its language. */
  readonly address: string;
  /** Whom the questions are about, where there are several people; null for the one person of the visit. */
  readonly about: { readonly text: Text; readonly isSelf: boolean } | null;
  readonly places: readonly Place[];
  readonly screen: Screen;
  readonly facts: readonly Fact[];
  /** What is already known or was typed, per field of the form. */
  readonly values: SentForm;
  readonly problems: readonly Problem[];
  readonly back: string;
  /** How many pages were answered, and how many benefits are still open. */
  readonly answered: number;
  readonly unsettled: number;
};

/** One question a page; a page of facts that a family knows together is one question. */
export function questionPage(context: PageContext, parts: QuestionParts): Html {
  const { tongue } = context;
  const { t, say, to } = tongue;
  const { screen, facts, problems } = parts;
  const [only] = facts;
  const isSingle = facts.length === 1 && only !== undefined;
  const title = isSingle ? say(only.ask ?? only.label) : say(screen.text);
  const help = isSingle ? only.help : screen.help;
  const why = isSingle ? (only.why ?? screen.why) : (screen.why ?? facts.find((fact) => fact.why)?.why);
  const body = html` ${
      problems.length > 0
        ? problemSummary(
            tongue,
            problems.map(({ field, message }) => ({ id: fieldId(field), message })),
          )
        : raw("")
    }
    <p class="soft">${progressText(tongue, parts)}</p>
    ${parts.about ? aboutWhom(tongue, parts.about) : raw("")}
    <h1 id="question">${title}</h1>
    ${help ? html`<p class="hint" id="question-help">${say(help)}</p>` : raw("")}
    ${
      why
        ? html`<details class="why">
            <summary>${t("为什么问这个？", "Why do we ask?")}</summary>
            <p class="note">${say(why)}</p>
          </details>`
        : raw("")
    }
    <form method="post" action="${to(parts.address)}" novalidate>
      ${isChecklist(facts) ? checklist(tongue, parts) : facts.map((fact) => question(tongue, parts, fact, isSingle))}
      <div class="actions">
        <button class="button" name="go" value="next">${t("继续", "Continue")}</button>
        <button class="button plain" name="go" value="skip">${t("跳过这一页", "Skip this page")}</button>
      </div>
    </form>`;
  return page(context, {
    title: parts.about ? t(`${parts.about.text.zh}：${title}`, `${parts.about.text.en}: ${title}`) : title,
    body,
    back: parts.back,
    hasErrors: problems.length > 0,
  });
}

/** With several people on the way, every page says whom it is about. */
function aboutWhom({ t, say }: Tongue, { text, isSelf }: NonNullable<QuestionParts["about"]>): Html {
  return html`<p class="about">
    <strong>${say(text)}</strong>
    ${isSelf ? raw("") : html`<span>${t("这一页问的是这位家人，题目里的“您”指的就是他或她。", 'This page is about this person; "you" means him or her.')}</span>`}
  </p>`;
}

function progressText({ t }: Tongue, { answered, unsettled }: QuestionParts): string {
  return t(
    `已回答 ${answered} 页 · 还有 ${unsettled} 项待遇没有结论`,
    `${answered} pages answered · ${unsettled} benefits not settled yet`,
  );
}

/** The first control of a field, so that a link from the summary lands where one can type. */
function fieldId(field: string): string {
  return `f-${field.replaceAll(".", "-")}`;
}

function problemText(problems: readonly Problem[], field: string): Html {
  const problem = problems.find((candidate) => candidate.field === field);
  return problem
    ? html`<span class="error" id="${fieldId(field)}-error"><span aria-hidden="true">✗ </span>${problem.message}</span>`
    : raw("");
}

function describedBy(parts: QuestionParts, fact: Fact, isSingle: boolean): Html {
  const ids = [
    isSingle ? (fact.help ? "question-help" : "") : fact.help ? `${fieldId(fact.name)}-help` : "",
    parts.problems.some((problem) => problem.field === fact.name) ? `${fieldId(fact.name)}-error` : "",
  ].filter(Boolean);
  return ids.length > 0 ? raw(` aria-describedby="${ids.join(" ")}"`) : raw("");
}

function checklist({ t, say }: Tongue, { facts, values, problems }: QuestionParts): Html {
  const ends = [values[checklistField]].flat();
  const hasProblem = problems.length > 0;
  return html`<fieldset
    class="question ${hasProblem ? "has-error" : ""}"
    aria-labelledby="question"
    ${hasProblem ? raw(` aria-describedby="${fieldId(checklistField)}-error"`) : raw("")}
  >
    <legend class="visually-hidden">${t("可以勾选几项", "Tick all that apply")}</legend>
    <p class="hint" aria-hidden="true">${t("可以勾选几项", "Tick all that apply")}</p>
    ${problemText(problems, checklistField)}
    <div class="choices">
      ${facts.map(
        (fact, i) =>
          html`<label class="choice"
            ><input
              type="checkbox"
              name="${fact.name}"
              value="yes"
              id="${i === 0 ? fieldId(checklistField) : fieldId(fact.name)}"
              ${values[fact.name] === undefined ? raw("") : raw(" checked")}
            /><span>${say(fact.label)}${fact.help ? html`<small>${say(fact.help)}</small>` : raw("")}</span></label
          >`,
      )}
    </div>
    <div class="choices apart">
      <label class="choice"
        ><input type="checkbox" name="${checklistField}" value="none" ${ends.includes("none") ? raw(" checked") : raw("")} /><span
          >${t("以上都没有", "None of these")}</span
        ></label
      >
      <label class="choice"
        ><input type="checkbox" name="${checklistField}" value="${notKnown}" ${ends.includes(notKnown) ? raw(" checked") : raw("")} /><span
          >${t("其余的不清楚", "Not sure about the rest")}</span
        ></label
      >
    </div>
  </fieldset>`;
}

function question(tongue: Tongue, parts: QuestionParts, fact: Fact, isSingle: boolean): Html {
  const { say } = tongue;
  const hasProblem = parts.problems.some((problem) => problem.field === fact.name);
  const help = !isSingle && fact.help ? html`<span class="hint" id="${fieldId(fact.name)}-help">${say(fact.help)}</span>` : raw("");
  const label = isSingle ? raw("") : html`${say(fact.ask ?? fact.label)}`;
  const inner = html`${help}${problemText(parts.problems, fact.name)}`;
  const described = describedBy(parts, fact, isSingle);
  const isGroup = fact.type === "bool" || fact.type === "enum" || fact.type === "date";
  if (isGroup) {
    return html`<fieldset
      class="question ${hasProblem ? "has-error" : ""}"
      ${isSingle ? raw(' aria-labelledby="question"') : raw("")}${described}
    >
      ${isSingle ? raw("") : html`<legend>${label}</legend>`}${inner}${fact.type === "date" ? dateFields(tongue, parts, fact) : radios(tongue, parts, fact)}
    </fieldset>`;
  }
  const name = isSingle ? raw(' aria-labelledby="question"') : raw("");
  return html`<div class="question ${hasProblem ? "has-error" : ""}">
    ${isSingle ? raw("") : html`<label class="label" for="${fieldId(fact.name)}">${label}</label>`}${inner}${field(tongue, parts, fact, html`${name}${described}`)}
  </div>`;
}

function radios(tongue: Tongue, { values }: QuestionParts, fact: Fact): Html {
  const { t, say } = tongue;
  const choices =
    fact.type === "bool"
      ? [
          { value: "yes", label: t("是", "Yes") },
          { value: "no", label: t("否", "No") },
        ]
      : (fact.values ?? []).map(({ key, text }) => ({ value: key, label: say(text) }));
  const all = [...choices, { value: notKnown, label: t("不知道", "I do not know") }];
  return html`<div class="choices ${fact.type === "bool" ? "short" : ""}">
    ${all.map(({ value, label }, i) => html`<label class="choice"><input type="radio" name="${fact.name}" value="${value}" ${i === 0 ? html` id="${fieldId(fact.name)}"` : raw("")}${values[fact.name] === value ? raw(" checked") : raw("")} /><span>${label}</span></label>`)}
  </div>`;
}

function dateFields(tongue: Tongue, { values }: QuestionParts, fact: Fact): Html {
  const { t } = tongue;
  const part = (key: string, label: string, length: number) =>
    html`<label
      >${label}<input
        class="text ${key}"
        name="${fact.name}.${key}"
        id="${key === "year" ? fieldId(fact.name) : `${fieldId(fact.name)}-${key}`}"
        inputmode="numeric"
        maxlength="${length}"
        autocomplete="off"
        value="${values[`${fact.name}.${key}`] ?? ""}"
    /></label>`;
  return html`<div class="date">
      ${part("year", t("年", "Year"), 4)}${part("month", t("月", "Month"), 2)}${part("day", t("日", "Day"), 2)}
    </div>
    ${unknownBox(tongue, values, fact)}`;
}

function unknownBox({ t }: Tongue, values: SentForm, fact: Fact): Html {
  return html`<label class="not-known"
    ><input
      type="checkbox"
      name="${fact.name}.unknown"
      value="1"
      ${values[`${fact.name}.unknown`] === undefined ? raw("") : raw(" checked")}
    /><span>${t("不知道", "I do not know")}</span></label
  >`;
}

function field(tongue: Tongue, parts: QuestionParts, fact: Fact, attributes: Html): Html {
  const { t } = tongue;
  const value = [parts.values[fact.name]].flat()[0] ?? "";
  const choices =
    fact.type === "region"
      ? regionChoices(parts.places, fact).map((place) => ({ value: place.value, label: t(place.zh, place.en) }))
      : isLevel(fact)
        ? [0, 1, 2, 3, 4].map((level) => ({ value: String(level), label: levelText(tongue, level) }))
        : null;
  if (choices) {
    const all = [{ value: "", label: t("请选择", "Please choose") }, ...choices, { value: notKnown, label: t("不知道", "I do not know") }];
    return html`<select class="text" name="${fact.name}" id="${fieldId(fact.name)}" ${attributes}>
      ${all.map((choice) => html`<option value="${choice.value}" ${choice.value === value ? raw(" selected") : raw("")}>${choice.label}</option>`)}
    </select>`;
  }
  const unit = fact.type === "money" ? t("元", "yuan") : "";
  return html`<div class="with-unit">
      <input
        class="text"
        name="${fact.name}"
        id="${fieldId(fact.name)}"
        inputmode="${fact.type === "money" ? "decimal" : "numeric"}"
        maxlength="14"
        autocomplete="off"
        value="${value}"
        ${attributes}
      /><span>${unit}</span>
    </div>
    ${unknownBox(tongue, parts.values, fact)}`;
}

/** Kept answers as the fields of the form show them. */
export function valuesOf(facts: readonly Fact[], answers: Readonly<Record<string, Answer>>, skipped: readonly string[]): SentForm {
  const values: Record<string, string> = {};
  const isList = isChecklist(facts);
  for (const fact of facts) {
    const answer = answers[fact.name];
    if (isList) {
      if (answer === true) values[fact.name] = "yes";
    } else if (answer === undefined) {
      if (skipped.includes(fact.name))
        values[
          fact.type === "date" || ((fact.type === "int" || fact.type === "money") && !isLevel(fact)) ? `${fact.name}.unknown` : fact.name
        ] = notKnown;
    } else if (fact.type === "date") {
      const [year = "", month = "", dayOfMonth = ""] = String(answer).split("-");
      Object.assign(values, {
        [`${fact.name}.year`]: year,
        [`${fact.name}.month`]: String(Number(month)),
        [`${fact.name}.day`]: String(Number(dayOfMonth)),
      });
    } else {
      values[fact.name] = typeof answer === "boolean" ? (answer ? "yes" : "no") : String(answer);
    }
  }
  if (isList && facts.some((fact) => skipped.includes(fact.name))) values[checklistField] = notKnown;
  else if (isList && facts.every((fact) => answers[fact.name] === false)) values[checklistField] = "none";
  return values;
}
