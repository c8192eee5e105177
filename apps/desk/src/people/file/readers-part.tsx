import { useQuery } from "@tanstack/react-query";
import { mayIn, useMe } from "../../api/me.ts";
import { Loading } from "../../parts/loading.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { dayText, timeText } from "../../text/day-text.ts";
import { useText } from "../../text/use-text.ts";
import { accessesQuery, logQuery } from "../people-queries.ts";
import type { PartProps } from "./part-props.ts";
import { PartTitle } from "./part-title.tsx";

/** 谁看过: for auditors by the log, for the person as it is told to them. */
export function ReadersPart({ file }: PartProps) {
  const { t } = useText();
  const me = useMe();
  const isAuditor = mayIn(me, "audit.search-log", file.areas);
  return (
    <>
      <PartTitle title={t("谁看过这份档案", "Who read this file")} />
      {isAuditor ? <LogTable id={file.id} /> : <AccessTable id={file.id} today={me.today} />}
    </>
  );
}

function LogTable({ id }: { readonly id: number }) {
  const text = useText();
  const { t, say } = text;
  const { data, error, refetch } = useQuery(logQuery(id));
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading rows={8} />;
  return (
    <div className="table-frame">
      <table className="people-rows">
        <caption className="soft">
          {t(`最近${data.entries.length}次，最近的在前`, `The last ${data.entries.length} times, the latest first`)}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t("时间", "When")}</th>
            <th scope="col">{t("账号", "Account")}</th>
            <th scope="col">{t("做了什么", "What")}</th>
            <th scope="col">{t("结果", "Outcome")}</th>
          </tr>
        </thead>
        <tbody>
          {data.entries.map((entry) => (
            <tr key={entry.id}>
              <td>{timeText(text, entry.at)}</td>
              <td>
                <code>{entry.actor}</code>
              </td>
              <td>{say(entry.act)}</td>
              <td>{entry.outcome === "done" ? t("✓ 已看", "✓ done") : t("✗ 被拒绝", "✗ refused")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function AccessTable({ id, today }: { readonly id: number; readonly today: string }) {
  const text = useText();
  const { t, say } = text;
  const { data, error, refetch } = useQuery(accessesQuery(id, today));
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading rows={8} />;
  return (
    <div className="table-frame">
      <table className="people-rows">
        <caption className="soft">{t("最近一年", "The last year")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("日期", "Day")}</th>
            <th scope="col">{t("什么岗位", "Which office")}</th>
            <th scope="col">{t("做了什么", "What")}</th>
            <th scope="col">{t("理由", "Reason")}</th>
          </tr>
        </thead>
        <tbody>
          {data.accesses.map((access) => (
            <tr key={`${access.day} ${say(access.who)} ${say(access.act)} ${access.reference ?? ""}`}>
              <td>{dayText(text, access.day)}</td>
              <td>
                {say(access.who)} {access.areaName}
              </td>
              <td>
                {say(access.act)}
                {access.times > 1 ? t(`，${access.times}次`, `, ${access.times} times`) : ""}
              </td>
              <td>{access.reason ?? "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
