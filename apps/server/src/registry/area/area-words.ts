import type { AreaList } from "./area-list.ts";

/** What an area is called, by the beginning of its code; a village that is in no list by its number behind the name of its township. */
export function areaWords(areas: AreaList, code: string): string {
  const name = areas.nameOf(code.padEnd(6, "0"));
  return name ?? (code.length === 12 ? `${areas.nameOf(code.slice(0, 9)) ?? ""}${code.slice(9)}` : code);
}
