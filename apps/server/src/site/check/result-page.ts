import { amountText, shareBase, type Because, type Benefit, type Decision, type Pack, type Text } from "@huican/engine";
import { html, raw } from "hono/html";
import { dayText } from "./answer.ts";
import { listed, type Tongue } from "../frame/language.ts";
import { page, type Html, type PageContext } from "../frame/page.ts";
import { factNamed } from "./person-facts.ts";
import { clearForm } from "./summary-page.ts";
import { topicText, topics } from "../topics.ts";

type Line = { readonly benefit: Benefit; readonly decision: Decision };

/** Entitled, perhaps, not: each line opens to its conditions with the clause. */
export function resultPage(context: PageContext, pack: Pack, decisions: readonly Decision[], day: string): Html {
  const { tongue } = context;
  const { t, to, say } = tongue;
  const lines = decisions.flatMap((decision): Line[] => {
    const benefit = pack.benefit(decision.benefit);
    return benefit ? [{ benefit, decision }] : [];
  });
  const having = (outcome: Decision["outcome"]) => lines.filter(({ decision }) => decision.outcome === outcome);
  const [entitled, open, refused, resting] = [having("eligible"), having("unknown"), having("ineligible"), having("not_in_force")];
  const body = html` <h1>${t("您的结果", "Your result")}</h1>
    <p class="lead">${say(pack.compiled.regionText ?? pack.compiled.text)} · ${dayText(tongue, day)}</p>
    <ul class="tally">
      <li>
        <a class="good" href="#entitled"><strong>${entitled.length}</strong>${t("项符合", "entitled")}</a>
      </li>
      <li>
        <a class="maybe" href="#perhaps"><strong>${open.length}</strong>${t("项可能", "perhaps")}</a>
      </li>
      <li>
        <a href="#not"><strong>${refused.length}</strong>${t("项不符合", "not")}</a>
      </li>
    </ul>
    <h2 id="entitled">${t("符合条件", "You are entitled")}</h2>
    ${entitled.length > 0 ? grouped(tongue, pack, entitled) : html`<p>${t("按目前的回答，还没有可以确定的。请看看下面“可能符合”的各项还差什么。", "Nothing is certain yet from what you answered. See below what is still missing.")}</p>`}
    <h2 id="perhaps">${t("可能符合，还差一点信息", "Perhaps: something is still missing")}</h2>
    ${open.length > 0 ? grouped(tongue, pack, open) : html`<p>${t("没有。每一项都有了结论。", "None. Everything is settled.")}</p>`}
    <h2 id="not">${t("目前不符合", "Not at present")}</h2>
    ${refused.length > 0 ? grouped(tongue, pack, refused) : html`<p>${t("没有。", "None.")}</p>`}
    ${
      resting.length > 0
        ? html`<h2>${t("文件提到、本地尚未执行", "Named by the document, not in force here")}</h2>
            <ul class="steps">
              ${resting.map(({ benefit }) => html`<li>${say(benefit.text)} <span class="soft">${clauseText(tongue, pack, benefit.source)}</span></li>`)}
            </ul>`
        : raw("")
    }
    <h2>${t("接下来", "What next")}</h2>
    <p>
      ${t(
        "带上材料，到户籍所在地的镇街残联窗口或村（社区）申请。可以把这一页打印出来，给工作人员看。",
        "Take the papers to the desk of the Disabled Persons' Federation in the town or street where you are registered, or to your village or community. You can print this page and show it.",
      )}
    </p>
    <div class="actions"><a class="button plain" href="${to("/check/summary")}">${t("修改我的回答", "Change my answers")}</a></div>
    ${clearForm(context)}`;
  return page(context, { title: t("您的结果", "Your result"), body, back: "/check/summary" });
}

function grouped(tongue: Tongue, pack: Pack, lines: readonly Line[]): Html {
  const groups = topics.flatMap((topic) => {
    const members = lines.filter(({ benefit }) => benefit.topic === topic);
    return members.length > 0 ? [{ topic, members }] : [];
  });
  return html`${groups.map(
    ({ topic, members }) =>
      html`<section>
        <h3>${tongue.say(topicText(topic))}</h3>
        ${members.map((line) => entry(tongue, pack, line))}
      </section>`,
  )}`;
}

const looks = {
  eligible: { css: "good", mark: "✓", text: { zh: "符合", en: "Entitled" } },
  unknown: { css: "maybe", mark: "?", text: { zh: "可能", en: "Perhaps" } },
  ineligible: { css: "", mark: "✗", text: { zh: "不符合", en: "Not" } },
  not_in_force: { css: "", mark: "–", text: { zh: "未执行", en: "Not in force" } },
} as const;

