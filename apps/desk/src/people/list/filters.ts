import { z } from "zod";
import { dayText } from "../../text/day-text.ts";
import type { Tongue } from "../../text/use-text.ts";
import { areaText, categoryText, factLabel, levelText, shortAreaText, valueText, type Fact, type Words } from "../fact-words.ts";

/** One condition of a list, as the server takes it. Days are only compared: who was born on one day is a question about somebody, and an address holds none. */
const condition = z.union([
  z.strictObject({ fact: z.string().max(100), is: z.enum(["known", "unknown"]) }),
  z.strictObject({
    fact: z.string().max(100),
    is: z.enum(["equal", "not-equal", "at-least", "at-most"]),
    value: z.union([z.boolean(), z.number(), z.string().max(200)]),
  }),
  z.strictObject({ fact: z.string().max(100), is: z.literal("among"), values: z.array(z.string().max(100)).min(1).max(100) }),
  z.strictObject({ fact: z.string().max(100), is: z.literal("within"), value: z.string().regex(/^\d{6}(\d{3})?(\d{3})?$/) }),
]);
export type Condition = z.output<typeof condition>;

/** Conditions from an address or a saved view; whatever else stands there counts as none. */
export function readConditions(said: unknown): readonly Condition[] {
  const read = z.array(condition).max(20).safeParse(said);
  return read.success ? read.data : [];
}

/** Facts that a claim or an organisation says are in no list of people. */
const foreignGroups: ReadonlySet<string> = new Set(["claim", "application", "employer", "institution"]);

/** What a list can be filtered by: what is kept of people, and what the reader is shown. */
export function filterFacts({ facts }: Pick<Words, "facts">, isShown: (group: string) => boolean): readonly Fact[] {
  return [...facts.values()].filter(({ name, derived }) => {
    const group = name.split(".")[0] ?? "";
    return !foreignGroups.has(group) && isShown(group) && (derived === undefined || name === "person.age");
  });
}

/** All conditions as one reads them: 残疾人证有效，视力一级，沙坪坝区，2027年1月1日以前到期. */
export function conditionsText(tongue: Tongue, words: Words, conditions: readonly Condition[]): string {
  return phrases(tongue, words, conditions).join(tongue.marks.comma);
}

/** Each condition in words; a lower and an upper bound of one fact are one phrase. */
export function phrases(tongue: Tongue, words: Words, conditions: readonly Condition[]): readonly string[] {
  const said = new Set<Condition>();
  return conditions.flatMap((each) => {
    if (said.has(each)) return [];
    said.add(each);
    const other =
      each.is === "at-least" ? conditions.find((one) => one.fact === each.fact && one.is === "at-most" && !said.has(one)) : undefined;
    if (other) said.add(other);
    return [other ? betweenText(tongue, words, each, other) : conditionText(tongue, words, each)];
  });
}

function betweenText(tongue: Tongue, words: Words, low: Condition, high: Condition): string {
  const { t } = tongue;
  if (!("value" in low) || !("value" in high)) return "";
  const category = categoryText(tongue, low.fact);
  const same = low.value === high.value;
  if (category !== undefined) {
    const [from, to] = [Number(low.value), Number(high.value)];
    return same
      ? levelPhrase(tongue, category, from)
      : t(`${category}${levelText(tongue, from)}至${levelText(tongue, to)}`, `${category} level ${from} to ${to}`);
  }
  if (low.fact === "person.age") return t(`${low.value}至${high.value}岁`, `aged ${low.value} to ${high.value}`);
  const [from, to] = [low, high].map((each) => valueText(tongue, words, each.fact, each.value));
  return t(`${factLabel(tongue, words, low.fact)}${from}至${to}`, `${factLabel(tongue, words, low.fact)} ${from} to ${to}`);
}

function levelPhrase(tongue: Tongue, category: string, level: number): string {
  if (level === 0) return tongue.t(`没有${category}残疾`, `no ${category} disability`);
  return `${category}${tongue.marks.gap}${levelText(tongue, level)}`;
}

function conditionText(tongue: Tongue, words: Words, condition: Condition): string {
  const { t } = tongue;
  const label = factLabel(tongue, words, condition.fact);
  switch (condition.is) {
    case "known":
      return t(`${label}已登记`, `${label}: recorded`);
    case "unknown":
      return t(`${label}没有登记`, `${label}: not recorded`);
    case "within":
      return withinText(tongue, words, condition);
    case "among":
      return [label, condition.values.map((value) => valueText(tongue, words, condition.fact, value)).join(t("或", " or "))].join(
        tongue.marks.gap,
      );
    default:
      return comparedText(tongue, words, condition);
  }
}

function withinText(tongue: Tongue, words: Words, { fact, value }: Extract<Condition, { is: "within" }>): string {
  const place = shortAreaText(areaText(words, value));
  // Where somebody is registered goes without saying, as in the office.
  return fact === "person.hukou_region"
    ? place
    : tongue.t(`${factLabel(tongue, words, fact)}在${place}`, `${factLabel(tongue, words, fact)} in ${place}`);
}

function comparedText(
  tongue: Tongue,
  words: Words,
  { fact, is, value }: Extract<Condition, { value: boolean | number | string; is: "equal" | "not-equal" | "at-least" | "at-most" }>,
): string {
  const { t } = tongue;
  const label = factLabel(tongue, words, fact);
  if (fact === "certificate.status" && is === "equal" && value === "valid") return t("持证（有效）", "valid certificate");
  if (typeof value === "boolean") return value === (is === "equal") ? label : t(`不是“${label}”`, `not: ${label}`);
  const category = categoryText(tongue, fact);
  if (category !== undefined && is === "equal") return levelPhrase(tongue, category, Number(value));
  if (fact === "person.age")
    return is === "at-least" ? t(`${value}岁及以上`, `aged ${value} or more`) : t(`${value}岁及以下`, `aged ${value} or less`);
  const said = valueText(tongue, words, fact, value);
  if (fact === "certificate.expires_on" && is === "at-most" && String(value).endsWith("-12-31"))
    return t(`${Number(String(value).slice(0, 4)) + 1}年前到期`, `expires before ${Number(String(value).slice(0, 4)) + 1}`);
  if (fact === "certificate.expires_on")
    return is === "at-most"
      ? t(`${dayText(tongue, String(value))}或以前到期`, `expires by ${dayText(tongue, String(value))}`)
      : t(`${dayText(tongue, String(value))}或以后到期`, `expires on or after ${dayText(tongue, String(value))}`);
  const isDay = words.facts.get(fact)?.type === "date";
  switch (is) {
    case "equal":
      return `${label}${tongue.marks.gap}${said}`;
    case "not-equal":
      return t(`${label}不是${said}`, `${label} not ${said}`);
    case "at-least":
      return isDay ? t(`${label}在${said}或以后`, `${label} on or after ${said}`) : t(`${label}不少于${said}`, `${label} at least ${said}`);
    case "at-most":
      return isDay ? t(`${label}在${said}或以前`, `${label} on or before ${said}`) : t(`${label}不多于${said}`, `${label} at most ${said}`);
  }
}
