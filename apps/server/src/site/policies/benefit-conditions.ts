import type { Condition, Text } from "@huican/engine";
import type { TextLine, TextPart } from "@huican/engine/text";
import { html } from "hono/html";
import type { Tongue } from "../frame/language.ts";
import type { Html } from "../frame/page.ts";
import { nothing } from "./cite.ts";
import { clauseNote } from "./pieces.ts";
import { termsIn } from "./plain-terms.ts";
import type { BenefitEntry } from "./policy-book.ts";

export function whoGetsIt(tongue: Tongue, entry: BenefitEntry): Html {
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
            ${hard.map((condition) => conditionItem(tongue, condition))}
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

function conditionItem({ t, say }: Tongue, condition: Condition): Html {
  return html`<li>
    ${say(condition.text)}${condition.judgement ? html` <span class="soft">${t("（由工作人员认定）", "(an officer decides)")}</span>` : nothing}
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

/** The conditions that stand in another clause than the benefit itself. */
function fromElsewhere({ document, benefit }: BenefitEntry): readonly Condition[] {
  const { clauses, conditions } = document.pack.compiled;
  return benefit.conditions
    .flatMap((position) => conditions[position] ?? [])
    .filter(({ source }) => source !== benefit.source && clauses.some(({ clause }) => clause === source));
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
  const elsewhere = fromElsewhere(entry);
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
    exact.length + terms.length + elsewhere.length > 0
      ? html`<details class="why no-print">
          <summary>${t("每一条的准确说法", "Each condition, exactly")}</summary>
          <ul class="plain">
            ${[...exact, ...terms].map((text) => html`<li>${say(text)}</li>`)}
            ${elsewhere.map((condition) => html`<li>${t(`“${condition.text.zh}”`, `"${condition.text.en}"`)}${clauseNote(tongue, document, condition.source)}</li>`)}
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

export function linesOf({ text }: BenefitEntry, part: TextPart): readonly TextLine[] {
  return text.sections.find((section) => section.part === part)?.lines ?? [];
}
