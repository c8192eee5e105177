import type { FactName } from "@huican/engine";
import { Refusal } from "../../platform/refusal.ts";
import {
  checkAgrees,
  checkedName,
  checkedValue,
  disabilityFacts,
  levelsSaidBy,
  readCertificateNumber,
  readIdentityNumber,
  type AreaList,
  type SealedKind,
  type Value,
} from "../../registry/index.ts";
import { isSealedTarget, type ColumnTarget } from "../column/column-target.ts";
import { lostDigits } from "../file/workbook-rows.ts";
import { cellValue } from "./cell-value.ts";
import { rowErrors } from "./row-errors.ts";

/** Why a row is as it is: in which column, where it is one, and the sentence of a refusal. */
export type RowReason = { readonly column: number | null; readonly code: string; readonly zh: string; readonly en: string };

/** What a row says of somebody, read and looked at. */
export type SaidRow = {
  readonly name: string | null;
  /** As it was typed, or as the certificate number holds it. */
  readonly identityNumber: string | null;
  readonly certificateNumber: string | null;
  readonly birthDate: string | null;
  readonly sex: string | null;
  readonly values: ReadonlyMap<SealedKind, string>;
  readonly facts: ReadonlyMap<FactName, Value>;
  readonly faults: readonly RowReason[];
};

export type RowReading = {
  /** A target for each column; undefined for one that is left out. */
  readonly targets: readonly (ColumnTarget | undefined)[];
  readonly areas: AreaList;
  readonly today: string;
  readonly acceptsSynthetic: boolean;
};

/** Reads the cells of a row as what its columns say. An empty cell says nothing. */
export function saidRow(cells: readonly string[], reading: RowReading): SaidRow {
  const { targets } = reading;
  const faults: RowReason[] = [];
  const values = new Map<SealedKind, string>();
  const facts = new Map<FactName, Value>();
  const texts = new Map<string, string>();
  for (const [column, target] of targets.entries()) {
    const text = cells[column] ?? "";
    if (!target || text === "") continue;
    const read = readCell(target, text, reading);
    if (read instanceof Refusal) faults.push(reasonOf(read, column));
    else if (isSealedTarget(target.key)) values.set(target.key, String(read));
    else if (target.fact) facts.set(target.fact.name, read);
    else texts.set(target.key, String(read));
  }
  const columnOf = (key: string) => targets.findIndex((target) => target?.key === key);
  const said = { name: texts.get("name") ?? null, values, facts };
  const levels = levelsOf(texts, reading);
  if (levels instanceof Refusal) faults.push(reasonOf(levels, columnOf("disability-level")));
  else for (const [fact, level] of Object.entries(levels)) if (!facts.has(fact)) facts.set(fact, level);
  return withNumbers(said, faults, columnOf, reading);
}

function readCell({ key, fact }: ColumnTarget, text: string, { areas, today, acceptsSynthetic }: RowReading): Value | Refusal {
  if (text === lostDigits) return rowErrors.lostDigits();
  if (/^#(REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!)$/.test(text)) return rowErrors.formulaFault();
  try {
    if (key === "name") return checkedName(text);
    if (isSealedTarget(key)) return checkedValue(key, text, { today, acceptsSynthetic });
    return fact ? cellValue(fact, text, areas, today) : text.normalize("NFKC").trim();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

const categories = ["视力", "听力", "言语", "肢体", "智力", "精神"];
const levelWords: Readonly<Record<string, number>> = { 一: 1, 二: 2, 三: 3, 四: 4, "1": 1, "2": 2, "3": 3, "4": 4 };

/** 肢体 and 二级 as the six levels of the vocabulary: one category excludes the others, of several nothing follows. */
function levelsOf(texts: ReadonlyMap<string, string>, _reading: RowReading): Readonly<Record<FactName, number>> | Refusal {
  const [category, level] = [texts.get("disability-category"), texts.get("disability-level")];
  if (category === undefined || level === undefined) return {};
  const grade = levelWords[level.replace(/级$/, "")];
  const named = categories.filter((each) => category.includes(each));
  if (grade === undefined || (named.length === 0 && !category.includes("多重"))) return rowErrors.unreadable();
  if (named.length !== 1) return {};
  return Object.fromEntries(disabilityFacts.map((fact, i) => [fact, categories[i] === named[0] ? grade : 0]));
}

/** What numbers say: a birth date, a sex, levels. A cell that says otherwise is a fault. */
function withNumbers(
  { name, values, facts }: Pick<SaidRow, "name"> & { readonly values: Map<SealedKind, string>; readonly facts: Map<FactName, Value> },
  faults: RowReason[],
  columnOf: (key: string) => number,
  { today, acceptsSynthetic }: RowReading,
): SaidRow {
  const options = { today, acceptsSynthetic };
  const certificateNumber = values.get("certificate-number") ?? null;
  const certificate = certificateNumber === null ? null : readCertificateNumber(certificateNumber, options);
  const held = certificate === null || certificate instanceof Refusal ? null : certificate;
  const identityNumber = values.get("identity-number") ?? held?.identityNumber ?? null;
  if (held && held.identityNumber !== identityNumber) faults.push(reasonOf(rowErrors.disagrees(), columnOf("certificate-number")));
  if (held && certificateNumber !== null) {
    const levels = Object.fromEntries(disabilityFacts.flatMap((fact) => (facts.has(fact) ? [[fact, facts.get(fact) as Value]] : [])));
    if (isFault(() => checkAgrees(certificateNumber, levels, options)))
      faults.push(reasonOf(rowErrors.disagrees(), columnOf("certificate-number")));
    for (const [fact, level] of Object.entries(levelsSaidBy(held))) if (!facts.has(fact)) facts.set(fact, level);
  }
  const identity = identityNumber === null ? null : readIdentityNumber(identityNumber, options);
  const born = identity === null || identity instanceof Refusal ? null : identity;
  for (const [fact, said] of [
    ["person.birth_date", born?.birthDate],
    ["person.sex", born?.sex],
  ] as const)
    if (said !== undefined && facts.has(fact) && facts.get(fact) !== said) faults.push(reasonOf(rowErrors.disagrees(), columnOf(fact)));
  const birthDate = born?.birthDate ?? (facts.get("person.birth_date") as string | undefined) ?? null;
  const sex = born?.sex ?? (facts.get("person.sex") as string | undefined) ?? null;
  // Both follow from the number; a list is no better word for them.
  facts.delete("person.birth_date");
  facts.delete("person.sex");
  return { name, identityNumber, certificateNumber, birthDate, sex, values, facts, faults };
}

function isFault(check: () => void): boolean {
  try {
    check();
    return false;
  } catch (error) {
    if (error instanceof Refusal) return true;
    throw error;
  }
}

export function reasonOf({ code, zh, en }: Refusal, column: number | null = null): RowReason {
  return { column: column === -1 ? null : column, code, zh, en };
}
