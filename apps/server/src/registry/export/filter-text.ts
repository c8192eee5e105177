import type { Fact, Vocabulary } from "@huican/engine";
import type { AreaList } from "../area/area-list.ts";
import { areaWords } from "../area/area-words.ts";
import type { Filter } from "../search/filter.ts";
import { factWords } from "./fact-words.ts";

const signs = { equal: "是", "not-equal": "不是", "at-least": "不小于", "at-most": "不大于" } as const;

/** A condition of a list in words: `残疾人证状态是有效`. */
export function filterText(filter: Filter, { facts }: Vocabulary, areas: AreaList): string {
  const fact = facts.find(({ name }) => name === filter.fact);
  const label = fact?.label.zh ?? filter.fact;
  switch (filter.is) {
    case "known":
      return `${label}已登记`;
    case "unknown":
      return `${label}没有登记`;
    case "within":
      return `${label}在${areaWords(areas, filter.value)}`;
    case "among":
      return `${label}是${filter.values.map((value) => words(fact, value, areas)).join("或")}`;
    default:
      return `${label}${signs[filter.is]}${words(fact, filter.value, areas)}`;
  }
}

function words(fact: Fact | undefined, value: string | number | boolean, areas: AreaList): string {
  return fact === undefined ? String(value) : String(factWords(fact, value, areas));
}
