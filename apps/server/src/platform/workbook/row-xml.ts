/** A value of a cell; a day as `2026-03-31`. */
export type Value = string | number | null;

export type CellKind = "text" | "day" | "number";

/** Days are counted from here; Excel believes that 1900 had a 29 February, so days before March of that year stay texts. */
const excelEpochMs = Date.UTC(1899, 11, 30);
const firstSafeDay = "1900-03-01";

/** How the cells of a column are written: `B`, ` s="3"`, and what they are. */
export type CellForm = { readonly letters: string; readonly style: string; readonly kind: CellKind };

/**
 * One row of a sheet. Every text is an inline string: nothing in it is ever a formula, whatever it begins with.
 * @param number of the row, from 1
 */
export function rowXml(number: number, values: readonly Value[], forms: readonly CellForm[]): string {
  let cells = "";
  forms.forEach(({ letters, style, kind }, i) => {
    const value = values[i] ?? null;
    if (value === null || value === "") return;
    const place = `<c r="${letters}${number}"${style}`;
    const figure = figureOf(value, kind);
    cells +=
      figure === null
        ? `${place} t="inlineStr"><is><t xml:space="preserve">${escaped(String(value))}</t></is></c>`
        : `${place}><v>${figure}</v></c>`;
  });
  return `<row r="${number}">${cells}</row>`;
}

/** What Excel counts with; null for a text, and for a day that it cannot count. */
function figureOf(value: string | number, kind: CellKind): number | null {
  if (kind === "number") return typeof value === "number" && Number.isFinite(value) ? value : null;
  if (kind === "text" || typeof value !== "string" || value < firstSafeDay) return null;
  const days = (Date.parse(`${value}T00:00:00Z`) - excelEpochMs) / 86_400_000;
  return Number.isInteger(days) ? days : null;
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** As XML, without what XML cannot hold. Excel reads `_x0041_` as a character: such an underscore is written by its own code. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/(?![\t\n])\p{Cc}|[\uFFFE\uFFFF]/gu, "")
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replaceAll(/[&<>]/g, (character) => entities[character] ?? "");
}
