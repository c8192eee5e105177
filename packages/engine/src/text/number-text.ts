import { formatDay } from "../day.ts";
import type { Relation } from "../ir.ts";
import { toYuan } from "../money.ts";
import type { Text } from "../text.ts";
import { dayText } from "./day-text.ts";

/** What a number counts, where that shows: it decides how a constant beside it is written. */
export type Unit = "yuan" | "years" | "months" | "days" | "date" | "plain";

export const relations: Readonly<Record<Relation, readonly [string, string]>> = {
  "==": ["等于", "equals"],
  "!=": ["不等于", "does not equal"],
  "<": ["低于", "is below"],
  "<=": ["不超过", "is at most"],
  ">": ["高于", "is above"],
  ">=": ["不低于", "is at least"],
};

export const countRelations: Readonly<Record<Relation, readonly [string, string]>> = {
  ...relations,
  "<": ["少于", "is less than"],
  "<=": ["不多于", "is at most"],
  ">": ["超过", "is more than"],
  ">=": ["不少于", "is at least"],
};

export const dateRelations: Readonly<Record<Relation, readonly [string, string]>> = {
  "==": ["是", "is"],
  "!=": ["不是", "is not"],
  "<": ["早于", "is before"],
  "<=": ["不晚于", "is not after"],
  ">": ["晚于", "is after"],
  ">=": ["不早于", "is not before"],
};

export const spanUnits = {
  years: { zh: "周年数", en: "full years" },
  months: { zh: "整月数", en: "full months" },
  days: { zh: "天数", en: "days" },
} as const;

/** A multiple in words: part of a number as a percentage of it. */
export function multiple(size: number, { zh, en }: Text, by?: Text): Text {
  const note = by ? { zh: `（${by.zh}）`, en: ` (${by.en})` } : { zh: "", en: "" };
  if (size === 1) return { zh: `${zh}${note.zh}`, en: `${en}${note.en}` };
  if (size > 1) return { zh: `${zh}×${tidy(size)}${note.zh}`, en: `${en} × ${tidy(size)}${note.en}` };
  const percent = `${tidy(size * 100)}%`;
  return { zh: `${zh}的${percent}${note.zh}`, en: `${percent} of ${en}${note.en}` };
}

/** A number in words, by what it counts. */
export function numberText(value: number, unit: Unit): Text {
  switch (unit) {
    case "yuan": {
      const yuan = toYuan(value).toLocaleString("en-US", { minimumFractionDigits: value % 100 === 0 ? 0 : 2 });
      return { zh: `${yuan}元`, en: `${yuan} yuan` };
    }
    case "date": {
      return dayText(formatDay(value));
    }
    case "years":
      return { zh: `${value}年`, en: `${value} years` };
    case "months":
      return { zh: `${value}个月`, en: `${value} months` };
    case "days":
      return { zh: `${value}天`, en: `${value} days` };
    case "plain":
      return { zh: tidy(value), en: tidy(value) };
  }
}

/** A number without the dust of binary fractions. */
export function tidy(value: number): string {
  return String(Math.round(value * 1e9) / 1e9);
}

export function around(zhBefore: string, zhAfter: string, enBefore: string, enAfter: string, { zh, en }: Text): Text {
  return { zh: `（${zhBefore}${zh}）${zhAfter}`, en: `${enBefore}(${en})${enAfter}` };
}
