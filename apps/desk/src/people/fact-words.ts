import type { AreasAnswer, VocabularyAnswer } from "@huican/contract";
import type { z } from "zod";
import { dayText } from "../text/day-text.ts";
import type { Tongue } from "../text/use-text.ts";

export type Fact = z.output<typeof VocabularyAnswer>["facts"][number];
export type Value = boolean | number | string;

/** What facts and areas are called. */
export type Words = {
  readonly facts: ReadonlyMap<string, Fact>;
  readonly groups: z.output<typeof VocabularyAnswer>["groups"];
  readonly areas: z.output<typeof AreasAnswer>["areas"];
  /** By their codes, those of the rest of the country as well. */
  readonly areaNames: ReadonlyMap<string, string>;
};

const categories = [
  ["disability.visual", { zh: "视力", en: "visual" }],
  ["disability.hearing", { zh: "听力", en: "hearing" }],
  ["disability.speech", { zh: "言语", en: "speech" }],
  ["disability.physical", { zh: "肢体", en: "physical" }],
  ["disability.intellectual", { zh: "智力", en: "intellectual" }],
  ["disability.mental", { zh: "精神", en: "mental" }],
] as const;

/** What a category of disability is called, or nothing where the fact is none. */
export function categoryText({ say }: Tongue, fact: string): string | undefined {
  const found = categories.find(([name]) => name === fact);
  return found && say(found[1]);
}

/** 一级 is the heaviest. */
export function levelText({ t }: Pick<Tongue, "t">, level: number): string {
  const han = t("一二三四", "1234");
  return t(`${han[level - 1] ?? level}级`, `level ${level}`);
}

/** 视力四级、肢体二级: what a certificate says of disability. */
export function disabilityText(tongue: Tongue, body: Readonly<Record<string, Value>>): string {
  const said = categories.flatMap(([name]) => {
    const level = body[name];
    return typeof level === "number" && level > 0 ? [`${categoryText(tongue, name)}${tongue.marks.gap}${levelText(tongue, level)}`] : [];
  });
  return said.join(tongue.marks.and);
}

export function areaText({ areaNames }: Pick<Words, "areaNames">, code: string): string {
  const name = areaNames.get(code.padEnd(6, "0"));
  if (name !== undefined) return name;
  const listed = [9, 6].find((digits) => areaNames.has(code.slice(0, digits)));
  return listed === undefined ? code : `${areaNames.get(code.slice(0, listed))}${code.slice(listed)}`;
}

/** The name of an area without the province, the city or the region that it lies in (省、市、自治区). */
export function shortAreaText(name: string): string {
  return name.replace(/^.*?(?:\u7701|\u5e02|\u81ea\u6cbb\u533a)(?=.)/u, "");
}

export function yuanText({ t }: Pick<Tongue, "t">, yuan: number): string {
  return `${yuan.toLocaleString("en-US", { minimumFractionDigits: Number.isInteger(yuan) ? 0 : 2, maximumFractionDigits: 2 })}${t("元", " yuan")}`;
}

/** A value of a fact as people read it. @param value money in fen */
export function valueText(tongue: Tongue, words: Words, name: string, value: Value | null): string {
  const { t, say } = tongue;
  if (value === null) return t("不清楚", "not known");
  if (typeof value === "boolean") return value ? t("是", "yes") : t("否", "no");
  const fact = words.facts.get(name);
  if (fact?.type === "money" && typeof value === "number") return yuanText(tongue, value / 100);
  if (fact?.type === "date") return dayText(tongue, String(value));
  if (fact?.type === "region") return areaText(words, String(value));
  if (fact?.type === "enum") {
    const choice = fact.choices?.find((each) => each.value === value);
    return choice ? say(choice.text) : String(value);
  }
  if (categoryText(tongue, name) !== undefined && typeof value === "number")
    return value === 0 ? t("没有", "none") : levelText(tongue, value);
  return String(value);
}

export function factLabel({ say }: Pick<Tongue, "say">, words: Words, name: string): string {
  const fact = words.facts.get(name);
  return fact ? say(fact.label) : name;
}

/** What a record says, in a line. A certificate says what is disabled first; what says no is left out there. */
export function bodyText(tongue: Tongue, words: Words, kind: string, body: Readonly<Record<string, Value>>): string {
  const { t } = tongue;
  if (kind === "certificate") return certificateText(tongue, words, body);
  if (kind === "household")
    return body["isComplete"] === true
      ? t("户内成员已全部登记", "every member is registered")
      : t("户内成员没有登记全", "not every member is registered");
  const names = Object.keys(body);
  const said = names.map((name) => (name === "name" ? String(body[name]) : valueText(tongue, words, name, body[name] ?? null)));
  if (names.length === 1) return said[0] ?? "";
  return names.map((name, i) => `${factLabel(tongue, words, name)} ${said[i]}`).join(tongue.marks.semicolon);
}

function certificateText(tongue: Tongue, words: Words, body: Readonly<Record<string, Value>>): string {
  const { t } = tongue;
  const [status, issued, expires] = [body["certificate.status"], body["certificate.issued_on"], body["certificate.expires_on"]];
  return [
    disabilityText(tongue, body),
    body["disability.lower_limb"] === true ? t("下肢", "lower limbs") : "",
    status === undefined ? "" : valueText(tongue, words, "certificate.status", status),
    issued === undefined ? "" : t(`${dayText(tongue, String(issued))}发证`, `issued ${dayText(tongue, String(issued))}`),
    expires === undefined ? "" : t(`有效期至${dayText(tongue, String(expires))}`, `valid until ${dayText(tongue, String(expires))}`),
  ]
    .filter(Boolean)
    .join(tongue.marks.comma);
}

/** Full years on a day; somebody of 29 February turns a year older on 1 March in other years. */
export function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
