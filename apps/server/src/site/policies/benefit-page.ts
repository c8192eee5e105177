import type { Condition, Text } from "@huican/engine";
import { changeText } from "@huican/engine/diff";
import type { TextLine, TextPart } from "@huican/engine/text";
import { html } from "hono/html";
import { topicText } from "../topics.ts";
import { listed, type Tongue } from "../frame/language.ts";
import { page, type Html, type PageContext } from "../frame/page.ts";
import { chinese, citation, nothing, withClauses } from "./cite.ts";
import { monthOf, monthText, periodText } from "./days.ts";
import { exampleCards } from "./example-cards.ts";
import { benefitPath, benefitStanding, clauseNote, documentPath } from "./pieces.ts";
import { termsIn } from "./plain-terms.ts";
import type { BenefitEntry } from "./policy-book.ts";
import { isForPeople, stepsFor } from "./steps.ts";
import { kindWords } from "./summary.ts";

/** One benefit in plain words, made from its pack. */
export function benefitPage(context: PageContext, entry: BenefitEntry, day: string): Html {
  const { tongue } = context;
  const { t, say, to } = tongue;
  const { document, benefit } = entry;
  const { compiled } = document.pack;
  const place = say(compiled.regionText ?? compiled.text);
  const body = html`<p class="kicker">${place} · ${say(topicText(benefit.topic))}</p>
    <h1>${say(benefit.text)}</h1>
    <p class="lead">${say(entry.summary)}</p>
    <p>${benefitStanding(tongue, entry)}</p>
    ${successorNote(tongue, entry)}
    <p class="gives"><span>${t("给什么", "What you get")}</span> <strong>${say(entry.gives)}</strong></p>
    ${
      isForPeople(benefit) && entry.standing !== "ended"
        ? html`<div class="actions no-print">
            <a class="button" href="${to("/place")}">${t("看看我符不符合", "Find out if I qualify")}</a>
            <a class="button plain" href="${to(`${benefitPath(entry)}/easy`)}">${t("易读版：短句子", "Easy read: short sentences")}</a>
          </div>`
        : html`<div class="actions no-print">
            <a class="button plain" href="${to(`${benefitPath(entry)}/easy`)}">${t("易读版：短句子", "Easy read: short sentences")}</a>
          </div>`
    }
    <h2 id="who">${t("谁可以享受", "Who can get it")}</h2>
    ${who(tongue, entry)}
    <h2 id="how-much">${t("给多少", "How much")}</h2>
    ${howMuch(tongue, entry, day)}
    <h2 id="when">${t("什么时候办", "When to apply")}</h2>
    ${when(tongue, entry, day)}
    <h2 id="bring">${t("要带什么", "What to bring")}</h2>
    ${bring(tongue, entry)}
    <h2 id="how">${t("去哪里办，怎么办", "Where to go, and how")}</h2>
    ${how(tongue, entry)} ${exampleCards(tongue, entry)} ${beside(tongue, entry)}
    <h2 id="source">${t("依据和变化", "The clause, and what has changed")}</h2>
    ${source(tongue, entry)} ${readings(tongue, entry)}
    <nav class="onward no-print" aria-labelledby="onward">
      <h2 id="onward">${t("接着看", "Read on")}</h2>
      <ul class="lines">
        <li>
          <a href="${to(`${documentPath(document)}/measures/${benefit.measure.number}`)}"
            >${t(`同一条措施：${benefit.measure.text.zh}`, `The same measure: ${benefit.measure.text.en}`)}</a
          >
        </li>
        <li>
          <a href="${to(`/search?topic=${benefit.topic}`)}"
            >${t(`各地的“${topicText(benefit.topic).zh}”`, `Everywhere: ${topicText(benefit.topic).en}`)}</a
          >
        </li>
        <li><a href="${to(documentPath(document))}">${t("整份文件", "The whole document")}</a></li>
        <li><a href="${to("/search")}">${t("搜索别的待遇", "Search for other benefits")}</a></li>
      </ul>
    </nav>`;
  return page(context, {
    title: `${say(benefit.text)} · ${place}`,
    body,
    back: `${documentPath(document)}/measures/${benefit.measure.number}`,
    description: say(entry.summary),
  });
}

/** Where a document has ended, the way to what came after it. */
function successorNote({ t, say, to }: Tongue, { standing, successor, document }: BenefitEntry): Html {
  if (standing !== "ended") return nothing;
  if (successor)
    return html`<p class="note warm">
      ${t("后来的文件里，对应的是：", "In the document that came after, this is now: ")}<a
        href="${to(`/policies/${successor.pack.id}/${successor.benefit.key}`)}"
        >${say(successor.benefit.text)}</a
      >${t("。", ".")}
    </p>`;
  return document.after
    ? html`<p class="note warm">
        ${t("后来的文件里没有单独对应的一项。", "The document that came after has nothing of its own for this. ")}<a
          href="${to(`/policies/${document.after.id}`)}"
          >${say(document.after.compiled.text)}</a
        >
      </p>`
    : nothing;
}

