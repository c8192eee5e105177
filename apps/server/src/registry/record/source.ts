import type { Text } from "@huican/engine";

/** Where a value comes from (来源). The number is what the database keeps: never given to another source. */
export type Source = { readonly id: number; readonly key: SourceKey; readonly text: Text };

export type SourceKey = (typeof listed)[number]["key"];

const listed = [
  { id: 1, key: "officer", text: { zh: "工作人员核实", en: "checked by an officer" } },
  { id: 2, key: "federation", text: { zh: "残联（残疾人证系统）", en: "disabled persons' federation (certificates)" } },
  { id: 3, key: "police", text: { zh: "公安（户籍）", en: "police (household registers)" } },
  { id: 4, key: "civil-affairs", text: { zh: "民政", en: "civil affairs" } },
  { id: 5, key: "rural-affairs", text: { zh: "农业农村（防返贫监测）", en: "agriculture and rural affairs (monitoring)" } },
  { id: 6, key: "education", text: { zh: "教育", en: "education" } },
  { id: 7, key: "human-resources", text: { zh: "人力社保", en: "human resources and social security" } },
  { id: 8, key: "health", text: { zh: "卫生健康", en: "health" } },
  { id: 9, key: "medical-insurance", text: { zh: "医保", en: "medical insurance" } },
  { id: 10, key: "housing", text: { zh: "住房城乡建设", en: "housing" } },
  { id: 11, key: "provider", text: { zh: "服务机构", en: "service provider" } },
  { id: 12, key: "survey", text: { zh: "调查走访", en: "survey or visit" } },
  { id: 13, key: "person", text: { zh: "本人或家属申报", en: "said by the person or a relative" } },
] as const satisfies readonly { readonly id: number; readonly key: string; readonly text: Text }[];

export const sources: readonly Source[] = listed;

const byKey = new Map(sources.map((source) => [source.key, source]));

export function sourceOf(key: SourceKey): Source {
  return byKey.get(key) as Source;
}

/**
 * Which of several sources counts where they disagree: whoever keeps the official list of a kind, then an officer who has looked, then other authorities, then what was
 * found on a visit, then what people say of themselves; among equals, the one that stands first in the list above. The smaller number counts, and no two sources have the
 * same: were it the later word among equals, a change of some days would make its source count on other days too, because what is left of a record is recorded anew.
 */
export function rankOf(source: SourceKey, authorities: readonly SourceKey[]): number {
  const place = authorities.indexOf(source);
  if (place !== -1) return place;
  const { id } = sourceOf(source);
  if (source === "officer") return 100;
  if (source === "person") return 400;
  return source === "survey" || source === "provider" ? 300 + id : 200 + id;
}
