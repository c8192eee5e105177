import { html } from "hono/html";
import { dayText } from "../frame/day-text.ts";
import type { Tongue } from "../frame/language.ts";
import { type Html, type PageContext, page } from "../frame/page.ts";
import { chinese, nothing } from "./cite.ts";
import { measuresOf } from "./measure-page.ts";
import { benefitList, documentPath, documentStanding, inForceText } from "./pieces.ts";
import type { BenefitEntry, DocumentEntry } from "./policy-book.ts";
import { searchForm } from "./search-form.ts";

/** One document: what it is, what it gives measure by measure, whom it names, what it leaves to others. */
export function documentPage(context: PageContext, document: DocumentEntry, benefits: readonly BenefitEntry[]): Html {
  const { tongue } = context;
  const { t, say, to } = tongue;
  const { compiled } = document.pack;
  const path = documentPath(document);
  const measures = measuresOf(benefits);
  const summary = t(
    `${(compiled.regionText ?? compiled.text).zh}的文件，有${benefits.length}项待遇，分在${measures.length}条措施里。`,
    `A document of ${(compiled.regionText ?? compiled.text).en}: ${benefits.length} benefits in ${measures.length} measures.`,
  );
  const body = html`<p class="kicker">${say(compiled.regionText ?? compiled.text)}</p>
    <h1>${say(compiled.text)}</h1>
    <p class="lead">${summary}</p>
    <p>${documentStanding(tongue, document)}</p>
    ${
      document.standing === "ended" && document.after
        ? html`<p class="note warm">
            ${t("请看后来的文件：", "Please see the document that followed: ")}<a href="${to(`/policies/${document.after.id}`)}"
              >${say(document.after.compiled.text)}</a
            >
          </p>`
        : nothing
    }
    ${searchForm(tongue, { documents: [], place: compiled.region ?? "" })}
    <h2 id="about">${t("这份文件", "About this document")}</h2>
    ${about(tongue, document)}
    <h2 id="measures">${t("措施和待遇", "Measures and benefits")}</h2>
    ${measures.map(
      ({ number, text, entries }) =>
        html`<section>
          <h3><a href="${to(`${path}/measures/${number}`)}">${t(`${number}. ${text.zh}`, `${number}. ${text.en}`)}</a></h3>
          ${benefitList(tongue, entries)}
        </section>`,
    )}
    <h2 id="more">${t("想看得更细", "In more detail")}</h2>
    <ul class="lines">
      <li>
        <a href="${to(`${path}/clauses`)}"
          >${t(`逐条对照：${compiled.clauses.length}个条款各给了什么`, `Clause by clause: what each of the ${compiled.clauses.length} grants`)}</a
        >
      </li>
      <li>
        <a href="${to(`${path}/terms`)}"
          >${t("文件里说的是哪些人，哪些标准由别处定", "Whom the document means, and what it leaves to others")}</a
        >
      </li>
      ${compiled.readings.length > 0 ? html`<li><a href="${to(`${path}/readings`)}">${t(`文件没有写明的地方，本网站怎样理解（${compiled.readings.length}条）`, `How this site reads what is left open (${compiled.readings.length})`)}</a></li>` : nothing}
      ${document.before ? html`<li><a href="${to(`/policies/compare/${document.before.id}/${document.pack.id}`)}">${t("和上一份文件相比，有什么变化", "What has changed since the document before")}</a></li>` : nothing}
      <li><a href="${to("/policies/compare")}">${t("和别处的文件比较", "Compare with another document")}</a></li>
    </ul>`;
  return page(context, { title: say(compiled.text), body, back: "/policies", description: summary });
}

function about(tongue: Tongue, document: DocumentEntry): Html {
  const { t, say } = tongue;
  const { compiled } = document.pack;
  const { number, issuer, issued, title, url } = compiled.document;
  return html`<dl class="facts">
      ${
        title
          ? html`<dt>${t("正式名称", "Official title")}</dt>
              <dd>${chinese(tongue, title)}</dd>`
          : nothing
      }
      <dt>${t("文号", "Number")}</dt>
      <dd>${number === null ? t("公开的文本没有写文号", "The public text gives none") : chinese(tongue, number)}</dd>
      <dt>${t("谁发的", "Issued by")}</dt>
      <dd>${issuer ? say(issuer) : t("公开的文本没有写", "The public text does not say")}</dd>
      ${
        issued
          ? html`<dt>${t("哪天发的", "Issued on")}</dt>
              <dd>${dayText(tongue, issued)}</dd>`
          : nothing
      }
      <dt>${t("什么时候有效", "In force")}</dt>
      <dd>${inForceText(tongue, document)}</dd>
      ${
        document.before
          ? html`<dt>${t("上一份文件", "The document before")}</dt>
              <dd><a class="go" href="${tongue.to(`/policies/${document.before.id}`)}">${say(document.before.compiled.text)}</a></dd>`
          : nothing
      }
    </dl>
    ${
      url
        ? html`<p><a class="go" href="${url}">${t("看官方发布的原文", "The official text")}</a></p>`
        : html`<p class="note">
            ${
              issuer
                ? t(
                    `原文的网址本网站还没有。想看纸质文件，可以向${issuer.zh}或当地残联索取${number ? `，报上文号就行` : ""}。`,
                    `We do not have the address of the official text yet. The printed document can be asked for at the ${issuer.en}, or at the local Disabled Persons' Federation${number ? "; give its number" : ""}.`,
                  )
                : t(
                    "原文的网址本网站还没有。想看纸质文件，可以向当地残联索取，报上文件名称就行。",
                    "We do not have the address of the official text yet. The printed document can be asked for at the local Disabled Persons' Federation; give its title.",
                  )
            }
          </p>`
    }`;
}
