import type { Text } from "@huican/engine";
import { html } from "hono/html";
import { type Tongue, listed } from "../frame/language.ts";
import type { Html } from "../frame/page.ts";
import { nothing } from "./cite.ts";
import { monthOf, monthText, periodText } from "./days.ts";
import type { BenefitEntry } from "./policy-book.ts";
import { stepsFor } from "./steps.ts";
import { kindWords } from "../kind-words.ts";

export function howMuch(tongue: Tongue, { benefit, text }: BenefitEntry, day: string): Html {
  const { t, say } = tongue;
  const rates = text.rates.filter((_, i) => benefit.amounts[i]?.kind !== "none");
  const isByDay = rates.some(({ from, to }) => from !== null || to !== null);
  const isByCase = rates.some((rate) => rate.when !== null);
  const limits = html`${text.limits.map((limit) => html`<p>${say(limit)}</p>`)}${
    benefit.funds ? html`<p class="soft">${t("资金：", "Funds: ")}${say(benefit.funds)}</p>` : nothing
  }`;
  const kind = html`<p>${say(kindWords[benefit.kind].long)}</p>`;
  if (rates.length === 0) return html`${kind}${limits}`;
  if (rates.length === 1 && !isByDay && !isByCase)
    return html`${kind}
      <p><strong class="sum">${say(sentence(rates[0]?.text ?? { zh: "", en: "" }))}</strong></p>
      ${limits}`;
  const isNow = (rate: { readonly from: string | null; readonly to: string | null }) =>
    (rate.from === null || rate.from <= day) && (rate.to === null || day <= rate.to);
  return html`${kind}
    <div class="table">
      <table>
        <caption>
          ${t("标准", "Rates")}
        </caption>
        <thead>
          <tr>
            ${isByDay ? html`<th scope="col">${t("什么时候", "When")}</th>` : nothing}${isByCase ? html`<th scope="col">${t("什么情况", "Where")}</th>` : nothing}
            <th scope="col">${t("多少", "How much")}</th>
          </tr>
        </thead>
        <tbody>
          ${rates.map(
            (rate) =>
              html`<tr${isByDay && isNow(rate) ? html` class="now"` : nothing}>
                ${
                  isByDay
                    ? html`<th scope="row">
                        ${periodText(tongue, rate.from, rate.to)}${isNow(rate) ? html` <span class="standing good">${t("现在", "now")}</span>` : nothing}
                      </th>`
                    : nothing
                }${isByCase ? html`<td>${rate.when ? say(rate.when) : t("其他情况", "Otherwise")}</td>` : nothing}
                <td>${say(sentence(rate.text))}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${limits}`;
}

function sentence({ zh, en }: Text): Text {
  return { zh, en: en.charAt(0).toUpperCase() + en.slice(1) };
}

export function whenToApply(tongue: Tongue, { document, benefit, standing }: BenefitEntry, day: string): Html {
  const { t, say, to } = tongue;
  const { window } = benefit;
  if (!window?.text)
    return html`<p>${t("文件没有写办理的时间。随时可以先去问。", "The document names no time. You can ask at any time.")}</p>`;
  const month = monthOf(day);
  const apply = window.apply;
  const isOpen = apply.includes(month);
  const next = [...Array(12).keys()].map((i) => ((month + i) % 12) + 1).find((candidate) => apply.includes(candidate));
  const hasMonths = apply.length > 0 && apply.length < 12 && standing === "given";
  return html`<p><strong>${say(window.text)}</strong></p>
    ${
      hasMonths
        ? html`<p>
            ${
              isOpen
                ? html`<span class="standing good"
                    ><span aria-hidden="true">✓ </span
                    >${t(`现在是${month}月，正在办理。`, `It is ${monthText(month).en} now: you can apply.`)}</span
                  >`
                : html`<span class="standing maybe"
                    ><span aria-hidden="true">… </span>${t(
                      `现在是${month}月，还不能申报。下一次是${next}月。`,
                      `It is ${monthText(month).en} now. The next time is ${monthText(next ?? 1).en}.`,
                    )}</span
                  >`
            }
            <a href="${to("/opens")}">${t("看看这个月能办什么", "What can be applied for this month")}</a>
          </p>`
        : nothing
    }
    ${document.standing === "ended" ? html`<p class="soft">${t("以上是文件有效时的安排。", "This is how it was while the document was in force.")}</p>` : nothing}`;
}

export function whatToBring({ t, say }: Tongue, { benefit }: BenefitEntry): Html {
  if (benefit.evidence.length === 0)
    return html`<p>
      ${t("文件没有列材料。先带上残疾人证和身份证去问。", "The document lists no papers. Take the disability certificate and identity card, and ask.")}
    </p>`;
  return html`<ul class="boxes">
      ${benefit.evidence.map((item) => html`<li>${say(item)}</li>`)}
    </ul>
    <p class="soft">
      ${t("少一样也可以先去问，请窗口一次说清还差什么。", "If something is missing, go and ask all the same, and have the desk say everything that is still needed.")}
    </p>`;
}

export function howItGoes(tongue: Tongue, entry: BenefitEntry): Html {
  const { t, say } = tongue;
  const { lead, support } = entry.benefit.units;
  return html`<ol class="steps">
      ${stepsFor(entry).map((step) => html`<li>${say(step)}</li>`)}
    </ol>
    <p class="soft">
      ${t(
        "文件没有逐步写手续的地方，这里写的是一般办法，以当地窗口的说法为准。",
        "Where the document does not spell out the steps, these are the usual ones; the local desk has the last word.",
      )}
    </p>
    <dl class="facts">
      ${
        lead.length > 0
          ? html`<dt>${t("谁负责", "Who is responsible")}</dt>
              <dd>${listed(tongue, lead.map(say))}</dd>`
          : nothing
      }
      ${
        support.length > 0
          ? html`<dt>${t("谁配合", "Who helps")}</dt>
              <dd>${listed(tongue, support.map(say))}</dd>`
          : nothing
      }
    </dl>
    ${entry.benefit.note ? html`<p class="note">${say(entry.benefit.note)}</p>` : nothing}`;
}
