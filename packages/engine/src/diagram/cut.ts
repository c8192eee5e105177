import type { Ir, Relation } from "../ir.ts";
import { sumTerm, type Form } from "./form.ts";

/** The term that a comparison of a form with zero cuts: the form's one term, or its sum. */
export function termOf(form: Form): { readonly key: string; readonly ir: Ir } {
  const [first] = form.terms;
  return form.terms.length === 1 && first ? first : sumTerm(form);
}

/** Where a form stands in a relation to zero: the whole values `from ≤ term < to` of its term, or a plain yes or no. */
export type Cut = { readonly from: number | null; readonly to: number | null; readonly isOutside?: true };

/** Reads a relation of a form to zero as a cut of its term; yes or no where the form is a constant or the bound is never met. */
export function cutOf(rel: Relation, form: Form): Cut | boolean {
  if (form.terms.length === 0) return holds(rel, form.constant);
  const coefficient = form.terms.length === 1 ? (form.terms[0]?.coefficient ?? 1) : 1;
  const bound = -form.constant / coefficient;
  const direction = coefficient > 0 ? rel : mirrored[rel];
  switch (direction) {
    case ">=":
      return { from: Math.ceil(bound), to: null };
    case ">":
      return { from: Math.floor(bound) + 1, to: null };
    case "<":
      return { from: null, to: Math.ceil(bound) };
    case "<=":
      return { from: null, to: Math.floor(bound) + 1 };
    case "==":
      return Number.isInteger(bound) ? { from: bound, to: bound + 1 } : false;
    case "!=":
      return Number.isInteger(bound) ? { from: bound, to: bound + 1, isOutside: true } : true;
  }
}

const mirrored: Readonly<Record<Relation, Relation>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!=" };

function holds(rel: Relation, constant: number): boolean {
  switch (rel) {
    case "==":
      return constant === 0;
    case "!=":
      return constant !== 0;
    case "<":
      return constant < 0;
    case "<=":
      return constant <= 0;
    case ">":
      return constant > 0;
    case ">=":
      return constant >= 0;
  }
}
