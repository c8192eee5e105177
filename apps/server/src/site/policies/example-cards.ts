import { html } from "hono/html";
import { dayText } from "../frame/day-text.ts";
import { listed, type Tongue } from "../frame/language.ts";
import type { Html } from "../frame/page.ts";
import { nothing } from "./cite.ts";
import type { ExampleStory } from "./example-story.ts";
import type { BenefitEntry } from "./policy-book.ts";
import { lower } from "./summary.ts";

/** Two or three people, and what the document gives them. */
export function exampleCards(tongue: Tongue, { examples }: BenefitEntry): Html {
  const { t } = tongue;
  if (examples.length === 0) return nothing;
  const cards = shown(examples);
  const days = listed(
    tongue,
    [...new Set(cards.map(({ asOf }) => asOf))].sort().map((day) => dayText(tongue, day)),
  );
  return html`<h2 id="examples">${t("举几个例子", "Some examples")}</h2>
    <p class="soft">
      ${t(
        `人物是虚构的，结果是按文件一条一条算的，用的是${days}的标准。`,
        `The people are invented; what they get was worked out from the document, as it stood on ${days}.`,
      )}
    </p>
    <ul class="stories">
      ${cards.map((example) => card(tongue, example))}
    </ul>`;
}

/** Somebody who gets it, and those who just do not: three are enough. */
function shown(examples: readonly ExampleStory[]): readonly ExampleStory[] {
  const [first, ...others] = examples.filter(({ outcome }) => outcome === "eligible");
  const refused = examples.filter(({ outcome }) => outcome === "ineligible");
  return [...(first ? [first] : []), ...(refused.length > 1 ? refused.slice(0, 2) : [...others.slice(0, 1), ...refused])].slice(0, 3);
}

function card(tongue: Tongue, { outcome, name, who, point, sum, failing }: ExampleStory): Html {
  const { t, say, language } = tongue;
  const isGranted = outcome === "eligible";
  const person = [...(name ? [say(name)] : []), ...who.map((text) => t(text.zh, lower(text.en)))].join(language === "zh" ? "，" : ", ");
  return html`<li class="${isGranted ? "good" : "bad"}">
    ${person === "" ? nothing : html`<p>${person}${t("。", ".")}</p>`}
    <p class="standing ${isGranted ? "good" : "bad"}">
      <span aria-hidden="true">${isGranted ? "✓" : "✗"} </span
      >${isGranted ? t("可以享受", "Entitled") : t("不可以", "Not entitled")}${sum ? t(`：${say(sum)}`, `: ${say(sum)}`) : ""}
    </p>
    <p>
      ${say(point)}${t("。", ".")}${failing ? html` <span class="soft">${t(`没有满足的一条：${failing.zh}。`, `What is not met: ${failing.en}.`)}</span>` : nothing}
    </p>
  </li>`;
}
