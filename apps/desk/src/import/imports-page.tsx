import "./import.css";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { may, useMe } from "../api/me.ts";
import { Loading } from "../parts/loading.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { rowKeys } from "../parts/row-keys.ts";
import { dayText, timeText } from "../text/day-text.ts";
import { useText } from "../text/use-text.ts";
import { importsQuery, type ImportInList } from "./import-queries.ts";
import { stateTexts, writing } from "./import-words.ts";
import { UploadForm } from "./upload-form.tsx";

/** 导入: a list from another unit comes in here, and those that came before. */
export function ImportsPage() {
  const { t } = useText();
  const me = useMe();
  const { data, error, refetch } = useQuery(importsQuery);
  return (
    <div className="page">
      <PageTitle title={t("导入", "Import")} />
      {may(me, "exchange.enter-import") ? <UploadForm sources={data?.sources ?? []} units={unitsOf(data?.imports ?? [])} /> : null}
      <section className="stack" aria-labelledby="imports-title">
        <h2 id="imports-title">{t("已有的导入", "Imports so far")}</h2>
        {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
        {!data && !error ? <Loading rows={4} /> : null}
        {data?.imports.length === 0 ? <p className="empty">{t("还没有。", "None yet.")}</p> : null}
        {data && data.imports.length > 0 ? <ImportTable imports={data.imports} /> : null}
      </section>
    </div>
  );
}

function unitsOf(imports: readonly ImportInList[]): readonly string[] {
  return [...new Set(imports.map(({ unit }) => unit))];
}

function ImportTable({ imports }: { readonly imports: readonly ImportInList[] }) {
  const text = useText();
  const { t, say } = text;
  return (
    <div className="table-frame import-list">
      <table className="rows" onKeyDown={rowKeys}>
        <caption className="visually-hidden">{t("已有的导入", "Imports so far")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("来源单位", "From")}</th>
            <th scope="col">{t("文件", "File")}</th>
            <th scope="col">{t("情况截至", "As of")}</th>
            <th scope="col">{t("录入人", "Entered by")}</th>
            <th scope="col">{t("进展", "State")}</th>
          </tr>
        </thead>
        <tbody>
          {imports.map((entered) => (
            <tr key={entered.id}>
              <th scope="row">
                <Link to="/imports/$importId" params={{ importId: String(entered.id) }} className="row-link">
                  {entered.unit}
                </Link>
              </th>
              <td>{entered.fileName}</td>
              <td data-label={t("情况截至", "As of")}>{dayText(text, entered.asOf)}</td>
              <td data-label={t("录入人", "Entered by")}>
                {entered.enteredBy.isMe ? t("您", "you") : (entered.enteredBy.name ?? "–")}
                <br />
                <time className="soft" dateTime={entered.enteredAt}>
                  {timeText(text, entered.enteredAt)}
                </time>
              </td>
              <td data-label={t("进展", "State")}>
                <span className="badge">{say(stateTexts[entered.state])}</span>
                {entered.state === "committed" && writing(entered).done < writing(entered).all ? t(" 没写完", " not to its end") : ""}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
