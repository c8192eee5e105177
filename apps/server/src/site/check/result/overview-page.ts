import { html, raw } from "hono/html";
import { dayText } from "../../frame/day-text.ts";
import type { Tongue } from "../../frame/language.ts";
import { page, type Html, type PageContext } from "../../frame/page.ts";
import type { Inquiry } from "../inquiry.ts";
import { relationText } from "../relatives.ts";
import { clearForm } from "../summary-page.ts";
import { givenText } from "./result-entry.ts";
import { withOutcome, type Outline, type OutlineLine } from "./result.ts";
import { totalsText } from "./totals-text.ts";

export type OverviewParts = { readonly inquiries: readonly Inquiry[]; readonly outlines: readonly Outline[]; readonly day: string };

/** Several people, or two places: what each gets at a glance, each leading to the whole of it. */
export function overviewPage(context: PageContext, { inquiries, outlines, day }: OverviewParts): Html {
  const { tongue } = context;
  const { t, to, say } = tongue;
  const body = html` <h1>${inquiries.length > 1 ? t("全家的结果", "The result for the family") : t("您的结果", "Your result")}</h1>
    <p class="lead">${dayText(tongue, day)}</p>
    ${inquiries.map(
      (inquiry) =>
        html`<section class="person">
          <h2 class="about">${say(relationText(inquiry.person.relation))}</h2>
          ${inquiry.programs.length === 0 ? noDocument(tongue) : raw("")}
          ${inquiry.programs.length > 1 ? html`<p class="note">${t("居住地和户籍地各有自己的文件，两份都列在这里。同一类的钱一般只能在一个地方领，请先问户籍地的镇街残联。", "The place where you live and the one where you are registered each have a document; both are listed. The same kind of money is usually paid in one place only: ask at the place of registration first.")}</p>` : raw("")}
          ${outlines.filter((outline) => outline.inquiry === inquiry).map((outline) => card(tongue, outline))}
        </section>`,
    )}
    <div class="actions"><a class="button plain" href="${to("/check/summary")}">${t("修改我的回答", "Change my answers")}</a></div>
    ${clearForm(context)}`;
  return page(context, { title: t("结果", "Result"), body, back: "/check/summary" });
}

/** As many as fit a phone's screen beside the heading. */
const shownAtOnce = 8;

/** What is named in figures comes first, then other money, then everything else, each as the document has it. */
function moneyFirst(lines: readonly OutlineLine[]): readonly OutlineLine[] {
  const rank = ({ decision }: OutlineLine) => (decision.amount?.kind === "none" ? 2 : decision.amount?.kind === "unset" ? 1 : 0);
  return lines.toSorted((a, b) => rank(a) - rank(b));
}

function card(tongue: Tongue, outline: Outline): Html {
  const { t, to, say } = tongue;
  const { inquiry, program } = outline;
  const { compiled } = program.pack;
  const entitled = withOutcome(outline, "eligible");
  const open = withOutcome(outline, "unknown");
  const totals = totalsText(tongue, outline.totals);
  const place = say(compiled.regionText ?? compiled.text);
  return html`<h3>${place}</h3>
    ${
      entitled.length > 0
        ? html`<ul class="gains">
            ${moneyFirst(entitled)
              .slice(0, shownAtOnce)
              .map(
                ({ benefit, decision }) =>
                  html`<li><span>${say(benefit.text)}</span> ${givenText(tongue, program.pack, benefit, decision)}</li>`,
              )}
            ${entitled.length > shownAtOnce ? html`<li>${t(`……一共${entitled.length}项`, `… ${entitled.length} in all`)}</li>` : raw("")}
          </ul>`
        : html`<p>${t("还没有可以确定的。", "Nothing is certain yet.")}</p>`
    }
    ${totals ? html`<p class="note good">${totals}</p>` : raw("")}
    <div class="actions">
      <a class="button" href="${to(`/result/${inquiry.number}/${compiled.id}`)}"
        >${t(`查看全部（另有${open.length}项可能）`, `See everything (${open.length} more perhaps)`)}<span class="visually-hidden"
          >${t("：", ": ")}${say(relationText(inquiry.person.relation))} ${place}</span
        ></a
      >
    </div>`;
}

/** No document covers the place: said plainly, with what can be done. */
function noDocument({ t, to }: Tongue): Html {
  return html`<p class="note warm">
    ${t("这个地方的文件还没有收录进来。请向户籍地的镇街残联或者村（社区）询问当地的规定；", "The document of this place is not here yet. Ask the federation's desk of your town or street, or your village or community, for the local rules; ")}<a
      href="${to("/policies")}"
      >${t("也可以看看已经收录的文件", "or look at the documents that are here")}</a
    >${t("。", ".")}
  </p>`;
}
