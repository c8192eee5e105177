import type { Ir } from "../ir.ts";
import type { Fact } from "../vocabulary.ts";

/** The type of an expression. A number has a scale: its value is a whole number times 10^-scale. */
export type Type =
  | { readonly kind: "bool" | "date" | "region" }
  | { readonly kind: "number" | "money"; readonly scale: number }
  | { readonly kind: "enum"; readonly fact: Fact }
  /** A quoted text: a day, a region or a choice, by what it stands beside. */
  | { readonly kind: "text"; readonly text: string };

export type Typed = { readonly ir: Ir; readonly type: Type };

/** The type of a fact in an expression; money in whole fen. */
export function factType(fact: Fact): Type {
  switch (fact.type) {
    case "bool":
    case "date":
    case "region":
      return { kind: fact.type };
    case "int":
      return { kind: "number", scale: 0 };
    case "money":
      return { kind: "money", scale: 0 };
    case "enum":
      return { kind: "enum", fact };
  }
}

/** A type in words. */
export function typeName(type: Type): { readonly zh: string; readonly en: string } {
  switch (type.kind) {
    case "bool":
      return { zh: "是或否", en: "yes or no" };
    case "date":
      return { zh: "日期", en: "a date" };
    case "region":
      return { zh: "地区", en: "a region" };
    case "number":
      return { zh: "数", en: "a number" };
    case "money":
      return { zh: "金额", en: "money" };
    case "enum":
      return { zh: `“${type.fact.label.zh}”的选项`, en: `a choice of ${type.fact.name}` };
    case "text":
      return { zh: "文字", en: "text" };
  }
}

/** The decimal places that a value carries beyond its unit. */
export function scaleOf(typed: Typed): number {
  return typed.type.kind === "number" || typed.type.kind === "money" ? typed.type.scale : 0;
}

/** The same value with more decimal places. */
export function rescaled(typed: Typed, scale: number): Typed {
  const more = scale - scaleOf(typed);
  if (more === 0 || (typed.type.kind !== "number" && typed.type.kind !== "money")) return typed;
  const factor = 10 ** more;
  const ir: Ir =
    typed.ir.op === "const"
      ? { op: "const", value: typed.ir.value * factor }
      : { op: "multiply", left: typed.ir, right: { op: "const", value: factor } };
  return { ir, type: { kind: typed.type.kind, scale } };
}

/** An amount rounded to whole fen. */
export function inWholeFen(typed: Typed): Ir {
  const scale = scaleOf(typed);
  return scale === 0 ? typed.ir : { op: "round", of: typed.ir, scale };
}

/** True where two facts have the same choices, so that they can be compared. */
export function sameChoices(left: Fact, right: Fact): boolean {
  return left.values?.map((value) => value.key).join() === right.values?.map((value) => value.key).join();
}
