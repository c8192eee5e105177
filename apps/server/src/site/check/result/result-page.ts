import type { FactName } from "@huican/engine";
import { html, raw } from "hono/html";
import { dayText } from "../../frame/day-text.ts";
import { listed, type Tongue } from "../../frame/language.ts";
import { page, type Html, type PageContext } from "../../frame/page.ts";
import { factNamed } from "../inquiry.ts";
import { relationText } from "../relatives.ts";
import { clearForm } from "../summary-page.ts";
import { openEntry, refusedEntry } from "./result-entry.ts";
import { grouped } from "./result-groups.ts";
import { totalsText } from "./totals-text.ts";
import { withOutcome, type Result, type ResultLine } from "./result.ts";

export type ResultParts = { readonly result: Result; readonly day: string; readonly isOnly: boolean };

/** What one document gives one person: entitled, perhaps, not. */
export function resultPage(context: PageContext, { result, day, isOnly }: ResultParts): Html {
  const { tongue } = context;
  const { t, to, say } = tongue;
  const { inquiry, program } = result;
  const { compiled } = program.pack;
  const who =
    inquiry.person.relation === "self"
      ? t("您的结果", "Your result")
      : t(`${say(relationText(inquiry.person.relation))}的结果`, `${say(relationText(inquiry.person.relation))}: result`);
  const entitled = withOutcome(result, "eligible");
  const open = withOutcome(result, "unknown");
  const refused = withOutcome(result, "ineligible");
  const resting = withOutcome(result, "not_in_force");
  const totals = totalsText(tongue, result.totals);
  const body = html` <h1>${who}</h1>
    <p class="lead">
      ${say(compiled.regionText ?? compiled.text)} · ${dayText(tongue, day)}<br /><span class="soft"
        >${t("按这份文件：", "By this document: ")}<a href="${to(`/policies/${compiled.id}`)}">${say(compiled.text)}</a></span
      >
    </p>
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
    ${totals ? html`<p class="note good">${totals}</p>` : raw("")}
    <div class="actions">
      <a class="button" href="${to(`/result/${inquiry.number}/${compiled.id}/sheet`)}"
        >${t("打印清单，带到窗口", "A sheet to print and take along")}</a
      >
    </div>
    <h2 id="entitled">${t("符合条件", "You are entitled")}</h2>
    ${entitled.length > 0 ? openGroups(tongue, result, entitled) : html`<p>${t("按目前的回答，还没有可以确定的。请看看下面“可能符合”的各项还差什么。", "Nothing is certain yet from what you answered. See below what is still missing.")}</p>`}
    <h2 id="perhaps">${t("可能符合，还差一点信息", "Perhaps: something is still missing")}</h2>
    ${firstToFind(tongue, result, open)}
    ${open.length > 0 ? openGroups(tongue, result, open) : html`<p>${t("没有。每一项都有了结论。", "None. Everything is settled.")}</p>`}
    <h2 id="not">${t("目前不符合", "Not at present")}</h2>
    ${refused.length > 0 ? refusedGroups(tongue, result, refused) : html`<p>${t("没有。", "None.")}</p>`} ${notInForce(tongue, resting)}
    <h2>${t("接下来", "What next")}</h2>
    <ol class="steps">
      <li>${t("打印上面的清单，或者把这一页给工作人员看。", "Print the sheet, or show this page to an officer.")}</li>
      <li>
        ${t("带上每一项写明的材料，到户籍所在地的镇街残联窗口，或者村（社区）办理；需要别的部门办的，他们会告诉您。", "Take the papers that each benefit names to the desk of the Disabled Persons' Federation in the town or street where you are registered, or to your village or community; they will tell you which office is next.")}
      </li>
      <li>
        ${t("出门不方便的，可以请村（社区）的残疾人专职委员上门。", "If going out is hard, ask the commissioner for disabled people of your village or community to come to you.")}
      </li>
    </ol>
    <div class="actions">
      <a class="button plain" href="${to("/check/summary")}">${t("修改我的回答", "Change my answers")}</a>
      ${isOnly ? raw("") : html`<a class="button plain" href="${to("/result")}">${t("全家的结果", "The whole family")}</a>`}
    </div>
    ${clearForm(context)}`;
  return page(context, { title: who, body, back: isOnly ? "/check/summary" : "/result" });
}

/** Where one fact alone stands before several benefits, that is what to find out first. */
function firstToFind({ t, to, say }: Tongue, { inquiry, program }: Result, open: readonly ResultLine[]): Html {
  const counts = new Map<FactName, number>();
  for (const { decision } of open) {
    const [only, ...others] = decision.missing ?? [];
    if (only && others.length === 0) counts.set(only, (counts.get(only) ?? 0) + 1);
  }
  const [name, count] = [...counts].toSorted(([, a], [, b]) => b - a)[0] ?? ["", 0];
  const fact = factNamed([program], name);
  if (!fact?.screen || fact.officer || count < 3) return raw("");
  return html`<p class="note warm">
    <strong
      >${t(`先弄清这一件：${say(fact.label)}。其中${count}项只差它。`, `Find this out first: ${say(fact.label)}. ${count} of these depend on nothing else.`)}</strong
    ><br />${fact.help ? say(fact.help) : ""}
    <a class="go" href="${to(`/check/${inquiry.number}/${fact.screen}`)}">${t("弄清以后，在这里回答", "Answer here once you know")}</a>
  </p>`;
}

function openGroups(tongue: Tongue, result: Result, lines: readonly ResultLine[]): Html {
  return html`${grouped(lines).map(
    (group) =>
      html`<section>
        <h3>${tongue.say(group.text)}</h3>
        ${group.lines.map((line) => openEntry(tongue, result, line))}
      </section>`,
  )}`;
}

/** What is only one condition away comes first. */
function refusedGroups(tongue: Tongue, result: Result, lines: readonly ResultLine[]): Html {
  const { t } = tongue;
  return html`${grouped(lines).map(
    (group) =>
      html`<details class="group">
        <summary>
          <h3>${tongue.say(group.text)}</h3>
          <span class="soft">${t(`${group.lines.length}项`, String(group.lines.length))}</span>
        </summary>
        <ul class="refused">
          ${[...group.lines].sort((a, b) => a.failing.length - b.failing.length).map((line) => refusedEntry(tongue, result, line))}
        </ul>
      </details>`,
  )}`;
}

function notInForce(tongue: Tongue, lines: readonly ResultLine[]): Html {
  if (lines.length === 0) return raw("");
  const { t, say } = tongue;
  return html`<p class="soft">
    ${t(
      `文件还提到、本地尚未执行的：${listed(
        tongue,
        lines.map(({ benefit }) => say(benefit.text)),
      )}。`,
      `Named by the document and not in force here: ${lines.map(({ benefit }) => say(benefit.text)).join("; ")}.`,
    )}
  </p>`;
}
