import { amountText, shareBase, type Because, type Benefit, type Decision, type Pack, type Program, type Text } from "@huican/engine";
import { html, raw } from "hono/html";
import { listed, type Tongue } from "../../frame/language.ts";
import type { Html } from "../../frame/page.ts";
import { factNamed } from "../inquiry.ts";
import { kindWords } from "../../kind-words.ts";
import { changeText } from "./change-text.ts";
import type { Outline, Result, ResultLine } from "./result.ts";

/** A benefit that the person has or may have: it opens to everything that is needed to get it. */
export function openEntry(tongue: Tongue, result: Result, line: ResultLine): Html {
  const { t, say } = tongue;
  const { benefit, decision } = line;
  const isEntitled = decision.outcome === "eligible";
  const change = changeText(tongue, result, line);
  return html`<details class="benefit ${isEntitled ? "good" : "maybe"}">
    <summary>
      <span class="title">${say(benefit.text)}</span>
      ${givenText(tongue, result.program.pack, benefit, decision)}
      ${isEntitled ? raw("") : html`<span class="need">${missingInShort(tongue, result, decision)}</span>`}
      ${change && isEntitled ? html`<span class="soft">${change}</span>` : raw("")}
      <span class="visually-hidden">${isEntitled ? t("符合", "Entitled") : t("可能", "Perhaps")}</span>
    </summary>
    <div class="body">
      ${decision.missing ? missing(tongue, result, decision) : raw("")}
      ${decision.refer ? html`<p class="note warm">${t("这一项要由工作人员根据您的具体情况核定。", "An officer has to look at your case for this one.")}</p>` : raw("")}
      ${paidOnce(tongue, line)} ${howToGet(tongue, benefit)}
      <div>
        <h4>${t("条件", "Conditions")}</h4>
        <ul class="conditions">
          ${(decision.because ?? []).map((because) => conditionLine(tongue, result.program.pack, because))}
        </ul>
      </div>
      ${readings(tongue, result.program.pack, benefit)}
      <p class="soft">
        ${t("依据：", "Source: ")}${clauseText(tongue, result.program.pack, benefit.source)} ·
        <a class="go" href="${tongue.to(benefitAddress(result.program, benefit))}"
          >${t("完整说明", "The whole of it")}<span class="visually-hidden">${t("：", ": ")}${say(benefit.text)}</span></a
        >
      </p>
    </div>
  </details>`;
}

/** A benefit that the person does not have: why, and when or how that changes. */
export function refusedEntry(tongue: Tongue, result: Result, line: ResultLine): Html {
  const change = changeText(tongue, result, line);
  return html`<li>
    <a href="${tongue.to(benefitAddress(result.program, line.benefit))}">${tongue.say(line.benefit.text)}</a>
    <span class="reason">${reasonText(tongue, line)}</span>
    ${change ? html`<span class="turn">${change}</span>` : raw("")}
  </li>`;
}

/** A benefit's own page among the policies. */
function benefitAddress({ pack }: Program, { key }: Benefit): string {
  return `/policies/${pack.id}/${key}`;
}

/** What is given, in a few words: the rate, or what kind of thing it is. Where a formula gives a sum for this person, that sum too. */
export function givenText(tongue: Tongue, pack: Pack, { kind, ...benefit }: Benefit, { amount, payable, outcome }: Decision): Html {
  const { t, say } = tongue;
  if (!amount) return raw("");
  if (amount.kind === "none") return html`<span class="given">${say(kindWords[kind].short)}</span>`;
  if (amount.kind === "unset") return html`<span class="given">${t("发钱或报销，金额由当地定", "Money; the sum is set locally")}</span>`;
  const rate = say(amountText(amount, shareBase(pack.compiled, { kind, ...benefit })));
  const isPaidByCount = outcome === "eligible" && typeof payable === "number" && amount.kind === "computed";
  return html`<span class="sum">${isPaidByCount ? t(`${rate}：${payable}元`, `${rate}: ${payable} yuan`) : rate}</span>`;
}

/** Where a condition stands: the clause, and the document where it is not the one that the page is about. */
function conditionSource(tongue: Tongue, pack: Pack, source: string): string {
  const clause = pack.compiled.clauses.find((candidate) => candidate.clause === source);
  if (clause && clause.pack !== pack.id) return clauseText(tongue, pack, source);
  return source && tongue.t(`（${source}）`, `(${source})`);
}

/** Where something stands: the document that says it, which may be one that this document takes over. */
function clauseText({ t }: Tongue, pack: Pack, source: string): string {
  if (!source) return "";
  const clause = pack.compiled.clauses.find((candidate) => candidate.clause === source);
  if (!clause) return t(`（${source}）`, `(${source})`);
  const extended = pack.compiled.extended.find(({ id }) => id === clause.pack);
  const { text } = extended ?? pack.compiled;
  const number = extended ? extended.number : pack.compiled.document.number;
  return t(`（${number ?? text.zh} ${source}）`, `(${number ?? text.en}, ${source})`);
}

