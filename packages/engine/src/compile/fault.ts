/** One thing that is wrong with a pack, where it is, and what would be right. */
export type Fault = {
  readonly code: FaultCode;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly message_en: string;
  readonly remedy: string;
  readonly remedy_en: string;
};

export type FaultCode =
  | "yaml"
  | "missing_file"
  | "missing_field"
  | "unknown_field"
  | "wrong_shape"
  | "unknown_name"
  | "duplicate"
  | "expression"
  | "type_error"
  | "money_times_money"
  | "too_complex"
  | "dated_gap"
  | "dated_overlap"
  | "no_source"
  | "below_floor"
  | "never_true"
  | "nobody"
  | "unused_definition"
  | "not_exclusive"
  | "coverage"
  | "worked_case";

/** Where in a file. Lines and columns count from 1. */
export type Place = { readonly file: string; readonly line: number; readonly column: number };

/** A fault in both languages: what is wrong, and what would be right. */
export type FaultText = { readonly zh: string; readonly en: string; readonly fixZh: string; readonly fixEn: string };

export function fault(code: FaultCode, place: Place, text: FaultText): Fault {
  return {
    code,
    file: place.file,
    line: place.line,
    column: place.column,
    message: text.zh,
    message_en: text.en,
    remedy: text.fixZh,
    remedy_en: text.fixEn,
  };
}

/** The nearest of some names to one that does not exist, where one is near enough to be meant. */
function nearest(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(name, candidate);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** The remedy for an unknown name: the one that was meant, those that share a word with it, or the first there are. */
export function suggestion(name: string, candidates: Iterable<string>): Pick<FaultText, "fixZh" | "fixEn"> {
  const all = [...candidates];
  const near = nearest(name, all);
  if (near) return { fixZh: `您是否想写“${near}”？`, fixEn: `Did you mean "${near}"?` };
  if (all.length === 0) return { fixZh: "现在还没有可用的名称。", fixEn: "There are no names yet." };
  const words = new Set(wordsOf(name));
  const shared = (candidate: string) => wordsOf(candidate).filter((word) => words.has(word)).length;
  const some = all.toSorted((a, b) => shared(b) - shared(a)).slice(0, 12);
  const isAll = some.length === all.length;
  return {
    fixZh: `可用的名称${isAll ? "" : "有"}：${some.join("、")}${isAll ? "" : "……"}`,
    fixEn: `${isAll ? "Names that exist" : "Names that exist include"}: ${some.join(", ")}${isAll ? "" : " …"}`,
  };
}

/** The words of a name that tell it apart. */
function wordsOf(name: string): readonly string[] {
  return name.split(/[._-]/).filter((word) => word.length > 2);
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(substitution, (previous[j] as number) + 1, (row[j - 1] as number) + 1));
    }
    previous = row;
  }
  return previous[b.length] as number;
}