function entry(tongue: Tongue, pack: Pack, { benefit, decision }: Line): Html {
  const { t, say } = tongue;
  const look = looks[decision.outcome];
  return html`<details class="benefit ${look.css}">
    <summary>
      <span class="title">${say(benefit.text)}</span>
      ${decision.amount && decision.outcome !== "ineligible" ? html`<span class="sum">${sumText(tongue, pack, benefit, decision)}</span>` : raw("")}
      <span class="state"
        ><span aria-hidden="true">${look.mark} </span
        >${say(look.text)}${decision.outcome === "ineligible" ? html`<span class="soft"> ${firstReason(tongue, decision)}</span>` : raw("")}</span
      >
    </summary>
    <div class="body">
      ${decision.missing ? missing(tongue, pack, decision) : raw("")}
      ${decision.refer ? html`<p class="note warm">${t("这一项要由工作人员根据您的具体情况核定。", "An officer has to look at your case for this one.")}</p>` : raw("")}
      <div>
        <h4>${t("条件", "Conditions")}</h4>
        <ul class="conditions">
          ${(decision.because ?? []).map((because) => conditionLine(tongue, pack, because))}
        </ul>
      </div>
      <dl class="facts">
        ${
          benefit.window?.text
            ? html`<dt>${t("什么时候办", "When")}</dt>
                <dd>${say(benefit.window.text)}</dd>`
            : raw("")
        }
        ${
          benefit.evidence.length > 0
            ? html`<dt>${t("要带什么", "What to bring")}</dt>
                <dd>${listed(tongue, benefit.evidence.map(say))}</dd>`
            : raw("")
        }
        ${
          benefit.units.lead.length > 0
            ? html`<dt>${t("谁负责", "Who is responsible")}</dt>
                <dd>${listed(tongue, benefit.units.lead.map(say))}</dd>`
            : raw("")
        }
        ${
          benefit.note
            ? html`<dt>${t("说明", "Remark")}</dt>
                <dd>${say(benefit.note)}</dd>`
            : raw("")
        }
        <dt>${t("依据", "Source")}</dt>
        <dd>${clauseText(tongue, pack, benefit.source)}</dd>
      </dl>
      ${readings(tongue, pack, benefit)}
    </div>
  </details>`;
}

function sumText(tongue: Tongue, pack: Pack, benefit: Benefit, { amount, payable, outcome }: Decision): string {
  if (!amount) return "";
  const rate = tongue.say(amountText(amount, shareBase(pack.compiled, benefit)));
  const isPaidByCount = outcome === "eligible" && typeof payable === "number" && amount.kind === "computed";
  return isPaidByCount ? tongue.t(`${rate}：${payable}元`, `${rate}: ${payable} yuan`) : rate;
}

/** The first condition that does not hold says why. */
function firstReason(tongue: Tongue, decision: Decision): string {
  const failing = decision.because?.find((because) => because.result === false && !because.soft);
  return failing ? tongue.t(`未满足：${failing.condition}`, `not met: ${failing.condition_en}`) : "";
}

function missing(tongue: Tongue, pack: Pack, decision: Decision): Html {
  const { t, to, say } = tongue;
  const items = (decision.missing ?? []).map((name) => {
    const fact = factNamed(pack, name);
    if (!fact) return html`<li>${t("本地还没有公布的标准", "A local standard that is not published yet")}</li>`;
    if (fact.officer) return html`<li>${say(fact.label)}${t("（由工作人员认定）", " (an officer decides this)")}</li>`;
    return html`<li>${fact.screen ? html`<a href="${to(`/check/${fact.screen}`)}">${say(fact.label)}</a>` : say(fact.label)}</li>`;
  });
  return html`<div class="note warm">
    <h4>${t("还需要知道", "Still to be known")}</h4>
    <ul class="steps">
      ${items}
    </ul>
  </div>`;
}

function conditionLine(tongue: Tongue, pack: Pack, because: Because): Html {
  const { t } = tongue;
  const [css, mark, word] =
    because.result === true
      ? ["tick", "✓", t("满足", "Met")]
      : because.result === false
        ? ["cross", "✗", t("未满足", "Not met")]
        : because.soft
          ? ["open", "?", t("待核定", "To assess")]
          : ["open", "?", t("待了解", "Not known")];
  const clause = because.source.slice(because.source.indexOf(" ") + 1);
  return html`<li>
    <span class="mark ${css}"><span aria-hidden="true">${mark} </span>${word}</span
    ><span
      >${t(because.condition, because.condition_en)} <span class="soft">${clauseText(tongue, pack, clause)}</span>${
        because.any
          ? html`<ul class="conditions">
              ${because.any.map((alternative) => conditionLine(tongue, pack, alternative))}
            </ul>`
          : raw("")
      }</span
    >
  </li>`;
}

/** A clause of the document, or the law that a definition comes from. */
function clauseText({ t }: Tongue, pack: Pack, source: string): string {
  if (!source) return "";
  const clause = pack.compiled.clauses.find((candidate) => candidate.clause === source);
  if (!clause) return t(`（${source}）`, `(${source})`);
  // What a document takes from another stands in that other one.
  const extended = pack.compiled.extended.find(({ id }) => id === clause.pack);
  const { text } = extended ?? pack.compiled;
  const number = extended ? extended.number : pack.compiled.document.number;
  return t(`（${number ?? text.zh} ${source}）`, `(${number ?? text.en}, ${source})`);
}

function readings(tongue: Tongue, pack: Pack, benefit: Benefit): Html {
  const found = benefit.readings.flatMap((number): Text[] => {
    const reading = pack.compiled.readings.find((candidate) => candidate.number === number);
    return reading ? [reading.text] : [];
  });
  if (found.length === 0) return raw("");
  return html`<details class="why">
    <summary>${tongue.t("文件没有写明时，本网站怎样理解", "How this site reads what the document leaves open")}</summary>
    <ul class="steps">
      ${found.map((text) => html`<li>${tongue.say(text)}</li>`)}
    </ul>
  </details>`;
}
