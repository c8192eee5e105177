import { isValidOn, parentCode } from "./area-faults.ts";
import { lastOf, type AreaList } from "./area-list.ts";
import type { Area } from "./area-rows.ts";
import { codePrefix } from "./code-prefix.ts";

/** A code with all that it has meant, what came before it and what follows it. */
export type AreaHistory = Pick<Area, "code" | "name" | "level"> & {
  /** What the codes of everything in it begin with: an appointment names its area so. */
  readonly prefix: string;
  readonly parent: string | null;
  /** Whether the code means an area on the day. */
  readonly isValid: boolean;
  /** The codes that it took over from. */
  readonly before: readonly string[];
  /** The oldest first. */
  readonly lines: readonly Area[];
};

/** 行政区划的沿革: every code of the list once, by its meaning on a day; of one that means nothing then, by what it meant last. */
export function areaHistories({ areas, areaAt }: Pick<AreaList, "areas" | "areaAt">, day: string): readonly AreaHistory[] {
  const byCode = Map.groupBy(areas, ({ code }) => code);
  const successors = Map.groupBy(areas, ({ successor }) => successor);
  return [...byCode].flatMap(([code, rows]) => {
    const shown = areaAt(code, day) ?? lastOf(rows);
    if (!shown) return [];
    return {
      code,
      name: shown.name,
      level: shown.level,
      prefix: codePrefix(code),
      parent: parentCode(code, (other) => byCode.has(other)),
      isValid: isValidOn(shown, day),
      before: [...new Set((successors.get(code) ?? []).map((row) => row.code))],
      lines: rows.toSorted((a, b) => ((a.validFrom ?? "") < (b.validFrom ?? "") ? -1 : 1)),
    };
  });
}
