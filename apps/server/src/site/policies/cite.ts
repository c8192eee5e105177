import type { Pack, Text } from "@huican/engine";
import { html, raw } from "hono/html";
import type { Tongue } from "../frame/language.ts";
import type { Html } from "../frame/page.ts";

/** Nothing at all, where a page leaves something out. */
export const nothing = raw("");

/** What stands in Chinese in both languages: the number of a document, its official title, a clause. Screen readers read it as Chinese. */
export function chinese({ language }: Tongue, text: string): Html {
  return language === "zh" ? html`${text}` : html`<span lang="zh-CN">${text}</span>`;
}

/** In whose document a clause stands: the pack's own, or that of one which it extends. */
function documentOf(pack: Pack, source: string): { readonly number: string | null; readonly title: Text } {
  const clause = pack.compiled.clauses.find((candidate) => candidate.clause === source);
  const extended = pack.compiled.extended.find(({ id }) => id === clause?.pack);
  return extended
    ? { number: extended.number, title: extended.text }
    : { number: pack.compiled.document.number, title: pack.compiled.text };
}

/** 沙府办发〔2023〕100号 三(一)3 */
export function citation(tongue: Tongue, pack: Pack, source: string): Html {
  const { number, title } = documentOf(pack, source);
  const document = number === null ? html`${tongue.t(`《${title.zh}》`, `${title.en},`)}` : chinese(tongue, number);
  return html`${document} ${chinese(tongue, source)}`;
}

/** A clause as it is written in a sentence: 三(一)3, 附件2.5, 专栏3-5. */
const clausePattern = /([\d.()-]*(?:[一二三四五六七八九十]|附件|专栏)(?:[一二三四五六七八九十\d.()-]|附件|专栏)*)/;

/** A text of a pack that may name clauses: in English they are marked as Chinese. */
export function withClauses(tongue: Tongue, text: Text): Html {
  if (tongue.language === "zh") return html`${text.zh}`;
  return html`${text.en.split(clausePattern).map((part, i) => (i % 2 === 1 ? chinese(tongue, part) : part))}`;
}
