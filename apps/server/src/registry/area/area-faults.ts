import { formatDay, parseDay } from "@huican/engine";
import type { Area, AreaLevel, ElsewhereRow, Zone } from "./area-rows.ts";

/** What a code of each level looks like. */
const forms: Readonly<Record<AreaLevel, RegExp>> = {
  province: /^\d{2}0000$/,
  city: /^\d{2}(?!00)\d{2}00$/,
  district: /^\d{4}(?!00)\d{2}$/,
  township: /^\d{6}(?!000)\d{3}$/,
};

/** Everything that is wrong with a list, in words for whoever edits it. */
export function faultsIn(areas: readonly Area[], zones: readonly Zone[]): readonly string[] {
  const byCode = Map.groupBy(areas, ({ code }) => code);
  return [
    ...areas.flatMap((area) => [...faultsOfRow(area), ...faultsOfParent(area, byCode), ...faultsOfSuccessor(area, byCode)]),
    ...[...byCode].flatMap(([code, rows]) => (overlaps(rows) ? [`${code}: periods overlap`] : [])),
    ...zones.flatMap(({ key, liesIn }, index) => [
      ...(zones.findIndex((zone) => zone.key === key) === index ? [] : [`${key}: twice`]),
      ...(liesIn.length === 0 ? [`${key}: lies nowhere`] : []),
      ...liesIn.filter((code) => !byCode.has(code)).map((code) => `${key}: lies in ${code}, which is not listed`),
    ]),
  ];
}

/** What is wrong with the list of the rest of the country: a code stands once, in one of the two lists, and what it lies in stands there too. */
export function faultsElsewhere(rows: readonly ElsewhereRow[], areas: readonly Area[]): readonly string[] {
  const own = new Set(areas.map(({ code }) => code));
  const listed = new Set([...own, ...rows.map(({ code }) => code)]);
  return rows.flatMap(({ code, name }, index) => [
    ...(/^\d{6}$/.test(code) && name !== "" ? [] : [`${code}: no code of six digits with a name`]),
    ...(own.has(code) || rows[index - 1]?.code === code ? [`${code}: twice`] : []),
    ...((rows[index - 1]?.code ?? "") > code ? [`${code}: not in the order of codes`] : []),
    ...(code.endsWith("0000") || parentCode(code, (other) => listed.has(other)) !== null
      ? []
      : [`${code}: lies in nothing that is listed`]),
  ]);
}

function faultsOfRow({ code, name, level, validFrom, validTo }: Area): readonly string[] {
  if (!Object.hasOwn(forms, level)) return [`${code}: no such level`];
  const days = [validFrom, validTo].filter((day) => day !== null);
  if (days.some((day) => parseDay(day) === null)) return [`${code}: no such day`];
  return [
    ...(forms[level].test(code) ? [] : [`${code}: not the code of a ${level}`]),
    ...(name === "" ? [`${code}: no name`] : []),
    ...(validFrom !== null && validTo !== null && validFrom > validTo ? [`${code}: ends before it begins`] : []),
  ];
}

function faultsOfParent(area: Area, byCode: ReadonlyMap<string, readonly Area[]>): readonly string[] {
  if (area.level === "province") return [];
  const parent = parentCode(area.code, (code) => byCode.has(code));
  const rows = (parent === null ? undefined : byCode.get(parent)) ?? [];
  return rows.some((row) => overlaps([row, area])) ? [] : [`${area.code}: lies in nothing that is listed for its time`];
}

function faultsOfSuccessor({ code, successor, validTo }: Area, byCode: ReadonlyMap<string, readonly Area[]>): readonly string[] {
  if (successor === null) return [];
  const last = validTo === null ? null : parseDay(validTo);
  if (last === null) return [`${code}: has a successor and does not end`];
  // Valid on the day after: so a chain of successors goes forward in time and comes to an end.
  const dayAfter = formatDay(last + 1);
  return byCode.get(successor)?.some((row) => isValidOn(row, dayAfter)) ? [] : [`${code}: its successor ${successor} does not follow it`];
}

function overlaps(rows: readonly Area[]): boolean {
  return rows.some((one, index) =>
    rows.slice(index + 1).some((other) => startsBy(one, other.validTo ?? lastOfDays) && startsBy(other, one.validTo ?? lastOfDays)),
  );
}

/** After every day in a list. */
const lastOfDays = "9999-12-31";

function startsBy({ validFrom }: Area, day: string): boolean {
  return validFrom === null || validFrom <= day;
}

export function isValidOn(area: Area, day: string): boolean {
  return startsBy(area, day) && (area.validTo === null || day <= area.validTo);
}

/** The code of what an area lies in: a township in its district, a district in its city, or in its province where no city stands between them. */
export function parentCode(code: string, isListed: (code: string) => boolean): string | null {
  const around = code.length > 6 ? [code.slice(0, 6)] : [`${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`];
  return around.find((other) => other !== code && isListed(other)) ?? null;
}
