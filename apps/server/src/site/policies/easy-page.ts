import { html } from "hono/html";
import { page, type Html, type PageContext } from "../frame/page.ts";
import { citation, nothing } from "./cite.ts";
import { easyParts } from "./easy-sentences.ts";
import { benefitPath } from "./pieces.ts";
import type { BenefitEntry } from "./policy-book.ts";
import { isForPeople } from "./steps.ts";

/** A benefit for whoever reads slowly: short sentences, one idea each, wide apart. */
export function easyPage(context: PageContext, entry: BenefitEntry): Html {
  const { tongue } = context;
  const { t, say, to, language } = tongue;
  const { benefit, document } = entry;
  const path = benefitPath(entry);
  const body = html`<p class="kicker">${t("易读版", "Easy read")}</p>
    <h1>${say(benefit.text)}</h1>
    <div class="easy-read">
      ${easyParts(entry, language).map(
        ({ heading, lines, isNumbered }) =>
          html`<h2>${heading}</h2>
            ${
              isNumbered
                ? html`<ol>
                    ${lines.map((line) => html`<li>${line}</li>`)}
                  </ol>`
                : lines.map((line) => html`<p>${line}</p>`)
            }`,
      )}
    </div>
    ${
      isForPeople(benefit) && entry.standing !== "ended"
        ? html`<div class="actions no-print">
            <a class="button" href="${to("/who")}">${t("看看我符不符合", "Find out if I qualify")}</a>
          </div>`
        : nothing
    }
    <p class="soft">${t("依据：", "Clause: ")}${citation(tongue, document.pack, benefit.source)}</p>
    <p class="no-print"><a class="go" href="${to(`${path}/full`)}">${t("看详细版", "See the full version")}</a></p>`;
  return page(context, {
    title: t(`易读版：${benefit.text.zh}`, `Easy read: ${benefit.text.en}`),
    body,
    back: `/policies/${document.pack.id}/measures/${benefit.measure.number}`,
    description: say(entry.summary),
  });
}
