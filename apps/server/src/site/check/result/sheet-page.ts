import type { Benefit } from "@huican/engine";
import { html, raw } from "hono/html";
import { toString as qrCode } from "qrcode";
import { answerText } from "../answer.ts";
import { dayText } from "../../frame/day-text.ts";
import { listed, type Tongue } from "../../frame/language.ts";
import { page, type Html, type PageContext } from "../../frame/page.ts";
import { factNamed, type Inquiry } from "../inquiry.ts";
import type { Place } from "../places.ts";
import { relationText } from "../relatives.ts";
import { givenText, missingInShort } from "./result-entry.ts";
import { withOutcome, type Outline } from "./result.ts";

export type SheetParts = {
  readonly outline: Outline;
  readonly day: string;
  readonly places: readonly Place[];
};

/** A sheet for the counter: what to ask for, what to bring, by which clause. Its code leads to the document and holds nothing of the person. */
export async function sheetPage(context: PageContext, { outline, day, places }: SheetParts): Promise<Html> {
  const { tongue } = context;
  const { t, to, say } = tongue;
  const { inquiry, program } = outline;
  const { compiled } = program.pack;
  const address = `${context.origin}${to(`/policies/${compiled.id}`)}`;
  const code = await codeFor(address);
  const entitled = withOutcome(outline, "eligible");
  const open = withOutcome(outline, "unknown");
  const title = t("待遇清单", "List of benefits");
  const body = html` <div class="sheet-head">
      <div>
        <h1>${title}</h1>
        <p class="lead">
          ${say(relationText(inquiry.person.relation))} · ${say(compiled.regionText ?? compiled.text)} · ${dayText(tongue, day)}
        </p>
        <p class="soft">
          ${t("依据：", "By: ")}${say(compiled.text)}${compiled.document.number ? t(`（${compiled.document.number}）`, ` (${compiled.document.number})`) : ""}<br />${t("规则版本：", "Rules: ")}${compiled.version}
          · ${compiled.hash.slice(0, 12)}
        </p>
      </div>
      <figure class="qr">
        ${raw(code)}
        <figcaption>${t("扫码看文件说明，不含个人信息", "Leads to the document; holds nothing personal")}</figcaption>
      </figure>
    </div>
    <table class="sheet">
      <caption>
        ${t(`可以申请的（${entitled.length}项）`, `To apply for (${entitled.length})`)}
      </caption>
      <thead>
        <tr>
          <th scope="col">${t("待遇和标准", "Benefit and rate")}</th>
          <th scope="col">${t("怎么办", "How")}</th>
          <th scope="col">${t("条款", "Clause")}</th>
        </tr>
      </thead>
      <tbody>
        ${entitled.map(
          ({ benefit, decision }) =>
            html`<tr>
              <th scope="row">${say(benefit.text)} ${givenText(tongue, program.pack, benefit, decision)}</th>
              <td>
                ${howLines(tongue, benefit).map(({ term, text }) => html`<span class="line"><strong>${term}</strong> ${text}</span>`)}
              </td>
              <td class="clause">${benefit.source}</td>
            </tr>`,
        )}
        ${
          entitled.length === 0
            ? html`<tr>
                <td colspan="3">${t("按现在的回答，还没有可以确定的。", "Nothing is certain yet.")}</td>
              </tr>`
            : raw("")
        }
      </tbody>
    </table>
    ${
      open.length > 0
        ? html`<table class="sheet">
            <caption>
              ${t(`请工作人员帮忙确认的（${open.length}项）`, `For an officer to settle (${open.length})`)}
            </caption>
            <thead>
              <tr>
                <th scope="col">${t("待遇", "Benefit")}</th>
                <th scope="col">${t("还差什么", "What is missing")}</th>
              </tr>
            </thead>
            <tbody>
              ${open.map(
                ({ benefit, decision }) =>
                  html`<tr>
                    <th scope="row">${say(benefit.text)}</th>
                    <td>${missingInShort(tongue, outline, decision)}</td>
                  </tr>`,
              )}
            </tbody>
          </table>`
        : raw("")
    }
    ${answersTable(tongue, inquiry, places)}
    <p class="soft">
      ${t("这张清单按本人的回答列出，不是审批结果。能否享受，以当地部门审核为准。", "This list follows from what was answered; it is not a decision. The offices decide.")}
    </p>`;
  return page(context, { title, body, back: `/result/${inquiry.number}/${compiled.id}` });
}

/** A code takes longer than the rest of a sheet, and there is one for each document and language. */
const codes = new Map<string, Promise<string>>();
const mostCodes = 200;

function codeFor(address: string): Promise<string> {
  let code = codes.get(address);
  if (!code) {
    // The name of the host is the visitor's to choose: whoever sends many may make us draw, and not make us remember.
    if (codes.size >= mostCodes) codes.clear();
    codes.set(address, (code = qrCode(address, { type: "svg", margin: 0, errorCorrectionLevel: "M" })));
  }
  return code;
}

function howLines(tongue: Tongue, { window, evidence, units }: Benefit): readonly { readonly term: string; readonly text: string }[] {
  const { t, say } = tongue;
  return [
    { term: t("时间", "When"), text: window?.text ? say(window.text) : "" },
    { term: t("带", "Bring"), text: listed(tongue, evidence.map(say)) },
    { term: t("找", "Ask"), text: listed(tongue, units.lead.map(say)) },
  ].filter(({ text }) => text !== "");
}

function answersTable(tongue: Tongue, { answers, programs }: Inquiry, places: readonly Place[]): Html {
  const { t, say } = tongue;
  const said = Object.entries(answers).flatMap(([name, answer]) => {
    const fact = factNamed(programs, name);
    const isPlainNo = answer === false || answer === 0 || answer === "none";
    return fact && !isPlainNo ? [{ label: say(fact.label), text: answerText(places, tongue, fact, answer) }] : [];
  });
  return html`<table class="sheet">
    <caption>
      ${t("我回答的情况", "What I answered")}
    </caption>
    <tbody>
      ${said.map(
        ({ label, text }) =>
          html`<tr>
            <th scope="row">${label}</th>
            <td>${text}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
