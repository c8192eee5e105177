import type { Parameter, Per, Text } from "@huican/engine";
import type { DocumentText } from "@huican/engine/text";
import { html } from "hono/html";
import type { Tongue } from "../frame/language.ts";
import { page, type Html, type PageContext } from "../frame/page.ts";
import { chinese, nothing, withClauses } from "./cite.ts";
import { periodText } from "./days.ts";
import { dayText } from "../check/answer.ts";
import { clauseNote, documentPath, documentStanding, benefitList } from "./pieces.ts";
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
  const { compiled, lastDay } = document.pack;
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
      <dd>
        ${periodText(tongue, compiled.inForce.from, lastDay)}${lastDay === null ? t("，文件没有写到哪天为止", "; no last day is named") : ""}
      </dd>
      ${
        document.before
          ? html`<dt>${t("上一份文件", "The document before")}</dt>
              <dd><a href="${tongue.to(`/policies/${document.before.id}`)}">${say(document.before.compiled.text)}</a></dd>`
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

type Measure = { readonly number: number; readonly text: Text; readonly entries: readonly BenefitEntry[] };

/** Benefits by their measure, in the order of the document. */
export function measuresOf(benefits: readonly BenefitEntry[]): readonly Measure[] {
  const groups = Map.groupBy(benefits, ({ benefit }) => benefit.measure.number);
  return [...groups].map(([number, entries]) => ({ number, text: entries[0]?.benefit.measure.text ?? { zh: "", en: "" }, entries }));
}

/** One measure with its benefits. */
export function measurePage(context: PageContext, document: DocumentEntry, measures: readonly Measure[], number: number): Html | null {
  const { tongue } = context;
  const { t, say, to } = tongue;
  const place = measures.findIndex((candidate) => candidate.number === number);
  const measure = measures[place];
  if (!measure) return null;
  const path = documentPath(document);
  const sources = [...new Set(measure.entries.map(({ benefit }) => benefit.source))];
  const neighbour = (other: Measure | undefined, zh: string, en: string) =>
    other
      ? html`<li><a href="${to(`${path}/measures/${other.number}`)}">${t(`${zh}：${other.text.zh}`, `${en}: ${other.text.en}`)}</a></li>`
      : nothing;
  const body = html`<p class="kicker">${say(document.pack.compiled.text)}</p>
    <h1>${say(measure.text)}</h1>
    <p class="lead">
      ${t(`第${number}条措施，有${measure.entries.length}项待遇。`, `Measure ${number}: ${measure.entries.length} ${measure.entries.length === 1 ? "benefit" : "benefits"}.`)}
    </p>
    <p>${documentStanding(tongue, document)}</p>
    ${benefitList(tongue, measure.entries)}
    <h2>${t("在文件的哪里", "Where it stands")}</h2>
    <ul class="plain">
      ${sources.map((source) => html`<li>${say(document.pack.compiled.clauses.find(({ clause }) => clause === source)?.text ?? measure.text)}${clauseNote(tongue, document, source)}</li>`)}
    </ul>
    <nav class="onward no-print" aria-labelledby="onward">
      <h2 id="onward">${t("接着看", "Read on")}</h2>
      <ul class="lines">
        ${neighbour(measures[place - 1], "上一条措施", "The measure before")}
        ${neighbour(measures[place + 1], "下一条措施", "The next measure")}
        <li><a href="${to(path)}">${t("整份文件", "The whole document")}</a></li>
      </ul>
    </nav>`;
  return page(context, {
    title: `${say(measure.text)} · ${say(document.pack.compiled.text)}`,
    body,
    back: path,
    description: t(
      `${document.pack.compiled.text.zh}：${measure.text.zh}，${measure.entries.length}项待遇。`,
      `${document.pack.compiled.text.en}: ${measure.text.en}.`,
    ),
  });
}

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
      <table>
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
      ${terms.map((text) => html`<li>${say(text)}</li>`)}
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

const per: Readonly<Record<Per, Text>> = {
  once: { zh: "一次性", en: "once" },
  case: { zh: "每例", en: "a case" },
  day: { zh: "每天", en: "a day" },
  month: { zh: "每月", en: "a month" },
  year: { zh: "每年", en: "a year" },
  academic_year: { zh: "每学年", en: "an academic year" },
};

function parameterCard(tongue: Tongue, document: DocumentEntry, parameter: Parameter): Html {
  const { t, say } = tongue;
  const values = parameter.values.map(({ from, to, value }) => {
    const period = parameter.per ? per[parameter.per] : null;
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
