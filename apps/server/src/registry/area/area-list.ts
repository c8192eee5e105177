import { readFileSync } from "node:fs";
import { join } from "node:path";
import { faultsElsewhere, faultsIn, isValidOn, parentCode } from "./area-faults.ts";
import { readAreaRows, readElsewhereRows, readZoneRows, type Area, type ElsewhereRow, type Zone } from "./area-rows.ts";
import { elsewhereOf, type Elsewhere } from "./elsewhere.ts";

/** The administrative areas (行政区划) over time, and the zones beside them. */
export type AreaList = {
  readonly areas: readonly Area[];
  readonly zones: readonly Zone[];
  /** What a code meant on a day, or null where it meant nothing. */
  readonly areaAt: (code: string, day: string) => Area | null;
  /** The code that an area has on a day, by its successors where its own has ended; null where nothing took over, or only people can say what did. */
  readonly currentCode: (code: string, day: string) => string | null;
  /** `重庆市沙坪坝区渝碚路街道`: as on a day, or as the code was last used. Of the rest of the country down to the districts. */
  readonly nameOf: (code: string, day?: string) => string | null;
  /** Codes of areas and keys of zones that people call so: 沙坪坝 is a district and a street. */
  readonly placesNamed: (words: string) => readonly string[];
  readonly elsewhere: Elsewhere;
};

/** Where `areas.csv` comes from: whoever brings a newer one changes this with it. */
export const areaSource = {
  asOf: "2023-06-30",
  text: {
    zh: "国家统计局统计用区划代码；六位代码依 GB/T 2260，九位是统计代码",
    en: "the statistical area codes of the National Bureau of Statistics; six digits are GB/T 2260, nine are statistical codes",
  },
};

let own: AreaList | undefined;

/** The list that comes with the program. */
export function ownAreaList(): AreaList {
  const read = (file: string) => readFileSync(join(import.meta.dirname, file), "utf8");
  own ??= readAreaList(read("areas.csv"), read("zones.csv"), read("elsewhere.csv"));
  return own;
}

export function readAreaList(areasCsv: string, zonesCsv: string, elsewhereCsv = "code,name"): AreaList {
  const areas = readAreaRows(areasCsv);
  const zones = readZoneRows(zonesCsv);
  const elsewhere = readElsewhereRows(elsewhereCsv);
  const faults = [...faultsIn(areas, zones), ...faultsElsewhere(elsewhere, areas)];
  if (faults.length > 0) throw new Error(`The list of areas is wrong: ${faults.join("; ")}.`);
  return areaListOf(areas, zones, elsewhere);
}

function areaListOf(areas: readonly Area[], zones: readonly Zone[], others: readonly ElsewhereRow[]): AreaList {
  const byCode = Map.groupBy(areas, ({ code }) => code);
  const areaAt = (code: string, day: string) => byCode.get(code)?.find((area) => isValidOn(area, day)) ?? null;

  const currentCode = (code: string, day: string): string | null => {
    if (areaAt(code, day)) return code;
    const successor = lastOf((byCode.get(code) ?? []).filter(({ validTo }) => validTo !== null && validTo < day))?.successor;
    return successor ? currentCode(successor, day) : null;
  };

  /** The area and all it lies in, from the province down. */
  const chainOf = (area: Area): readonly Area[] => {
    const parent = parentCode(area.code, (code) => byCode.has(code));
    if (parent === null) return [area];
    // An area that has ended lay in what was around it on its last day.
    const around = area.validTo === null ? lastOf(byCode.get(parent) ?? []) : areaAt(parent, area.validTo);
    return around ? [...chainOf(around), area] : [area];
  };

  const elsewhere = elsewhereOf(others, (code) => lastOf(byCode.get(code) ?? [])?.name);

  const nameOf = (code: string, day?: string) => {
    if (!byCode.has(code)) return elsewhere.nameOf(code);
    const area = day === undefined ? lastOf(byCode.get(code) ?? []) : areaAt(code, day);
    if (!area) return null;
    const chain = chainOf(area).map((part) => (day === undefined ? part : (areaAt(part.code, day) ?? part)));
    return chain.map(({ name }) => name).join("");
  };

  const places = [
    ...areas.flatMap((area) => waysToSay(chainOf(area)).map((words) => ({ words, place: area.code }))),
    ...zones.map(({ key, name }) => ({ words: name, place: key })),
  ];
  const byWords = Map.groupBy(places, ({ words }) => words);
  const placesNamed = (words: string) => [...new Set((byWords.get(words) ?? []).map(({ place }) => place))];

  return { areas, zones, areaAt, currentCode, nameOf, placesNamed, elsewhere };
}

/** The full name, the name with ever less of what is around it, and the bare name: 渝碚路街道 and 渝碚路. */
function waysToSay(chain: readonly Area[]): readonly string[] {
  const names = chain.map(({ name }) => name);
  const bare = (names.at(-1) ?? "").replace(/(?:[彝藏羌苗回]族)?(?:自治县|街道|省|市|区|县|镇|乡)$/u, "");
  return [...names.map((_, index) => names.slice(index).join("")), ...(bare.length > 1 ? [bare] : [])];
}

/** The row of a code that was used last. */
export function lastOf(rows: readonly Area[]): Area | undefined {
  return rows.toSorted((a, b) => ((a.validFrom ?? "") < (b.validFrom ?? "") ? -1 : 1)).at(-1);
}
