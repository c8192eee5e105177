import type { Program } from "../program.ts";
import type { Text } from "../text.ts";
import { benefitText, readingLine, type BenefitText, type TextLine } from "./benefit-text.ts";
import { SentenceWriter } from "./sentence-writer.ts";

/** A document in words, measure by measure. */
export type DocumentText = {
  readonly title: Text;
  /** What holds for every benefit and is said once. */
  readonly general: readonly Text[];
  /** The groups that the text calls by name, each explained once, with the reading that it rests on. */
  readonly terms: readonly TextLine[];
  readonly measures: readonly { readonly number: number; readonly title: Text; readonly benefits: readonly BenefitText[] }[];
};

/** What the contract fixes for every document. */
const general: readonly Text[] = [
  {
    zh: "年龄按判定当日的周岁计算；2月29日出生的，平年在3月1日满周岁。",
    en: "Ages are full years on the day of assessment; whoever was born on 29 February turns a year older on 1 March in common years.",
  },
  { zh: "残疾人证超过有效期的，视为没有有效残疾人证。", en: "A certificate past its last day is not a valid one." },
  { zh: "持有有效残疾人证的，视为已有相应类别的诊断。", en: "A valid certificate counts as the diagnosis of its categories." },
  { zh: "残疾等级一级最重，一级和二级为重度。", en: "Level 1 of disability is the heaviest; levels 1 and 2 are severe." },
  { zh: "本人已去世的，不享受个人待遇。", en: "Whoever has died is entitled to no personal benefit." },
  {
    zh: "不知道不等于没有：情况不明的，结果是“还不能确定”，并指出还缺什么。",
    en: "Not known is not no: where something is open, the outcome is open, and what is lacking is named.",
  },
];

/**
 * A document, or some of its benefits, in words on the program's day.
 * @param positions places of the benefits in the pack; all where left out
 */
export function documentText(program: Program, positions?: readonly number[]): DocumentText {
  const { compiled } = program.pack;
  const chosen = positions ?? compiled.benefits.keys().toArray();
  const sentences = new SentenceWriter(compiled, program.setting);
  // A document that extends another may give a measure of its own the same number.
  const byMeasure = Map.groupBy(chosen, (position) => {
    const { number = 0, text } = compiled.benefits[position]?.measure ?? {};
    return `${number} ${text?.zh}`;
  });
  const measures = [...byMeasure.values()].map((own) => {
    const { number = 0, text = { zh: "", en: "" } } = compiled.benefits[own[0] ?? 0]?.measure ?? {};
    return { number, title: text, benefits: own.map((position) => benefitText(program, position, sentences)) };
  });
  const terms = sentences.meanings().map(({ title, meaning, reading }): TextLine => ({
    text: { zh: `“${title.zh}”指：${meaning.zh}。`, en: `"${title.en}" means: ${meaning.en}.` },
    under: readingLine(compiled, reading),
  }));
  return { title: compiled.text, general, terms, measures };
}
