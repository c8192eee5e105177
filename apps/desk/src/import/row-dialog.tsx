import { ImportRowAnswer } from "@huican/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ask, pathOf } from "../api/api.ts";
import { useDraftFields } from "../draft/use-draft-fields.ts";
import { Dialog } from "../parts/dialog.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { tell } from "../parts/told.ts";
import { useText } from "../text/use-text.ts";
import { refreshImports, type ImportInFull, type ImportRow } from "./import-queries.ts";
import { rowTexts } from "./import-words.ts";

/** Whose row it is (`auto`, `file`, `new` or `skip`), and by the number of their column the cells that were written anew. */
type Correction = { readonly choice: string; readonly [column: number]: string };

/** A row is corrected where it stands: its cells, and whose it is. */
export function RowDialog({
  entered,
  row,
  onClose,
}: {
  readonly entered: ImportInFull;
  readonly row: ImportRow;
  readonly onClose: () => void;
}) {
  const { t, say } = useText();
  const queries = useQueryClient();
  const start: Correction = { choice: row.kind === "skipped" ? "skip" : "auto" };
  const [{ choice, ...texts }, write, drop] = useDraftFields(`import.${entered.id}.row.${row.number}`, start);
  const isStarted = choice !== start.choice || Object.keys(texts).length > 0;
  const save = useMutation({
    mutationFn: () =>
      ask("POST", pathOf("importCorrection", entered.id), {
        answer: ImportRowAnswer,
        body: {
          number: row.number,
          cells: Object.entries(texts).map(([column, text]) => ({ column: Number(column), text })),
          choice: choice === "auto" ? null : choice === "file" ? { what: "file", fileId: row.fileId } : { what: choice },
        },
      }),
    onSuccess: async ({ kind }) => {
      drop();
      const words = rowTexts[kind] ?? { zh: kind, en: kind };
      tell({ zh: `第${row.number}行已改，现在是：${words.zh}。`, en: `Row ${row.number} is corrected, and is now: ${words.en}.` });
      await refreshImports(queries);
      onClose();
    },
  });
  const choices: readonly (readonly [key: string, words: string])[] = [
    ["auto", t("按号码核对", "Go by the numbers")],
    ...(row.fileId === null ? [] : [["file", t(`就是档案里的${row.fileName ?? ""}`, `It is ${row.fileName ?? "this file"}`)] as const]),
    ["new", t("不是名册里的人，新建档案", "Somebody new")],
    ["skip", t("不导入这一行", "Leave this row out")],
  ];
  const label = t(`改第${row.number}行`, `Correct row ${row.number}`);
  return (
    <Dialog label={label} onClose={onClose} isWide>
      <h2>{label}</h2>
      <ul className="row-reasons">
        {row.reasons.map(({ column, code, text }) => (
          <li key={`${code}${column}`}>{say(text)}</li>
        ))}
      </ul>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {row.cells.map(({ column, text, isMasked, was }) => {
          const faults = row.reasons.filter((reason) => reason.column === column);
          return (
            <div className="field" key={column}>
              <label htmlFor={`cell-${column}`}>{entered.columns[column]?.head}</label>
              <input
                id={`cell-${column}`}
                className="text"
                value={texts[column] ?? (isMasked ? "" : (text ?? ""))}
                placeholder={isMasked ? (text ?? "") : ""}
                maxLength={2_000}
                aria-invalid={faults.length > 0}
                aria-describedby={`cell-${column}-note`}
                autoComplete="off"
                onChange={({ target }) => write({ [column]: target.value })}
              />
              <span className={faults.length > 0 ? "error" : "soft"} id={`cell-${column}-note`}>
                {faults.length > 0
                  ? faults.map((fault) => say(fault.text)).join(" ")
                  : was === null
                    ? ""
                    : t(`名册里是：${was}`, `The register says: ${was}`)}
              </span>
            </div>
          );
        })}
        <fieldset className="choice">
          <legend>{t("这一行是谁", "Whose row it is")}</legend>
          {choices.map(([key, words]) => (
            <label className="check" key={key}>
              <input type="radio" name="choice" checked={choice === key} onChange={() => write({ choice: key })} />
              <span>{words}</span>
            </label>
          ))}
        </fieldset>
        {save.error ? <ProblemNotice error={save.error} /> : null}
        <div className="actions">
          <button type="submit" className="button" disabled={save.isPending}>
            {t("保存并核对", "Save and check")}
          </button>
          <button type="button" className="button plain" onClick={onClose}>
            {t("返回", "Back")}
          </button>
          {isStarted ? (
            <button type="button" className="button plain" onClick={drop}>
              {t("恢复原样", "As it was")}
            </button>
          ) : null}
        </div>
      </form>
    </Dialog>
  );
}
