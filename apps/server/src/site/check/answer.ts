import { encode, formatRegion, parseRegion, type Fact } from "@huican/engine";
import { dayText } from "../frame/day-text.ts";
import type { Tongue } from "../frame/language.ts";
import { noRegion } from "./inquiry.ts";
import type { Place } from "./places.ts";

/** One answer as it is kept: the form that the engine's callers use. */
export type Answer = boolean | number | string;

/** The choices of a region question: the places, and none where there may be none. */
export function regionChoices(
  places: readonly Place[],
  fact: Fact,
): readonly { readonly value: string; readonly zh: string; readonly en: string }[] {
  const mayBeNone = fact.closed !== undefined;
  return [
    ...places.map(({ code, text }) => ({ value: code, zh: text.zh, en: text.en })),
    ...(mayBeNone ? [{ value: noRegion, zh: "没有", en: "I have none" }] : []),
  ];
}

/** A disability level in words; 1 is the heaviest. */
export function levelText({ t }: Tongue, level: number): string {
  return (
    [
      t("没有这类残疾", "None of this kind"),
      t("一级（最重）", "Level 1 (heaviest)"),
      t("二级", "Level 2"),
      t("三级", "Level 3"),
      t("四级（最轻）", "Level 4 (lightest)"),
    ][level] ?? String(level)
  );
}

export function isLevel(fact: Fact): boolean {
  return fact.type === "int" && fact.range?.[0] === 0 && fact.range[1] === 4;
}

/** An answer as the visitor reads it back. */
export function answerText(places: readonly Place[], tongue: Tongue, fact: Fact, answer: Answer): string {
  const { t, say } = tongue;
  switch (fact.type) {
    case "bool":
      return answer === true ? t("是", "Yes") : t("否", "No");
    case "enum": {
      const value = fact.values?.find((candidate) => candidate.key === answer);
      return value ? say(value.text) : String(answer);
    }
    case "date":
      return dayText(tongue, String(answer));
    case "money":
      return t(`${String(answer)}元`, `${String(answer)} yuan`);
    case "region": {
      const place = regionChoices(places, fact).find(({ value }) => value === answer);
      return place ? t(place.zh, place.en) : formatRegion(parseRegion(String(answer)) ?? 0);
    }
    case "int":
      return isLevel(fact) ? levelText(tongue, Number(answer)) : String(answer);
  }
}

/** What is wrong with an answer, in words that say what would be right; null where nothing is. */
export function problemWith(tongue: Tongue, fact: Fact, answer: Answer): string | null {
  if (fact.type === "region" && answer === noRegion) return null;
  const encoded = encode(fact, answer);
  if (typeof encoded === "number") return null;
  const { t } = tongue;
  switch (fact.type) {
    case "date":
      return t("请填写日历上有的日期，例如 1985年4月4日。", "Please give a day of the calendar, such as 4 April 1985.");
    case "money":
      return t("请填写金额，例如 1200 或 1200.50，不用写“元”。", "Please give a sum such as 1200 or 1200.50, without a unit.");
    case "int":
      return t(
        `请填写整数，${rangeText(fact, "不小于", "不大于", "，")}。`,
        `Please give a whole number, ${rangeText(fact, "at least", "at most", ", ")}.`,
      );
    default:
      return t("请从列出的选项中选择一项。", "Please choose one of the options listed.");
  }
}

function rangeText(fact: Fact, atLeast: string, atMost: string, comma: string): string {
  const [least, greatest] = fact.range ?? [0, null];
  return [`${atLeast} ${least ?? 0}`, greatest === null ? "" : `${atMost} ${greatest}`].filter(Boolean).join(comma);
}
