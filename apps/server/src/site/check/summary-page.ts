import type { Pack } from "@huican/engine";
import { html } from "hono/html";
import { answerText } from "./answer.ts";
import { page, type Html, type PageContext } from "../frame/page.ts";
import { factNamed } from "./person-facts.ts";
import type { Visit } from "./visit.ts";

/** Everything that was answered, to check and change before the result. */
export function summaryPage(context: PageContext, pack: Pack, visit: Visit): Html {
  const { tongue } = context;
  const { t, to, say } = tongue;
  const { screens } = pack.compiled.vocabulary;
  const seen = visit.screens.flatMap((key) => screens.find((screen) => screen.key === key) ?? []);
  const rows = seen.map((screen) => {
    const lines = screen.facts.flatMap((name) => {
      const fact = factNamed(pack, name);
      const answer = visit.answers[name];
      if (!fact) return [];
      if (answer !== undefined) return [{ label: say(fact.label), text: answerText(pack, tongue, fact, answer) }];
      return visit.skipped.includes(name) ? [{ label: say(fact.label), text: t("不知道", "Not known") }] : [];
    });
    return html`<table class="answers">
        <caption>
          ${say(screen.text)}
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
        <a class="back" href="${to(`/check/${screen.key}`)}"
          >${t("修改这一页", "Change this page")}<span class="visually-hidden">${t("：", ": ")}${say(screen.text)}</span></a
        >
      </p>`;
  });
  const body = html` <h1>${t("请核对您的回答", "Please check your answers")}</h1>
    <p class="lead">
      ${say(pack.compiled.regionText ?? pack.compiled.text)} · <a href="${to("/place")}">${t("换一个地方", "Another place")}</a>
    </p>
    ${rows.length > 0 ? rows : html`<p>${t("您还没有回答问题。", "You have not answered anything yet.")}</p>`}
    <div class="actions">
      <a class="button" href="${to("/result")}">${t("查看结果", "See the result")}</a>
    </div>
    ${clearForm(context)}`;
  return page(context, {
    title: t("核对回答", "Check your answers"),
    body,
    ...(visit.screens.length > 0 && { back: `/check/${visit.screens.at(-1) ?? ""}` }),
  });
}

/** Forgets everything at once, on a borrowed phone above all. */
export function clearForm({ tongue: { t, to } }: PageContext): Html {
  return html`<form method="post" action="${to("/clear")}" class="no-print">
    <button class="button link">${t("清除我的回答", "Clear my answers")}</button>
  </form>`;
}
