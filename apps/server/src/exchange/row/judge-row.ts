import type { BelievedFile, FoundFiles, Registry } from "../../registry/index.ts";
import { rowErrors } from "./row-errors.ts";
import { changeSteps, type Word } from "./row-steps.ts";
import { reasonOf, type RowReason, type SaidRow } from "./said-row.ts";

/** 一致、有变化、新增、存疑、不能用、不导入. */
export type RowKind = "same" | "changed" | "new" | "doubtful" | "refused" | "skipped";

/** What somebody said of a doubtful row: it is this file, it is nobody's yet, or it is left out. */
export type RowChoice = { readonly what: "file"; readonly subjectId: number } | { readonly what: "new" } | { readonly what: "skip" };

export type Verdict = { readonly kind: RowKind; readonly subjectId: number | null; readonly reasons: readonly RowReason[] };

export type Judging = {
  readonly registry: Pick<Registry, "catalogue">;
  readonly word: Word;
  /** The area of the import: a new file lies in it. */
  readonly area: string;
  readonly choice: RowChoice | null;
  readonly found: FoundFiles;
  /** What the files say that were found by a number or chosen. */
  readonly files: ReadonlyMap<number, BelievedFile>;
  /** Whether another row of the file has this identity number. */
  readonly isTwice: boolean;
};

/** Holds a row against the register. */
export function judgeRow(said: SaidRow, judging: Judging): Verdict {
  const { choice, found } = judging;
  if (choice?.what === "skip") return { kind: "skipped", subjectId: null, reasons: [] };
  if (said.faults.length > 0) return { kind: "refused", subjectId: null, reasons: said.faults };
  if (judging.isTwice) return doubtful(rowErrors.twiceInFile());
  if (choice?.what === "file") return held(said, choice.subjectId, judging);
  const numbered = [...new Set([...found.byIdentityNumber, ...found.byCertificateNumber])];
  if (numbered.length > 1) return doubtful(rowErrors.severalFiles());
  const [id] = numbered;
  if (id === undefined) return unknown(said, judging);
  const file = judging.files.get(id);
  if (said.name !== null && file?.name !== said.name) return doubtful(rowErrors.otherName(), id);
  if (said.identityNumber !== null && found.byIdentityNumber.length === 0) return doubtful(rowErrors.otherNumber(), id);
  return held(said, id, judging);
}

/** Somebody whose number is not known. */
function unknown(said: SaidRow, { choice, found, area }: Judging): Verdict {
  if (choice?.what !== "new" && found.byName.length > 1) return doubtful(rowErrors.severalFiles());
  if (choice?.what !== "new" && found.byName.length === 1) return doubtful(rowErrors.sameName(), found.byName[0]);
  const missing =
    said.identityNumber === null
      ? rowErrors.noNumber()
      : said.name === null
        ? rowErrors.noName()
        : homesOf(said).some((home) => home.startsWith(area))
          ? null
          : rowErrors.noHome();
  if (missing) return { kind: "refused", subjectId: null, reasons: [reasonOf(missing)] };
  return { kind: "new", subjectId: null, reasons: [] };
}

function held(said: SaidRow, id: number, { registry, word, files }: Judging): Verdict {
  const file = files.get(id);
  if (!file) return { kind: "refused", subjectId: null, reasons: [reasonOf(rowErrors.fileGone())] };
  return { kind: changeSteps(said, file, registry, word).length === 0 ? "same" : "changed", subjectId: id, reasons: [] };
}

function doubtful(refusal: Parameters<typeof reasonOf>[0], subjectId: number | null = null): Verdict {
  return { kind: "doubtful", subjectId, reasons: [reasonOf(refusal)] };
}

/** Where somebody is registered and lives, as a row says it. */
export function homesOf({ facts }: SaidRow): readonly string[] {
  return ["person.hukou_region", "person.residence_region"].flatMap((fact) => {
    const home = facts.get(fact);
    return typeof home === "string" ? [home] : [];
  });
}
