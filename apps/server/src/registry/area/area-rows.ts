import { parseCsv } from "hucre/csv";

/** An administrative division (行政区划) while its code means this area. */
export type Area = {
  readonly code: string;
  readonly name: string;
  readonly level: AreaLevel;
  /** The first and the last day; null is without beginning or end. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly successor: string | null;
  readonly note: string | null;
};

export type AreaLevel = "province" | "city" | "district" | "township";

/** A functional zone (功能区) such as a high-tech zone: it has residents and an office, and no code. */
export type Zone = { readonly key: string; readonly name: string; readonly liesIn: readonly string[]; readonly note: string | null };

export function readAreaRows(csv: string): readonly Area[] {
  return rowsOf(csv, ["code", "name", "level", "valid_from", "valid_to", "successor", "note"]).map((row) => ({
    code: row.code ?? "",
    name: row.name ?? "",
    level: row.level as AreaLevel,
    validFrom: row.valid_from || null,
    validTo: row.valid_to || null,
    successor: row.successor || null,
    note: row.note || null,
  }));
}

/** An area of the country that no document of ours is about, by its code of six digits. */
export type ElsewhereRow = { readonly code: string; readonly name: string };

export function readElsewhereRows(csv: string): readonly ElsewhereRow[] {
  return rowsOf(csv, ["code", "name"]).map((row) => ({ code: row.code ?? "", name: row.name ?? "" }));
}

export function readZoneRows(csv: string): readonly Zone[] {
  return rowsOf(csv, ["key", "name", "lies_in", "note"]).map((row) => ({
    key: row.key ?? "",
    name: row.name ?? "",
    liesIn: (row.lies_in ?? "").split(" ").filter((code) => code !== ""),
    note: row.note || null,
  }));
}

/** Rows by the names of their columns. These are files of ours: another head or a ragged line is a mistake in them. */
function rowsOf(csv: string, columns: readonly string[]): readonly Readonly<Record<string, string>>[] {
  // Codes are text: nothing is to be read as a number or a day.
  const [head = [], ...lines] = parseCsv(csv, { delimiter: ",", typeInference: false });
  if (head.join() !== columns.join()) throw new Error(`A list of areas has the columns ${columns.join(", ")}.`);
  return lines.map((cells, index) => {
    if (cells.length !== columns.length) throw new Error(`Line ${index + 2} of a list of areas has ${cells.length} cells.`);
    return Object.fromEntries(columns.map((column, place) => [column, textOf(cells[place])]));
  });
}

function textOf(cell: unknown): string {
  return typeof cell === "string" ? cell.trim() : "";
}
