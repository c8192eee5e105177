import type { Fact } from "@huican/engine";
import type { AreaList } from "../area/area-list.ts";
import { areaWords } from "../area/area-words.ts";

/** A fact as a cell of a list says it: 是, 有效, the name of an area; money in yuan; a day and a number as they are. */
export function factWords(fact: Fact, value: string | number | boolean, areas: AreaList): string | number {
  if (typeof value === "boolean") return value ? "是" : "否";
  if (fact.type === "money" && typeof value === "number") return value / 100;
  if (fact.type === "region") return areaWords(areas, String(value));
  if (fact.type === "enum") return fact.values?.find(({ key }) => key === value)?.text.zh ?? String(value);
  return value;
}
