import type { Text } from "@huican/engine";
import type { ResultLine } from "./result.ts";

/** What matters to a family, in its order; each takes in some topics of the documents. */
const groups: readonly { readonly text: Text; readonly topics: readonly string[] }[] = [
  { text: { zh: "补贴和救助金", en: "Money" }, topics: ["money"] },
  { text: { zh: "看病、康复和社保", en: "Health, rehabilitation and insurance" }, topics: ["rehabilitation", "medical", "insurance"] },
  { text: { zh: "照料", en: "Care" }, topics: ["care"] },
  { text: { zh: "上学", en: "School" }, topics: ["education"] },
  { text: { zh: "工作", en: "Work" }, topics: ["work"] },
  { text: { zh: "住房和出行", en: "Home and getting about" }, topics: ["home", "transport"] },
  { text: { zh: "证件和权益", en: "Certificate and rights" }, topics: ["certificate", "rights"] },
  { text: { zh: "文化和体育", en: "Culture and sport" }, topics: ["culture"] },
];

const others: Text = { zh: "其他", en: "Other" };

/** Lines under the headings that they belong to; a topic that no heading knows comes last. */
export function grouped(lines: readonly ResultLine[]): readonly { readonly text: Text; readonly lines: readonly ResultLine[] }[] {
  const known = groups.map(({ text, topics }) => ({ text, lines: lines.filter(({ benefit }) => topics.includes(benefit.topic)) }));
  const rest = lines.filter(({ benefit }) => !groups.some(({ topics }) => topics.includes(benefit.topic)));
  return [...known, { text: others, lines: rest }].filter((group) => group.lines.length > 0);
}
