import type { Ir } from "../ir.ts";

/**
 * A linear form: terms with whole coefficients, and a constant. A term is a fact, an unset parameter, or what the algebra here does not see
 * through (full years between two days, a floor); it is known by a key and computed by an expression.
 */
export type Form = {
  readonly terms: readonly { readonly key: string; readonly ir: Ir; readonly coefficient: number }[];
  readonly constant: number;
};

export function constantForm(constant: number): Form {
  return { terms: [], constant };
}

export function termForm(key: string, ir: Ir): Form {
  return { terms: [{ key, ir, coefficient: 1 }], constant: 0 };
}

/** `left + factor * right`. */
export function combine(left: Form, right: Form, factor: number): Form {
  const terms = new Map(left.terms.map((term) => [term.key, term]));
  for (const term of right.terms) {
    const coefficient = (terms.get(term.key)?.coefficient ?? 0) + factor * term.coefficient;
    if (coefficient === 0) terms.delete(term.key);
    else terms.set(term.key, { ...term, coefficient });
  }
  return {
    terms: [...terms.values()].sort((a, b) => (a.key < b.key ? -1 : 1)),
    constant: left.constant + factor * right.constant,
  };
}

export function scale(form: Form, factor: number): Form {
  return combine(constantForm(0), form, factor);
}

export function formKey(form: Form): string {
  return `${form.terms.map((term) => `${term.coefficient}*${term.key}`).join("+")}+${form.constant}`;
}

/** A form without its constant as one term: the sum that a comparison with a constant cuts. */
export function sumTerm(form: Form): { readonly key: string; readonly ir: Ir } {
  const [first, ...rest] = form.terms.map((term): Ir =>
    term.coefficient === 1 ? term.ir : { op: "multiply", left: { op: "const", value: term.coefficient }, right: term.ir },
  );
  if (!first) throw new Error("A sum has at least one term.");
  const ir = rest.reduce((left, right): Ir => ({ op: "add", left, right }), first);
  return { key: formKey({ ...form, constant: 0 }), ir };
}