function who(tongue: Tongue, entry: BenefitEntry): Html {
  const { t, say } = tongue;
  const { document, benefit } = entry;
  const conditions = benefit.conditions.map((position) => document.pack.compiled.conditions[position] as Condition);
  const hard = conditions.filter(({ soft }) => !soft);
  const soft = conditions.filter((condition) => condition.soft);
  const subject = subjects[benefit.subject];
  const lead =
    hard.length === 0
      ? t(`所有${subject.zh || "人"}都可以。`, `Every ${subject.en}.`)
      : hard.length === 1
        ? t(`${subject.zh}符合这一条就可以：`, `A ${subject.en} for whom this holds:`)
        : t(`${subject.zh}要同时符合这${hard.length}条：`, `A ${subject.en} for whom all ${hard.length} of these hold:`);
  return html`<p>${lead}</p>
    ${
      hard.length > 0
        ? html`<ul class="ticks">
            ${hard.map((condition) => conditionItem(tongue, entry, condition))}
          </ul>`
        : nothing
    }
    ${
      soft.length > 0
        ? html`<h3>${t("工作人员还会看", "An officer also looks at")}</h3>
            <ul class="plain">
              ${soft.map(({ text }) => html`<li>${say(text)}</li>`)}
            </ul>`
        : nothing
    }
    ${benefit.refer ? html`<p class="note">${referText(tongue, entry)}</p>` : nothing} ${meanings(tongue, entry)}`;
}

const subjects = {
  person: { zh: "", en: "person" },
  household: { zh: "家庭", en: "household" },
  employer: { zh: "用人单位", en: "employer" },
  institution: { zh: "机构", en: "institution" },
} as const;

function conditionItem(tongue: Tongue, { document, benefit }: BenefitEntry, condition: Condition): Html {
  const { t, say } = tongue;
  const isElsewhere =
    condition.source !== benefit.source && document.pack.compiled.clauses.some(({ clause }) => clause === condition.source);
  return html`<li>
    ${say(condition.text)}${condition.judgement ? html` <span class="soft">${t("（由工作人员认定）", "(an officer decides)")}</span>` : nothing}${
      isElsewhere ? clauseNote(tongue, document, condition.source) : nothing
    }
    ${
      condition.any.length > 0
        ? html`<p class="soft">${t("下面有一条符合就行：", "One of these is enough:")}</p>
            <ul class="plain">
              ${condition.any.map(({ text }) => html`<li>${say(text)}</li>`)}
            </ul>`
        : nothing
    }
  </li>`;
}

/** The last lines of the engine's text of who is entitled say what goes to an officer. */
function referText({ say }: Tongue, entry: BenefitEntry): string {
  const last = linesOf(entry, "who").at(-1);
  return last ? say(last.text) : "";
}

/** Every term explained once, in place: in everyday words first, then exactly as it is computed. */
function meanings(tongue: Tongue, entry: BenefitEntry): Html {
  const { t, say } = tongue;
  const { document, benefit, terms } = entry;
  const texts = benefit.conditions.flatMap((position) => {
    const condition = document.pack.compiled.conditions[position] as Condition;
    return [condition.text, ...condition.any.map(({ text }) => text)];
  });
  const plain = termsIn([benefit.text, ...texts, ...benefit.evidence]);
  const exact = linesOf(entry, "who").flatMap(({ under }) => under.flatMap((line) => exactly(line)));
  return html`${
    plain.length > 0
      ? html`<details class="why">
          <summary>${t("这些词是什么意思", "What these words mean")}</summary>
          <dl class="words">
            ${plain.map(
              ({ term, meaning }) =>
                html`<dt>${t(term.zh, `${term.en.charAt(0).toUpperCase()}${term.en.slice(1)}`)}</dt>
                  <dd>${say(meaning)}</dd>`,
            )}
          </dl>
        </details>`
      : nothing
  }${
    exact.length + terms.length > 0
      ? html`<details class="why no-print">
          <summary>${t("每一条的准确说法", "Each condition, exactly")}</summary>
          <ul class="plain">
            ${[...exact, ...terms].map((text) => html`<li>${say(text)}</li>`)}
          </ul>
        </details>`
      : nothing
  }`;
}

/** A condition together with what it computes. */
function exactly({ text, under }: TextLine): readonly Text[] {
  return under
    .filter((line) => line.text.zh.startsWith("即："))
    .map((line) => ({
      zh: `“${text.zh.replace(/。$/, "")}”${line.text.zh}`,
      en: `"${text.en.replace(/\.$/, "")}": ${line.text.en.replace(/^That is: /, "")}`,
    }));
}