/** What an open benefit still depends on, in a few words. */
export function missingInShort({ t, say }: Tongue, { program }: Outline, { missing: names = [] }: Decision): string {
  const labels = names.map((name) => factNamed([program], name)?.label ?? unpublished);
  const [first] = labels;
  if (!first) return "";
  return labels.length === 1
    ? t(`只差这一条：${say(first)}`, `Only this is missing: ${say(first)}`)
    : t(`还差${labels.length}条：${say(first)}等`, `${labels.length} things are missing: ${say(first)} and others`);
}

const unpublished: Text = { zh: "本地还没有公布的标准", en: "A local standard that is not published yet" };

function missing(tongue: Tongue, { inquiry, program }: Result, decision: Decision): Html {
  const { t, to, say } = tongue;
  const items = (decision.missing ?? []).map((name) => {
    const fact = factNamed([program], name);
    if (!fact) return html`<li>${say(unpublished)}</li>`;
    const help = fact.help ? html`<span class="soft">${say(fact.help)}</span>` : raw("");
    if (fact.officer || !fact.screen)
      return html`<li>${say(fact.label)}${t("（由工作人员认定）", " (an officer decides this)")} ${help}</li>`;
    return html`<li>
      ${say(fact.label)} ${help}
      <a class="go" href="${to(`/check/${inquiry.number}/${fact.screen}`)}"
        >${t("现在回答", "Answer now")}<span class="visually-hidden">${t("：", ": ")}${say(fact.label)}</span></a
      >
    </li>`;
  });
  return html`<div class="note warm">
    <h4>${t("还需要知道", "Still to be known")}</h4>
    <ul class="steps">
      ${items}
    </ul>
  </div>`;
}

function paidOnce({ t, say }: Tongue, { paidOnceWith }: ResultLine): Html {
  if (paidOnceWith.length === 0) return raw("");
  const others = paidOnceWith.map(({ text }) => t(`“${say(text)}”`, `"${say(text)}"`));
  return html`<p class="note">
    ${t(`和${others.join("、")}只能领一项，按最高的发。`, `Only one of this and ${others.join(", ")} is paid: the highest.`)}
  </p>`;
}

function howToGet(tongue: Tongue, { window, evidence, units, note }: Benefit): Html {
  const { t, say } = tongue;
  const rows = [
    window?.text ? { term: t("什么时候办", "When"), text: say(window.text) } : null,
    evidence.length > 0 ? { term: t("要带什么", "What to bring"), text: listed(tongue, evidence.map(say)) } : null,
    units.lead.length > 0 ? { term: t("谁负责", "Who is responsible"), text: listed(tongue, units.lead.map(say)) } : null,
    note ? { term: t("说明", "Remark"), text: say(note) } : null,
  ].filter((row) => row !== null);
  if (rows.length === 0) return raw("");
  return html`<dl class="facts">
    ${rows.map(
      ({ term, text }) =>
        html`<dt>${term}</dt>
          <dd>${text}</dd>`,
    )}
  </dl>`;
}

/** Why not: another benefit prevails, or the conditions that do not hold. */
function reasonText({ t, say }: Tongue, { prevailing, failing }: ResultLine): string {
  if (prevailing)
    return t(
      `您符合“${say(prevailing.text)}”，两项只能享受一项。`,
      `You are entitled to "${say(prevailing.text)}"; only one of the two is given.`,
    );
  const sentences = failing.map(({ condition, condition_en }) => t(condition, condition_en));
  if (sentences.length === 0) return t("几个条件不能同时满足。", "The conditions cannot all hold together.");
  if (sentences.length > 1) return t(`没有满足：${sentences.join("；")}`, `These do not hold: ${sentences.join("; ")}`);
  return failing.some(isGivenByNature)
    ? t(`没有满足：${sentences[0]}`, `This does not hold: ${sentences[0]}`)
    : t(`只差这一条：${sentences[0]}`, `Only this is missing: ${sentences[0]}`);
}

/** What nobody can change, or would wish to, is not "only missing": an age, a disability. */
function isGivenByNature({ facts }: Because): boolean {
  return Object.keys(facts).some((name) => /^(person|disability|diagnosis)\./.test(name));
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
      >${t(because.condition, because.condition_en)} <span class="soft">${conditionSource(tongue, pack, clause)}</span>${
        because.any
          ? html`<ul class="conditions">
              ${because.any.map((alternative) => conditionLine(tongue, pack, alternative))}
            </ul>`
          : raw("")
      }</span
    >
  </li>`;
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
