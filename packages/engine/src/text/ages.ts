import type { Relation } from "../ir.ts";
import type { Text } from "../text.ts";

/** An age in full years, from one and below another; null is open. */
export type Ages = { readonly from: number | null; readonly below: number | null };

/** The ages that a comparison leaves; null where they are not one band. */
export function agesOf(rel: Relation, years: number): Ages | null {
  switch (rel) {
    case ">=":
      return { from: years, below: null };
    case ">":
      return { from: years + 1, below: null };
    case "<":
      return { from: null, below: years };
    case "<=":
      return { from: null, below: years + 1 };
    case "==":
      return { from: years, below: years + 1 };
    case "!=":
      return null;
  }
}

/** An age as people say it: 3至6周岁 / is aged 3 to 6. */
export function aged({ from, below }: Ages): Text {
  if (from === null) return { zh: `未满${below}周岁`, en: `is under ${below}` };
  if (below === null) return from === 0 ? { zh: "0周岁起", en: "is of any age" } : { zh: `已满${from}周岁`, en: `is aged ${from} or over` };
  const last = below - 1;
  return last === from ? { zh: `${from}周岁`, en: `is aged ${from}` } : { zh: `${from}至${last}周岁`, en: `is aged ${from} to ${last}` };
}
