import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "@tanstack/react-router";
import { may, useMe } from "../api/me.ts";
import { Loading } from "../parts/loading.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { rowKeys } from "../parts/row-keys.ts";
import { useText } from "../text/use-text.ts";
import { rowsOnPage, rowsQuery, type ImportInFull, type ImportRow } from "./import-queries.ts";
import { rowCount, rowKinds, rowTexts } from "./import-words.ts";
import { RowDialog } from "./row-dialog.tsx";

/** The rows of an import by what they are, a page at a time. */
export function RowsSection({ entered }: { readonly entered: ImportInFull }) {
  const { t, say } = useText();
  const kinds = rowKinds.filter((kind) => rowCount(entered, kind) > 0);
  const [chosen, choose] = useState<string | null>(null);
  const [page, turn] = useState(0);
  const [corrected, correct] = useState<ImportRow | null>(null);
  // What was looked at may be gone once its last row is corrected.
  const kind = chosen !== null && (chosen === "all" || rowCount(entered, chosen) > 0) ? chosen : (kinds[0] ?? "all");
  const count = kind === "all" ? entered.counts.total : rowCount(entered, kind);
  const last = Math.max(0, Math.ceil(count / rowsOnPage) - 1);
  const show = (next: string) => {
    choose(next);
    turn(0);
  };
  return (
    <section className="stack" aria-labelledby="rows-title">
      <h2 id="rows-title">{t("逐行核对", "Row by row")}</h2>
      <div className="kinds" role="group" aria-label={t("看哪些行", "Which rows")}>
        {[...kinds, "all"].map((each) => (
          <button key={each} type="button" className="kind" aria-pressed={each === kind} onClick={() => show(each)}>
            {each === "all" ? t("全部", "All") : `${rowTexts[each]?.sign ?? ""} ${say(rowTexts[each] ?? { zh: each, en: each })}`}{" "}
            <b>{(each === "all" ? entered.counts.total : rowCount(entered, each)).toLocaleString("en-US")}</b>
          </button>
        ))}
      </div>
      <Rows entered={entered} kind={kind} page={Math.min(page, last)} onCorrect={correct} />
      {last > 0 ? (
        <nav className="actions" aria-label={t("翻页", "Pages")}>
          <button type="button" className="button plain" disabled={page <= 0} onClick={() => turn(page - 1)}>
            {t("上一页", "Back")}
          </button>
          <span role="status">
            {t(`第${Math.min(page, last) + 1}页，共${last + 1}页`, `Page ${Math.min(page, last) + 1} of ${last + 1}`)}
          </span>
          <button type="button" className="button plain" disabled={page >= last} onClick={() => turn(page + 1)}>
            {t("下一页", "Next")}
          </button>
        </nav>
      ) : null}
      {corrected ? <RowDialog entered={entered} row={corrected} onClose={() => correct(null)} /> : null}
    </section>
  );
}

type RowsParts = {
  readonly entered: ImportInFull;
  readonly kind: string;
  readonly page: number;
  readonly onCorrect: (row: ImportRow) => void;
};

function Rows({ entered, kind, page, onCorrect }: RowsParts) {
  const { t } = useText();
  const me = useMe();
  const { data, error, refetch, isFetching } = useQuery({ ...rowsQuery(entered.id, kind, page), placeholderData: (before) => before });
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading rows={8} />;
  const isOpen = entered.state === "open" && may(me, "exchange.enter-import");
  const columns = entered.columns.flatMap(({ head, target }, column) => (target === "" ? [] : [{ head, column }]));
  return (
    <div
      className="table-frame import-rows"
      aria-busy={isFetching}
      tabIndex={0}
      role="region"
      aria-label={t("表格里的行", "Rows of the file")}
    >
      <table className="rows" onKeyDown={rowKeys}>
        <caption className="visually-hidden">{t("表格里的行", "Rows of the file")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("行", "Row")}</th>
            <th scope="col">{t("核对结果", "What it is")}</th>
            {columns.map(({ head, column }) => (
              <th scope="col" key={column}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row) => (
            <tr key={row.number}>
              <th scope="row">
                {isOpen ? (
                  <button type="button" className="row-link" onClick={() => onCorrect(row)}>
                    {t(`改第${row.number}行`, `Edit ${row.number}`)}
                  </button>
                ) : (
                  row.number
                )}
              </th>
              <td>
                <Verdict row={row} entered={entered} />
              </td>
              {row.cells.map(({ column, text, was }) => (
                <td key={column} data-label={entered.columns[column]?.head}>
                  {text === null ? <span className="soft">{t("（不显示）", "(not shown)")}</span> : text}
                  {was !== null && text !== "" && (row.kind === "changed" || row.kind === "doubtful") ? (
                    <span className="was">{t(`名册：${was}`, `register: ${was}`)}</span>
                  ) : null}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What a row is, what became of it, and why. */
function Verdict({ row, entered }: { readonly row: ImportRow; readonly entered: ImportInFull }) {
  const { t, say } = useText();
  const words = rowTexts[row.outcome ?? row.kind ?? ""];
  return (
    <>
      {words ? (
        <span className={`badge ${words.tone}`}>
          {words.sign} {say(words)}
        </span>
      ) : null}
      {row.fileId === null ? null : (
        <>
          {" "}
          <Link to="/people/$personId" params={{ personId: String(row.fileId) }}>
            {row.fileName ?? t(`档案${row.fileId}`, `file ${row.fileId}`)}
          </Link>
        </>
      )}
      <ul className="row-reasons">
        {row.reasons.map(({ column, code, text }) => (
          <li key={`${code}${column}`}>
            {column === null ? null : <strong>{entered.columns[column]?.head}： </strong>}
            {say(text)}
          </li>
        ))}
      </ul>
    </>
  );
}
