import { parseDay, type Fact } from "@huican/engine";
import type { Refusal } from "../../platform/refusal.ts";
import type { AreaList } from "../../registry/index.ts";
import { rowErrors } from "./row-errors.ts";

const yes = new Set(["true", "1", "yes", "y", "是", "有", "√", "✓", "对", "享受"]);
const no = new Set(["false", "0", "no", "n", "否", "无", "没有", "×", "不是", "未享受"]);

/** What a cell says of a fact, or why it cannot be used. */
export function cellValue(fact: Fact, typed: string, areas: AreaList, today: string): boolean | number | string | Refusal {
  const text = typed.normalize("NFKC").trim();
  switch (fact.type) {
    case "bool":
      return truth(text.toLowerCase()) ?? rowErrors.unreadable();
    case "int":
      return wholeNumber(fact, text) ?? rowErrors.unreadable();
    case "date":
      return dayOf(text) ?? rowErrors.unreadable();
    case "region":
      return areaCode(typed.trim(), areas, today) ?? rowErrors.unknownArea();
    case "enum":
      return fact.values?.find((value) => choiceWords(value).has(text))?.key ?? rowErrors.unreadable();
    case "money":
      return rowErrors.unreadable();
  }
}

function truth(text: string): boolean | null {
  if (yes.has(text)) return true;
  return no.has(text) ? false : null;
}

const levels: Readonly<Record<string, number>> = { 无: 0, 一: 1, 二: 2, 三: 3, 四: 4 };

/** `3`, and of levels 三级. */
function wholeNumber({ name, range }: Fact, text: string): number | null {
  const plain = name.startsWith("disability.") ? text.replace(/级$/, "") : text;
  const number = levels[plain] ?? (/^-?\d{1,9}(\.0+)?$/.test(plain) ? Number(plain) : Number.NaN);
  const [least, most] = range ?? [0, null];
  return Number.isInteger(number) && number >= (least ?? -Infinity) && number <= (most ?? Infinity) ? number : null;
}

/** `2024-03-01`, and as lists write it: 2024/3/1, 2024.3.1, 2024年3月1日, 20240301, with a time of midnight behind it. */
function dayOf(text: string): string | null {
  const match = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(?:[ T]0{1,2}:00(?::00(?:\.0+)?)?Z?)?$/.exec(text);
  if (!match) return null;
  const [, year = "", month = match[4] ?? "", date = match[5] ?? ""] = match;
  const day = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  return parseDay(day) !== null && day >= "1850-01-01" && day <= "2200-12-31" ? day : null;
}

/** A code, or a name that one area alone has. */
function areaCode(text: string, areas: AreaList, today: string): string | null {
  const code = text.replaceAll(/\s/g, "");
  if (/^\d{6}(\d{3}(\d{3})?)?$/.test(code))
    return areas.nameOf(code.slice(0, 9)) === null && areas.nameOf(code.slice(0, 6)) === null ? null : code;
  const places = areas.placesNamed(code).filter((place) => /^\d+$/.test(place) && areas.areaAt(place, today) !== null);
  // What people call so here is meant before what is called so elsewhere.
  const [place, ...others] = places.length > 0 ? places : areas.elsewhere.codesNamed(code);
  return others.length === 0 ? (place ?? null) : null;
}

const otherWords: Readonly<Record<string, readonly string[]>> = {
  male: ["男性"],
  female: ["女性"],
  urban: ["城镇", "非农业", "非农", "居民户口"],
  rural: ["农村", "农业", "农业户口"],
};

function choiceWords({ key, text }: NonNullable<Fact["values"]>[number]): ReadonlySet<string> {
  return new Set([key, text.zh, text.zh.normalize("NFKC"), ...(otherWords[key] ?? [])]);
}
