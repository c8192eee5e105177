import { html } from "hono/html";
import { topicText } from "../topics.ts";
import type { Tongue } from "../frame/language.ts";
import type { Html } from "../frame/page.ts";
import { chinese, citation, nothing, withClauses } from "./cite.ts";
import { dayText } from "../frame/day-text.ts";
import { periodText } from "./days.ts";
import type { BenefitEntry, DocumentEntry } from "./policy-book.ts";

/** The address of a document, a benefit, a measure. */
export function documentPath({ pack }: Pick<DocumentEntry, "pack">): string {
  return `/policies/${pack.id}`;
}

export function benefitPath({ document, benefit }: Pick<BenefitEntry, "document" | "benefit">): string {
  return `${documentPath(document)}/${benefit.key}`;
}

/** How a document stands, with its day: a mark and words, never a colour alone. */
export function documentStanding(tongue: Tongue, { standing, pack }: DocumentEntry): Html {
  const { t } = tongue;
  const { from } = pack.compiled.inForce;
  switch (standing) {
    case "in-force":
      return html`<span class="standing good"><span aria-hidden="true">✓ </span>${t("现在有效", "In force today")}</span>`;
    case "ended":
      return html`<span class="standing bad"
        ><span aria-hidden="true">✗ </span
        >${t(`已经到期：${dayText(tongue, pack.lastDay ?? "")}`, `Ended on ${dayText(tongue, pack.lastDay ?? "")}`)}</span
      >`;
    case "coming":
      return html`<span class="standing maybe"
        ><span aria-hidden="true">… </span>${t(`${dayText(tongue, from ?? "")}开始`, `Begins on ${dayText(tongue, from ?? "")}`)}</span
      >`;
  }
}

/** How a benefit stands. */
export function benefitStanding(tongue: Tongue, { standing, document }: BenefitEntry): Html {
  const { t } = tongue;
  if (standing === "given")
    return html`<span class="standing good"><span aria-hidden="true">✓ </span>${t("现在有效", "In force today")}</span>`;
  if (standing === "switch")
    return html`<span class="standing maybe"
      ><span aria-hidden="true">? </span>${t("要看当地有没有开通，请先问一问", "Depends on the district; ask there first")}</span
    >`;
  if (document.standing !== "in-force") return documentStanding(tongue, document);
  return html`<span class="standing bad"
    ><span aria-hidden="true">✗ </span
    >${standing === "ended" ? t("这一项已经结束", "This benefit has ended") : t("这一项还没有开始", "This benefit has not begun")}</span
  >`;
}

/** A benefit as one line of a list: title, what it gives, and how it stands where that is out of the ordinary. */
function benefitLine(
  tongue: Tongue,
  entry: BenefitEntry,
  options: { readonly withPlace?: boolean; readonly withTopic?: boolean } = {},
): Html {
  const { say, to } = tongue;
  const { document, benefit, standing } = entry;
  const { regionText, text } = document.pack.compiled;
  const notes = [
    ...(options.withPlace ? [say(regionText ?? text)] : []),
    ...(options.withTopic ? [say(topicText(benefit.topic))] : []),
    say(entry.gives),
  ];
  return html`<li>
    <a href="${to(benefitPath(entry))}">${say(benefit.text)}</a>
    <span class="soft">${notes.join(" · ")}</span>
    ${standing === "given" ? nothing : benefitStanding(tongue, entry)}
  </li>`;
}

/** Several benefits as a list. */
export function benefitList(
  tongue: Tongue,
  entries: readonly BenefitEntry[],
  options: { readonly withPlace?: boolean; readonly withTopic?: boolean } = {},
): Html {
  return html`<ul class="lines">
    ${entries.map((entry) => benefitLine(tongue, entry, options))}
  </ul>`;
}

/** The clause that something stands in, small; with its document where that is another one. */
export function clauseNote(tongue: Tongue, { pack }: DocumentEntry, source: string): Html {
  if (source === "") return nothing;
  const isOwn = pack.compiled.clauses.some((clause) => clause.clause === source && clause.pack === pack.id);
  const where = isOwn ? chinese(tongue, source) : citation(tongue, pack, source);
  return html` <span class="soft clause">${tongue.t("依据：", "clause ")}${where}</span>`;
}

/** From when to when a document is in force, and how that is known where it does not say so itself. */
export function inForceText(tongue: Tongue, { pack }: Pick<DocumentEntry, "pack">): Html {
  const { inForce, inForceReading, readings } = pack.compiled;
  const reading = readings.find(({ number }) => number === inForceReading);
  const isOpen = pack.lastDay === null;
  const open = tongue.t(
    "文件没有写到哪天为止。这里按“新文件发布以前继续有效”理解，办之前请向当地问一句。",
    "No last day is printed. Here it is taken to go on until a new document replaces it; ask there before you apply.",
  );
  return html`${periodText(tongue, inForce.from, pack.lastDay)}${isOpen ? html`<br /><span class="soft">${open}</span>` : nothing}${reading ? html`<br /><span class="soft">${withClauses(tongue, reading.text)}</span>` : nothing}`;
}
