import { periods, type Parameter } from "@huican/engine";
import type { DocumentText } from "@huican/engine/text";
import { html } from "hono/html";
import type { Tongue } from "../frame/language.ts";
import { type Html, type PageContext, page } from "../frame/page.ts";
import { chinese, nothing, withClauses } from "./cite.ts";
import { periodText } from "./days.ts";
import { clauseNote, documentPath } from "./pieces.ts";
import type { DocumentEntry } from "./policy-book.ts";

/** Every clause, and what it grants or why it grants nothing. */
export function clausesPage(context: PageContext, document: DocumentEntry): Html {
  const { tongue } = context;
  const { t, say, to } = tongue;
  const { compiled } = document.pack;
  const own = compiled.clauses.filter(({ pack }) => pack === document.pack.id);
  const body = html`<p class="kicker">${say(compiled.text)}</p>
    <h1>${t("逐条对照", "Clause by clause")}</h1>
    <p class="lead">${t(`文件的${own.length}个条款，一条不漏。`, `All ${own.length} clauses of the document; none is left out.`)}</p>
    <ul class="cards">
      ${own.map(
        ({ clause, text, grants, none }) =>
          html`<li>
            <h2 class="small">${chinese(tongue, clause)}</h2>
            <p>${say(text)}</p>
            ${
              grants.length > 0
                ? html`<ul class="lines">
                    ${grants.map((key) => html`<li><a href="${to(`${documentPath(document)}/${key}`)}">${say(document.pack.benefit(key)?.text ?? { zh: key, en: key })}</a></li>`)}
                  </ul>`
                : html`<p class="soft">${none ? withClauses(tongue, none) : t("没有直接给个人的待遇", "No benefit")}</p>`
            }
          </li>`,
      )}
    </ul>`;
  return page(context, {
    title: t(`逐条对照：${compiled.text.zh}`, `Clause by clause: ${compiled.text.en}`),
    body,
    back: documentPath(document),
    description: t(`${compiled.text.zh}的每一条各给了什么。`, `What each clause of the ${compiled.text.en} grants.`),
  });
}

/** How the document is read where it is silent. */
export function readingsPage(context: PageContext, document: DocumentEntry): Html {
  const { tongue } = context;
  const { t, say } = tongue;
  const { compiled } = document.pack;
  const body = html`<p class="kicker">${say(compiled.text)}</p>
    <h1>${t("文件没有写明的地方，本网站怎样理解", "How this site reads what the document leaves open")}</h1>
    <p class="lead">
      ${t("每一处都写出来，谁都可以查，也可以提出不同意见。最终以当地主管部门的解释为准。", "Each is set down, so that anybody can check it or object. The offices in charge have the last word.")}
    </p>
    <div class="table">
      <table class="readings stack">
        <caption>
          ${t("理解", "Readings")}
        </caption>
        <thead>
          <tr>
            <th scope="col">${t("编号", "No.")}</th>
            <th scope="col">${t("条款", "Clause")}</th>
            <th scope="col">${t("怎样理解", "How it is read")}</th>
          </tr>
        </thead>
        <tbody>
          ${compiled.readings.map(
            (reading) =>
              html`<tr>
                <th scope="row">${reading.number}</th>
                <td>${chinese(tongue, reading.clause)}</td>
                <td>${withClauses(tongue, reading.text)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  return page(context, {
    title: t(`本网站的理解：${compiled.text.zh}`, `Readings: ${compiled.text.en}`),
    body,
    back: documentPath(document),
    description: t(`${compiled.text.zh}没有写明的地方怎样理解。`, `How what the ${compiled.text.en} leaves open is read.`),
  });
}

/** The groups that the document names, what holds for all benefits, and the figures that it leaves to others. */
export function termsPage(context: PageContext, document: DocumentEntry, { general, terms }: DocumentText): Html {
  const { tongue } = context;
  const { t, say } = tongue;
  const { compiled } = document.pack;
  const body = html`<p class="kicker">${say(compiled.text)}</p>
    <h1>${t("文件里说的是哪些人，哪些标准由别处定", "Whom the document means, and what it leaves to others")}</h1>
    <h2>${t("对所有待遇都算数的", "What holds for every benefit")}</h2>
    <ul class="plain">
      ${general.map((text) => html`<li>${say(text)}</li>`)}
    </ul>
    <h2>${t("文件里的说法", "The groups it names")}</h2>
    <ul class="plain">
      ${terms.map(({ text, under }) => html`<li>${say(text)}${under.map((line) => html` <span class="soft">${say(line.text)}</span>`)}</li>`)}
    </ul>
    <h2>${t("由别处定的标准", "Figures that others set")}</h2>
    ${
      compiled.parameters.length === 0
        ? html`<p>${t("没有。", "None.")}</p>`
        : html`<ul class="cards">
            ${compiled.parameters.map((parameter) => parameterCard(tongue, document, parameter))}
          </ul>`
    }`;
  return page(context, {
    title: t(`说法和标准：${compiled.text.zh}`, `Terms and figures: ${compiled.text.en}`),
    body,
    back: documentPath(document),
    description: t(`${compiled.text.zh}里的说法和标准。`, `The terms and figures of the ${compiled.text.en}.`),
  });
}

function parameterCard(tongue: Tongue, document: DocumentEntry, parameter: Parameter): Html {
  const { t, say } = tongue;
  const values = parameter.values.map(({ from, to, value }) => {
    const period = parameter.per ? periods[parameter.per] : null;
    const money = (value / 100).toLocaleString("en-US");
    const text =
      parameter.type === "money" ? t(`${period?.zh ?? ""}${money}元`, `${money} yuan${period ? ` ${period.en}` : ""}`) : String(value);
    return from === null && to === null ? text : `${text}${t("（", " (")}${periodText(tongue, from, to)}${t("）", ")")}`;
  });
  return html`<li>
    <p>
      <strong>${say(parameter.text)}</strong>${
        document.pack.compiled.clauses.some(({ clause }) => clause === parameter.source)
          ? clauseNote(tongue, document, parameter.source)
          : nothing
      }
    </p>
    ${
      values.length > 0
        ? values.map((value) => html`<p>${value}</p>`)
        : html`<p class="soft">
            ${t("当地的数还没有收录。用到它的地方，本网站不猜，会写“还不知道”。", "Not recorded here yet. Where it matters, this site does not guess: it says that it is not known.")}
          </p>`
    }
  </li>`;
}
