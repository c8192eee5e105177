import type { AreaList } from "./area-list.ts";

/** What an area is called, by the beginning of its code; a village or a township that is in no list by its number behind the name of what it lies in. */
export function areaWords(areas: AreaList, code: string): string {
  const name = areas.nameOf(code.padEnd(6, "0"));
  if (name !== null) return name;
  const listed = [9, 6].find((digits) => digits < code.length && areas.nameOf(code.slice(0, digits)) !== null);
  return listed === undefined ? code : `${areas.nameOf(code.slice(0, listed))}${code.slice(listed)}`;
}