function linesOf({ text }: BenefitEntry, part: TextPart): readonly TextLine[] {
  return text.sections.find((section) => section.part === part)?.lines ?? [];
}

function howMuch(tongue: Tongue, { benefit, text }: BenefitEntry, day: string): Html {
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

function when(tongue: Tongue, { document, benefit, standing }: BenefitEntry, day: string): Html {
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

function bring({ t, say }: Tongue, { benefit }: BenefitEntry): Html {
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

function how(tongue: Tongue, entry: BenefitEntry): Html {
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

function beside(tongue: Tongue, entry: BenefitEntry): Html {
  const { t, say, to } = tongue;
  const lines = linesOf(entry, "beside");
  if (lines.length === 0) return nothing;
  const { benefit, document } = entry;
  const others = document.pack.benefits.filter(
    (other) =>
      other.key !== benefit.key &&
      (benefit.excludes.some((exclusion) => exclusion.benefit === other.key) ||
        (benefit.onceOf !== null && other.onceOf === benefit.onceOf)),
  );
  return html`<h2 id="beside">${t("和别的待遇能不能一起拿", "Together with other benefits?")}</h2>
    ${lines.map(({ text }) => html`<p>${say(text)}</p>`)}
    <ul class="lines no-print">
      ${others.map((other) => html`<li><a href="${to(`${documentPath(document)}/${other.key}`)}">${say(other.text)}</a></li>`)}
    </ul>`;
}

function source(tongue: Tongue, entry: BenefitEntry): Html {
  const { t, say, to } = tongue;
  const { document, benefit } = entry;
  const clause = document.pack.compiled.clauses.find((candidate) => candidate.clause === benefit.source);
  const from = benefit.inForce.from ?? document.pack.compiled.inForce.from;
  const until = benefit.inForce.to ?? document.pack.lastDay;
  const { url, title } = document.pack.compiled.document;
  return html`<dl class="facts">
      <dt>${t("哪一份文件、哪一条", "Which document and clause")}</dt>
      <dd>${citation(tongue, document.pack, benefit.source)}</dd>
      ${
        clause
          ? html`<dt>${t("这一条讲什么", "What the clause is about")}</dt>
              <dd>${say(clause.text)}</dd>`
          : nothing
      }
      <dt>${t("什么时候有效", "In force")}</dt>
      <dd>${periodText(tongue, from, until)}</dd>
      ${
        url
          ? html`<dt>${t("原文", "The document itself")}</dt>
              <dd><a href="${url}">${chinese(tongue, title ?? url)}</a></dd>`
          : nothing
      }
    </dl>
    ${change(tongue, entry)}
    <p class="no-print"><a class="go" href="${to(documentPath(document))}">${t("看整份文件", "See the whole document")}</a></p>`;
}

/** What is different from the document before. */
function change(tongue: Tongue, { change: found, document }: BenefitEntry): Html {
  const { t, say, to } = tongue;
  if (!found) return nothing;
  const { of, before } = found;
  const old = of.left ?? of.resembles;
  const lines = of.left
    ? changeText(of, found.found)
    : [{ text: { zh: "上一份文件里没有这一项，是新增的。", en: "The document before did not have this: it is new." }, under: [] }];
  return html`<h3>${t("和上一份文件相比", "Compared with the document before")}</h3>
    <ul class="plain">
      ${lines.map(
        ({ text, under }) =>
          html`<li>
            ${say(text)}${
              under.length > 0
                ? html`<ul class="plain">
                    ${under.map((below) => html`<li>${say(below)}</li>`)}
                  </ul>`
                : nothing
            }
          </li>`,
      )}
    </ul>
    <p class="no-print">
      ${
        old
          ? html`<a href="${to(`/policies/${before.id}/${old.key}`)}"
                >${of.left ? t("看原来的这一项", "See it as it was") : t(`看原来相近的“${old.text.zh}”`, `See what resembled it: ${old.text.en}`)}</a
              >${t("；", "; ")}`
          : nothing
      }<a href="${to(`/policies/compare/${before.id}/${document.pack.id}`)}"
        >${t("两份文件的全部变化", "all changes between the two documents")}</a
      >
    </p>`;
}

function readings(tongue: Tongue, { benefit, document }: BenefitEntry): Html {
  const { t, to } = tongue;
  const found = benefit.readings.flatMap(
    (number) => document.pack.compiled.readings.find((candidate) => candidate.number === number) ?? [],
  );
  if (found.length === 0) return nothing;
  return html`<details class="why no-print">
    <summary>${t("文件没有写明时，本网站怎样理解", "How this site reads what the document leaves open")}</summary>
    <ul class="plain">
      ${found.map((reading) => html`<li>${withClauses(tongue, reading.text)}</li>`)}
    </ul>
    <p><a class="go" href="${to(`${documentPath(document)}/readings`)}">${t("这份文件的全部理解", "All readings of this document")}</a></p>
  </details>`;
}
