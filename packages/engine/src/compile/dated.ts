import type { Period } from "../compiled-pack.ts";
import { formatDay, parseDay } from "../day.ts";
import type { Source } from "./source.ts";

/** Faults where dated values overlap or leave days without a value between them. The values stand in the order of time. */
export function checkDated(values: readonly Period[], sources: readonly Source[]): void {
  values.forEach((value, i) => {
    const next = values[i + 1];
    const nextSource = sources[i + 1];
    if (!next || !nextSource) return;
    const expected = value.to === null ? null : formatDay((parseDay(value.to) as number) + 1);
    if (expected === null || next.from === null || next.from < expected) {
      nextSource.fail("dated_overlap", {
        zh: "这一段日期与上一段重叠。",
        en: "These days overlap with the ones before.",
        fixZh: expected ? `请把起始日改为 ${expected}，或提前结束上一段。` : "请给上一段写上结束日 to。",
        fixEn: expected ? `Begin on ${expected}, or end the ones before earlier.` : "Give the ones before a last day (to).",
      });
    } else if (next.from > expected) {
      nextSource.fail("dated_gap", {
        zh: `${expected} 至 ${formatDay((parseDay(next.from) as number) - 1)} 没有取值。`,
        en: `No value from ${expected} to ${formatDay((parseDay(next.from) as number) - 1)}.`,
        fixZh: `请把起始日改为 ${expected}，或补上中间一段。`,
        fixEn: `Begin on ${expected}, or add what lies between.`,
      });
    }
  });
}
