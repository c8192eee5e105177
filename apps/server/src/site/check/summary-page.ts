import { html, raw } from "hono/html";
import { answerText } from "./answer.ts";
import type { VisitView } from "./visit-view.ts";
import { factNamed, placeFacts, screenNamed, type Inquiry } from "./inquiry.ts";
import { page, type Html, type PageContext } from "../frame/page.ts";
import type { Place } from "./places.ts";
import { relationText } from "./relatives.ts";

/** Everything that was answered, to check and change before the result. */
export function summaryPage({ context, inquiries }: VisitView, places: readonly Place[]): Html {
  const { t, to, say } = context.tongue;
  const isAlone = inquiries.length === 1;
  const body = html` <h1>${t("请核对您的回答", "Please check your answers")}</h1>
    <div class="actions first"><a class="button" href="${to("/result")}">${t("查看结果", "See the result")}</a></div>
    ${inquiries.map(
      (inquiry) =>
        html`${isAlone ? raw("") : html`<h2>${say(relationText(inquiry.person.relation))}</h2>`}
        ${placeLines(context, inquiry, places, isAlone)} ${inquiry.person.screens.map((key) => screenLines(context, inquiry, key, places))}`,
    )}
    <div class="actions">
      <a class="button" href="${to("/result")}">${t("查看结果", "See the result")}</a>
      <a class="button plain" href="${to("/who")}">${t("换人或加人", "Other people")}</a>
    </div>
    ${clearForm(context)}`;
  const last = inquiries.findLast(({ person }) => person.screens.length > 0);
  const back = last ? `/check/${last.number}/${last.person.screens.at(-1) ?? ""}` : "/place";
  return page(context, { title: t("核对回答", "Check your answers"), body, back });
}

function placeLines(context: PageContext, { number, answers, programs }: Inquiry, places: readonly Place[], isAlone: boolean): Html {
  const { t, say } = context.tongue;
  const lines = placeFacts.flatMap((name) => {
    const fact = factNamed(programs, name);
    const answer = answers[name];
    return fact && answer !== undefined ? [{ label: say(fact.label), text: answerText(places, context.tongue, fact, answer) }] : [];
  });
  return table(context, t("住在哪里", "Where"), lines, isAlone ? "/place" : `/place/${number}`);
}

function screenLines(context: PageContext, { number, programs, answers, skipped }: Inquiry, key: string, places: readonly Place[]): Html {
  const { t, say } = context.tongue;
  const screen = screenNamed(programs, key);
  if (!screen) return raw("");
  const lines = screen.facts.flatMap((name) => {
    const fact = factNamed(programs, name);
    const answer = answers[name];
    if (!fact || placeFacts.includes(name)) return [];
    if (answer !== undefined) return [{ label: say(fact.label), text: answerText(places, context.tongue, fact, answer) }];
    return skipped.includes(name) ? [{ label: say(fact.label), text: t("不知道", "Not known") }] : [];
  });
  return table(context, say(screen.text), lines, `/check/${number}/${key}`);
}

function table(
  { tongue: { t, to } }: PageContext,
  caption: string,
  lines: readonly { readonly label: string; readonly text: string }[],
  address: string,
): Html {
  return html`<table class="answers">
      <caption>
        ${caption}
      </caption>
      <tbody>
        ${lines.map(
          (line) =>
            html`<tr>
              <th scope="row">${line.label}</th>
              <td>${line.text}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p>
      <a class="back" href="${to(address)}"
        >${t("修改这一页", "Change this page")}<span class="visually-hidden">${t("：", ": ")}${caption}</span></a
      >
    </p>`;
}

/** Forgets everything at once, on a borrowed phone above all. */
export function clearForm({ tongue: { t, to } }: PageContext): Html {
  return html`<form method="post" action="${to("/clear")}" class="no-print">
    <button class="button link">${t("清除我的回答", "Clear my answers")}</button>
  </form>`;
}
